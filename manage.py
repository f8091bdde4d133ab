#!/usr/bin/env python
"""Runs the desk's commands, each under the database role that it needs."""

import os
import sys

# These change what is append-only, or make the tables: the web role may do neither.
OWNER_COMMANDS = {
    "dbshell",
    "demo",
    "erase",
    "makemigrations",
    "migrate",
    "rebuild_projections",
    "run",
    "shell",
    "showmigrations",
    "test",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchdesk.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in OWNER_COMMANDS:
        os.environ.setdefault("WATCHDESK_ROLE", "owner")

    from watchdesk.entry import main

    sys.exit(main(sys.argv))
