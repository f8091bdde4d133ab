"""The articles' place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles with their revisions, authors, series and media."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from articles import forgetting, serializers
        from record.kinds import Kind, register

        register(Kind.ARTICLE, serializers.ArticlePayload)
        register(Kind.AUTHOR, serializers.AuthorPayload)
        register(Kind.SERIES, serializers.SeriesPayload)
        register(Kind.IMAGE, serializers.ImagePayload)
        register(Kind.VIDEO, serializers.VideoPayload)
        forgetting.tell()
