"""The project's own app, and the desk as Django's admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskAdminConfig(AdminConfig):
    """Django's admin, served as the desk."""

    default_site = "watchdesk.desk.DeskSite"


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
