"""The sources' place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Publishers, sources, grades and tags."""

    name = "sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        from record.kinds import Kind, register
        from sources.serializers import PublisherPayload, SourcePayload, TagPayload

        register(Kind.PUBLISHER, PublisherPayload)
        register(Kind.SOURCE, SourcePayload)
        register(Kind.TAG, TagPayload)
