"""Every address: people's pages, machines' answers, and the desk."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles import api as articles_api
from articles import views as articles
from articles.desk import find
from articles.export import ArticleSourcesExport
from record import entries_api
from record import views as record
from sources import api as sources_api
from sources import export_views as exports
from sources import views as sources
from sources.formats import ENDINGS
from tracker import api as tracker_api
from tracker import downloads
from tracker import views as tracker
from watchdesk import docs, feeds, media, readiness, source_page, tags, views
from watchdesk.api import Root
from watchdesk.unreadable import refused_when_unreadable

# The formats of citations, by the endings of their files; those of an item are fewer.
ENDING = rf"(?P<ending>{'|'.join(ENDINGS)})"
CITED_IN = rf"(?P<ending>{'|'.join(downloads.CITED_IN)})"

admin.autodiscover()

handler400 = "watchdesk.unreadable.not_understood"
handler404 = "watchdesk.views.not_found"
handler500 = "watchdesk.views.failed"


def read_only(view: Any) -> Any:
    """`view` for GET and HEAD; 405 answers all else, rather than a missing token's 403."""
    return csrf_exempt(require_safe(view))


api: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="api"),
    *articles_api.urlpatterns,
    *tracker_api.urlpatterns,
    *sources_api.urlpatterns,
    path("corrections", entries_api.Corrections.as_view(), name="api-corrections"),
    path("changes", entries_api.Changes.as_view(), name="api-changes"),
    path("record", entries_api.Record.as_view(), name="api-record"),
    path("schema", docs.Schema.as_view(), name="api-schema"),
    path("docs", read_only(docs.docs), name="api-docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/find/", refused_when_unreadable(find), name="desk-find"),
    re_path(
        r"^desk/media/(?P<name>[^/]*)$",
        read_only(refused_when_unreadable(media.media_at_desk)),
        name="desk-media",
    ),
    path("desk/", admin.site.urls),
    path("api/v1/", include(api)),
    path("favicon.ico", read_only(views.favicon), name="favicon"),
    path("healthz", read_only(views.healthz), name="healthz"),
    path("readyz", read_only(readiness.readyz), name="readyz"),
    path("media/<str:name>", read_only(media.media), name="media"),
    path("record/verify.py", read_only(record.verifier), name="record-verifier"),
    path("record/checkpoint.json", read_only(record.checkpoint_json), name="record-checkpoint"),
    path("feeds/articles.atom", read_only(feeds.ArticlesFeed()), name="feed-articles"),
]

urlpatterns += i18n_patterns(
    path("", views.Home.as_view(), name="home"),
    path("articles/", articles.ArticleList.as_view(), name="articles"),
    path("articles/<slug:slug>/", articles.ArticlePage.as_view(), name="article"),
    path(
        "articles/<slug:slug>/versions/",
        articles.ArticleVersions.as_view(),
        name="article-versions",
    ),
    re_path(
        rf"^articles/(?P<slug>[-a-zA-Z0-9_]+)/sources\.{ENDING}$",
        ArticleSourcesExport.as_view(),
        name="article-sources",
    ),
    path("series/<slug:slug>/", articles.SeriesPage.as_view(), name="series"),
    path("authors/<slug:slug>/", articles.AuthorPage.as_view(), name="author"),
    path("watch/", tracker.Board.as_view(), name="board"),
    path("watch/<slug:slug>/", tracker.ItemPage.as_view(), name="item"),
    path("watch/<slug:slug>/criteria/", tracker.ItemCriteria.as_view(), name="item-criteria"),
    re_path(
        rf"^watch/(?P<slug>[-a-zA-Z0-9_]+)/cite\.{CITED_IN}$",
        downloads.ItemCitation.as_view(),
        name="item-cite",
    ),
    path(
        "watch/<slug:slug>/milestones.ics",
        downloads.ItemCalendar.as_view(),
        name="item-calendar",
    ),
    path("sources/", sources.SourceList.as_view(), name="sources"),
    re_path(rf"^sources/export\.{ENDING}$", exports.SourcesExport.as_view(), name="sources-export"),
    re_path(
        rf"^sources/(?P<number>[0-9]+)/export\.{ENDING}$",
        exports.SourceExport.as_view(),
        name="source-export",
    ),
    path("sources/<int:number>/", source_page.SourcePage.as_view(), name="source"),
    path("tags/<slug:slug>/", tags.TagPage.as_view(), name="tag"),
    path("corrections/", views.Corrections.as_view(), name="corrections"),
    path("methods/", views.Methods.as_view(), name="methods"),
    path("record/", record.RecordPage.as_view(), name="record"),
    path("record/<int:seq>/", record.EntryPage.as_view(), name="record-entry"),
    path("<slug:slug>/", views.DeskPage.as_view(), name="page"),
    prefix_default_language=False,
)
