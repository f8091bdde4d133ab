"""What `manage.py` does before Django takes over: the database is up, and errors are sentences."""

import gc
import os
import sys

from watchdesk.environment import BadSetting

# These talk to no database, so an embedded one is not started for them.
WITHOUT_DATABASE = {
    "help",
    "version",
    "--version",
    "--help",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "run",
    "spectacular",
}


# Much is loaded and stays, and the interpreter's own numbers have it look through all of that
# again and again: a tenth of the time. This many objects are some megabytes.
RUBBISH = (50_000, 20, 20)


def main(arguments: list[str]) -> int:
    """Run the command in `arguments`; returns the exit status. A bad setting is one sentence."""
    gc.set_threshold(*RUBBISH)
    from django.core.management import execute_from_command_line

    from watchdesk import embedded

    try:
        command = arguments[1] if len(arguments) > 1 else "help"
        from watchdesk import settings

        if command not in WITHOUT_DATABASE and not os.environ.get("DATABASE_URL"):
            embedded.start(settings.VAR)
        execute_from_command_line(arguments)
    except (BadSetting, embedded.EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
