"""The web server's way in, under the bench's settings or the floor's."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from watchdesk.wsgi import application

__all__ = ["application"]
