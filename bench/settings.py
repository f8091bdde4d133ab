"""The desk's settings over a database of the bench's own, beside the desk's and never in it."""

import os

from bench import MARK
from watchdesk.settings import *  # noqa: F403
from watchdesk.settings import DATABASES as OF_THE_DESK

_desk = OF_THE_DESK["default"]
_name = f"{_desk['NAME']}_{os.environ.get('BENCH_DATABASE', 'empty')}{MARK}"
DATABASES = {"default": {**_desk, "NAME": _name}}
