"""The record's place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    """The public record: what was said, when, and the proof of it."""

    name = "record"
    verbose_name = _("The record")

    def ready(self) -> None:
        from record import checks  # noqa: F401  (registers the system checks)
