"""The project's own app, and the desk as Django's admin site."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.utils.translation import gettext_lazy as _


class DeskAdminConfig(SimpleAdminConfig):
    """Django's admin, served as the desk.

    Its screens are loaded with the addresses, and for the checks: who needs neither, such as the
    job worker, starts without them.
    """

    default_site = "watchdesk.desk.DeskSite"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_screens, checks.Tags.admin)


def check_screens(app_configs: Sequence[Any] | None, **about: Any) -> list[checks.CheckMessage]:
    """Django's check of the admin's screens, once all of them are there to be looked at."""
    admin.autodiscover()
    found: list[checks.CheckMessage] = check_admin_app(app_configs, **about)
    return found


class WatchdeskConfig(AppConfig):
    """The desk itself and the pages that join the apps."""

    name = "watchdesk"
    verbose_name = _("The site")

    def ready(self) -> None:
        from record.kinds import Kind, register
        from watchdesk import forgetting
        from watchdesk.languages import speak_english_meanwhile
        from watchdesk.serializers import DeskPayload, PagePayload

        register(Kind.DESK, DeskPayload)
        register(Kind.PAGE, PagePayload)
        forgetting.tell()
        speak_english_meanwhile()
