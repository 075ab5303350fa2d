#!/usr/bin/env python3
"""Keeps a copy of everything that a portal publishes. Needs Python 3.9 and requests.

    python mirror.py https://portal.example/ copy/ [--once] [--interval 30] [--limit 200]
    WEBHOOK_SECRET=whsec_… python mirror.py … --listen 127.0.0.1:8001   # with pokes.py beside it

`copy/mirror.sqlite3` holds each public object, in the table `item`, as the very bytes that its
`detail_url` answers; `copy/files/` each document's file, named by its SHA-256. A crash needs no
mending: the cursor is stored with what was read up to it, and files are compared with items.
"""

import argparse
import hashlib
import json
import logging
import os
import sqlite3
import sys
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import requests

TABLES = """
    PRAGMA journal_mode = WAL;  -- who reads the copy is never locked out, nor sees half a page
    CREATE TABLE IF NOT EXISTS item (
        type TEXT, id INTEGER, locale TEXT, html_url TEXT, changed_at TEXT, etag TEXT,
        sha256 TEXT, size INTEGER, download_url TEXT,  -- of a document's file
        pass INTEGER,  -- which brought it: 1, after a first answer 410 it is 2, and so on
        object BLOB, PRIMARY KEY (type, id)
    );
    CREATE INDEX IF NOT EXISTS item_file ON item (sha256, size, download_url);
    -- is_whole: 0 during a pass from the start
    CREATE TABLE IF NOT EXISTS state (since TEXT, pass INTEGER, is_whole INTEGER);
    INSERT INTO state SELECT NULL, 1, 0 WHERE NOT EXISTS (SELECT * FROM state);
"""
TRIES, HOUR = 3, 3600  # how often a file is tried in an hour
TOKEN = {"Authorization": f"Bearer {text}"} if (text := os.environ.get("PORTAL_TOKEN")) else {}
log = logging.getLogger("mirror")


class Mirror:
    """The copy of one portal in one folder."""

    def __init__(self, portal, folder, limit, timeout):
        self.feed = portal.rstrip("/") + "/api/v2/changes/"
        self.query = {"include": "object", "limit": limit}
        self.get = partial(requests.Session().get, timeout=timeout)
        self.etag = None  # of the last answer, if it said that nothing is new
        self.failures, self.news = 0, threading.Event()  # since it last answered; for webhooks
        self.tries, self.tries_end = Counter(), 0
        self.files = Path(folder, "files")
        self.files.mkdir(parents=True, exist_ok=True)
        # Two mirrors in one folder would overtake each other. The lock ends with the process.
        self.lock = sqlite3.connect(Path(folder, "lock.sqlite3"), timeout=0)
        self.lock.execute("BEGIN EXCLUSIVE")
        self.database = sqlite3.connect(Path(folder, "mirror.sqlite3"), timeout=60)
        self.database.executescript(TABLES)

    def run(self, interval, once):
        """Follow the portal for ever, or until the copy is whole; return how many files lack."""
        while True:
            self.news.clear()
            try:
                more = self.read_page()
                due, given_up = self.compare_files()
                # In turns: neither may the feed hold up the files, nor files a withdrawal. And a
                # file that fails waits for the feed, which may know why: it has been replaced.
                end = time.monotonic() + interval
                while due:
                    self.fetch_file(due.pop())
                    if more or self.news.is_set() or time.monotonic() > end:
                        break
            except (requests.RequestException, ValueError) as error:  # ValueError: it came damaged
                self.wait(error)
                continue
            if once and not (more or due):
                return given_up
            self.news.wait(0 if more or due else interval)

    def wait(self, error):
        """Wait after a failure: as long as the portal says, else longer each time."""
        response = getattr(error, "response", None)
        said = "" if response is None else response.headers.get("Retry-After", "")
        pause = min(max(int(said), 1), HOUR) if said.isdecimal() else min(2**self.failures, 300)
        self.failures += 1
        log.warning("%s; trying again in %d s", error, pause)
        time.sleep(pause)

    def read_page(self):
        """Take in what comes next in the feed; return whether there is more."""
        execute = self.database.execute
        since, number, is_whole = execute("SELECT since, pass, is_whole FROM state").fetchone()
        query = {**self.query, "since": since}  # what is None is left out
        answer = self.get(self.feed, params=query, headers={"If-None-Match": self.etag, **TOKEN})
        if answer.status_code == requests.codes.gone and since is not None:
            # The portal has gone back to a backup, or this copy has slept for a year. It stays as
            # it is while all is read anew; what does not come again goes at the end of the pass.
            log.warning("starting again from nothing: %s", answer.text)
            with self.database:
                execute("UPDATE state SET since = NULL, pass = pass + 1, is_whole = 0")
            return True
        answer.raise_for_status()
        self.failures = 0
        if answer.status_code == requests.codes.not_modified:
            return False
        page = read(answer.content)
        following, more = page["meta"]["next"], page["meta"]["more"]
        with self.database:
            for item in page["items"]:
                self.apply(item, number)
            execute("UPDATE state SET since = ?, is_whole = ?", [following, is_whole or not more])
            if not (is_whole or more):
                execute("DELETE FROM item WHERE pass < ?", [number])
        log.info("%d changes", len(page["items"]))
        if more and following == since:
            time.sleep(1)  # something is just being published, and the feed waits for it
        self.etag = None if more or following != since else answer.headers.get("ETag")
        return more

    def apply(self, item, number):
        """Do what one item of the feed says."""
        row = [item[name] for name in ("type", "id", "locale", "html_url", "changed_at")]
        self.database.execute("DELETE FROM item WHERE type = ? AND id = ?", row[:2])
        if item["action"] == "upsert":
            made = item["object"]
            row += [item["etag"], made.get("sha256"), made.get("size")]
            row += [made["meta"].get("download_url"), number, item["bytes"]]
            self.database.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def compare_files(self):
        """Remove what no item names; return the files to be fetched, and how many are given up."""
        query = "SELECT DISTINCT sha256, size, download_url FROM item WHERE sha256 != ''"
        named = self.database.execute(query).fetchall()
        there = {path.name for path in self.files.iterdir()}
        for name in there - {sha256 for sha256, _, _ in named}:
            (self.files / name).unlink()
        if time.monotonic() > self.tries_end:
            self.tries, self.tries_end = Counter(), time.monotonic() + HOUR
        missing = [file for file in named if file[0] not in there]
        due = sorted((f for f in missing if self.tries[f] < TRIES), key=lambda f: -self.tries[f])
        return due, len(missing) - len(due)  # they are taken from the end

    def fetch_file(self, file):
        """Fetch a file, whole or not at all."""
        sha256, size, url = file
        self.tries[file] += 1
        part, digest = self.files / "part", hashlib.sha256()
        with self.get(url, stream=True) as answer, part.open("wb") as to:
            answer.raise_for_status()
            for chunk in answer.iter_content(1 << 16):
                digest.update(chunk)
                to.write(chunk)
                if to.tell() > size:
                    break
            if (to.tell(), digest.hexdigest()) != (size, sha256):
                raise ValueError(f"{url} is not the file with the SHA-256 {sha256}")
            to.flush()
            os.fsync(to.fileno())
        part.replace(self.files / sha256)
        del self.tries[file]


def read(content):
    """Return a page of the feed, each object with its very `bytes`; ValueError: it is damaged."""
    text, end = content.decode(), 0
    page = json.loads(text)
    for item in page["items"]:
        if item["action"] == "upsert":
            # Cut out, not written anew: the same JSON can be written in several ways.
            start = text.index("{", text.index('"object":', end))
            end = json.JSONDecoder().raw_decode(text, start)[1]
            item["bytes"] = text[start:end].encode()
            if item["etag"] != f'"{hashlib.sha256(item["bytes"]).hexdigest()[:32]}"':
                raise ValueError(f"{item['type']} {item['id']} does not fit its ETag")
    return page


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("portal", help="https://portal.example/")
    parser.add_argument("folder", help="where the copy is kept")
    parser.add_argument("--once", action="store_true", help="end when the copy is whole")
    parser.add_argument("--interval", type=float, help="seconds from question to question")
    parser.add_argument("--limit", type=int, default=200, help="changes in one answer, up to 500")
    parser.add_argument("--timeout", type=float, default=60, help="seconds without a byte")
    parser.add_argument("--listen", metavar="HOST:PORT", help="where webhooks come in")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    mirror = Mirror(options.portal, options.folder, options.limit, options.timeout)
    if options.listen:
        from pokes import listen

        listen(options.listen, os.environ["WEBHOOK_SECRET"], mirror.news)
    if missing := mirror.run(options.interval or (600 if options.listen else 30), options.once):
        sys.exit(f"{missing} files could not be had")
