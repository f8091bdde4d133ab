"""Screens on which something is said of a source that stands by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from record.desk import SealedForm
from sources.models import Source


class SourceScreen(SealedForm):
    """Of a source that was merged there is nothing more to say: its own screen says where it is."""

    object: Source

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; what was merged leads back to its own screen, which leads to the other."""
        other = self.object.merged_into
        if other is None:
            return super().get(request, *args, **kwargs)
        messages.warning(request, _("It was merged into “%s”. Say it of that one.") % other)
        return HttpResponseRedirect(self.model_admin.address(self.object))
