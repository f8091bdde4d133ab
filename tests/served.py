"""The site over a test's database, as a web server of its own serves it, under the web role."""

import os

os.environ["WATCHDESK_ROLE"] = "web"
os.environ["DJANGO_SETTINGS_MODULE"] = "watchdesk.settings"

from watchdesk import settings

settings.DATABASES["default"]["NAME"] = os.environ["SERVED_DATABASE"]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
# As the tests keep passwords: see tests/conftest.py.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from watchdesk.wsgi import application

__all__ = ["application"]
