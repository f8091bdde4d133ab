"""The web server's way in."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from watchdesk.entry import RUBBISH

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchdesk.settings")
# What is loaded here stays until the end: nobody need look for rubbish in it, now or later.
gc.disable()
application = get_wsgi_application()
# With the addresses, all pages and screens are loaded: not while the first reader waits for one.
import_module(settings.ROOT_URLCONF)
gc.freeze()
gc.set_threshold(*RUBBISH)
gc.enable()
