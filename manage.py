#!/usr/bin/env python
"""Run a management command with the root and site/ on the path."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put the source roots on the path, choose settings, hand over to Django."""
    root = Path(__file__).resolve().parent
    sys.path[:0] = [str(root), str(root / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
