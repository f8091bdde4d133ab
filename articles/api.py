"""The articles API: lists and details, read from stored payloads."""

from typing import ClassVar

from django.urls import path

from articles import serializers
from record import schema
from record.api import SubjectDetail, SubjectList
from record.kinds import Kind


@schema.listing(serializers.ArticlePayload, "Articles")
class ArticleList(SubjectList):
    """The published articles."""

    kind = Kind.ARTICLE
    filters: ClassVar[tuple[str, ...]] = ("tag", "rests_on", "language", "slug")


@schema.detail(serializers.ArticlePayload, "Article")
class ArticleDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.ARTICLE


@schema.listing(serializers.AuthorPayload, "Authors")
class AuthorList(SubjectList):
    """Whose names stand over the articles."""

    kind = Kind.AUTHOR
    filters: ClassVar[tuple[str, ...]] = ("slug",)


@schema.detail(serializers.AuthorPayload, "Author")
class AuthorDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.AUTHOR


@schema.listing(serializers.SeriesPayload, "SeriesList")
class SeriesList(SubjectList):
    """Articles that follow one another."""

    kind = Kind.SERIES
    filters: ClassVar[tuple[str, ...]] = ("slug",)


@schema.detail(serializers.SeriesPayload, "Series")
class SeriesDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.SERIES


@schema.listing(serializers.ImagePayload, "Images")
class ImageList(SubjectList):
    """The pictures in public articles."""

    kind = Kind.IMAGE
    filters: ClassVar[tuple[str, ...]] = ()


@schema.detail(serializers.ImagePayload, "Image")
class ImageDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.IMAGE


@schema.listing(serializers.VideoPayload, "Videos")
class VideoList(SubjectList):
    """The videos in public articles."""

    kind = Kind.VIDEO
    filters: ClassVar[tuple[str, ...]] = ()


@schema.detail(serializers.VideoPayload, "Video")
class VideoDetail(SubjectDetail):
    """One of them, by its id."""

    kind = Kind.VIDEO


urlpatterns = [
    path("articles", ArticleList.as_view(), name="api-articles"),
    path("articles/<id:uuid>", ArticleDetail.as_view(), name="api-articles-detail"),
    path("authors", AuthorList.as_view(), name="api-authors"),
    path("authors/<id:uuid>", AuthorDetail.as_view(), name="api-authors-detail"),
    path("series", SeriesList.as_view(), name="api-series"),
    path("series/<id:uuid>", SeriesDetail.as_view(), name="api-series-detail"),
    path("images", ImageList.as_view(), name="api-images"),
    path("images/<id:uuid>", ImageDetail.as_view(), name="api-images-detail"),
    path("videos", VideoList.as_view(), name="api-videos"),
    path("videos/<id:uuid>", VideoDetail.as_view(), name="api-videos-detail"),
]
