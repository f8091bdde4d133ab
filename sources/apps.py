"""The sources' place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Publishers, sources, grades and tags."""

    name = "sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        from record.kinds import Kind, register
        from sources import forgetting
        from sources.serializers import PublisherPayload, SourcePayload, TagPayload

        register(
            Kind.PUBLISHER,
            PublisherPayload,
            schema=2,
            upcasters={1: PublisherPayload.with_ratings},
        )
        register(Kind.SOURCE, SourcePayload, schema=2, upcasters={1: SourcePayload.with_repute})
        register(Kind.TAG, TagPayload)
        forgetting.tell()
