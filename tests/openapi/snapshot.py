"""The description as it was last agreed to: `python -m tests.openapi.snapshot` writes it anew.

A changed line of `tests/data/openapi.json` is a changed contract. It only grows.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "tests" / "data" / "openapi.json"


def composed() -> str:
    """Return the description that the code makes, a line for each thing that it says."""
    from portal.openapi.document import compose

    return json.dumps(compose(), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the snapshot."""
    import django

    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    SNAPSHOT.write_text(composed(), encoding="utf-8")


if __name__ == "__main__":
    main()
