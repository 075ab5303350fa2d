# ruff: noqa: INP001 - a configuration file, read by gunicorn and imported by nobody
"""Gunicorn on a server: `gunicorn --config deploy/gunicorn.conf.py`, started by portal.service."""

import multiprocessing
import os
import sys
from pathlib import Path

_root = Path(__file__).resolve().parents[1]
# In the place of gunicorn's own `pythonpath`, which comes too late for `--check-config`.
sys.path[:0] = [path for path in (str(_root), str(_root / "site")) if path not in sys.path]

wsgi_app = "portal.wsgi:application"
chdir = str(_root)

bind = os.environ.get("GUNICORN_BIND", "unix:/run/portal/gunicorn.sock")
workers = int(os.environ.get("GUNICORN_WORKERS", multiprocessing.cpu_count() + 1))
# Each thread may hold a connection to the database: workers x threads stays below what it allows.
threads = int(os.environ.get("GUNICORN_THREADS", "4"))

# nginx takes uploads in and sends files out; what takes longer than this is stuck.
timeout = int(os.environ.get("GUNICORN_TIMEOUT", "60"))
graceful_timeout = 30
# The heartbeat of the workers must not wait for a busy disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory, as gunicorn advises; nothing is read from there

# The journal keeps what goes to stderr; nginx writes the log of accesses.
errorlog = "-"
accesslog = None
# Nobody steers gunicorn through a socket; systemd does.
control_socket_disable = True
