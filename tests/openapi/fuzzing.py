"""schemathesis over the description: `python -m tests.openapi.fuzzing http://localhost:8000`.

Asks a running portal whatever the description allows, and what it does not. Every answer must be
in the description, and none a failure of the server. Without arguments of its own this is the long
form; `make test` runs a short one. API_RATE must be empty there, or most answers are a 429, and
HEADLESS_PREVIEW_URL set: where it is not, there is no `preview/`, with whatever method.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import requests

from . import API

# Whether parameters go together (`order=random` with `offset`, a field with the `type` that has it,
# a search with a field that is not indexed) no description can say: in a list, and of a page, whose
# fields are those of its type, one that is valid by itself may be refused together with another.
# tests/openapi/test_document.py asks for each alone. A preview link that is made up is refused.
# Elsewhere what is valid is answered, or leads to nothing that there is. What is not valid may be
# too long for an address besides.
CHECKS = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", "404", "410"]
negative_data_rejection.expected-statuses = ["4xx"]

[[operations]]
include-path = [
  "/pages/", "/images/", "/documents/", "/categories/", "/organisations/", "/redirects/",
  "/pages/{id}/", "/preview/",
]

[operations.checks]
positive_data_acceptance.enabled = false
"""
SHORT = ["--phases", "examples,fuzzing", "--max-examples", "15"]
LONG = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "500"]
SEED = "20221105"


def closed(schema: Any) -> Any:
    """Return a schema of which objects have no other keys than those that it names."""
    if isinstance(schema, list):
        return [closed(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        shut["additionalProperties"] = False
    return shut


def fuzz(root_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis against a portal; its exit code is 0 where it found nothing."""
    description = requests.get(f"{root_url}{API}/openapi.json", timeout=30).json()
    with tempfile.TemporaryDirectory() as folder:
        path, checks = Path(folder, "openapi.json"), Path(folder, "schemathesis.toml")
        checks.write_text(CHECKS, encoding="utf-8")
        path.write_text(json.dumps(closed(description)), encoding="utf-8")
        return subprocess.run(
            [
                str(Path(sys.executable).with_name("st")), "--config-file", str(checks),
                "run", str(path), "--url", f"{root_url}{API}", "--max-redirects", "0",
                "--continue-on-failure", "--seed", SEED, *arguments,
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Fuzz the portal at the address that is given."""
    done = fuzz(arguments[0].rstrip("/"), *(arguments[1:] or LONG))
    print(done.stdout, done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
