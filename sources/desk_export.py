"""The desk's export: what is chosen in the list of sources, as a file of citations."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from sources.exporting import streamed, working_items
from sources.formats import FORMATS
from sources.models import Source


class ExportAdmin(admin.ModelAdmin):
    """A list of sources with an action for each format. It takes drafts too."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The list's own actions, then one for each format."""
        actions: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        for form in FORMATS.values():
            name = f"export_{form.ending}"
            label = _("Export as %s") % form.label
            actions[name] = (partial(_export, form.name), name, label)
        return actions


def _export(
    name: str, model_admin: Any, request: HttpRequest, sources: QuerySet[Source]
) -> StreamingHttpResponse:
    return streamed(working_items(sources), FORMATS[name], "sources")
