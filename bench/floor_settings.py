"""The settings of the floor: the bench's database, and nothing between the server and the view."""

from bench.settings import *  # noqa: F403

MIDDLEWARE = []  # type: ignore[no-redef]
ROOT_URLCONF = "bench.floor"
