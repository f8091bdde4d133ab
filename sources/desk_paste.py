"""The desk's box into which an address, a number or a citation is pasted."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from sources import pasting
from sources.models import Source
from sources.source_form import named

SESSION = "pasted_sources"
# Whoever pastes a sixth one has long left the first.
KEPT_AT_ONCE = 5


class PasteForm(forms.Form):
    """One text, as it came from somewhere else."""

    text = forms.CharField(
        label=gettext_lazy("Paste"),
        help_text=gettext_lazy("an address, a DOI, an ECLI, or an entry as RIS, BibTeX, CSL-JSON"),
        max_length=pasting.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nothing is pasted yet."),
            "max_length": gettext_lazy(
                "This is too long for one source. A file with many goes through “Import sources”."
            ),
        },
    )


class PasteSource(FormView):
    """Lead to the source that is kept already, or to the form with what could be read."""

    form_class = PasteForm
    template_name = "sources/desk_paste.html"
    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may enter sources."""
        if not self.model_admin.has_add_permission(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PasteForm) -> HttpResponse:
        """Read it; what cannot be read is told, and the text stays."""
        try:
            found = pasting.read(form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error("text", refusal)
            return self.form_invalid(form)
        except pasting.Several as several:
            return self._several(form, several.number)
        if found.known:
            return self._known(found.known)
        token = keep_pasted(self.request, found.initial)
        messages.info(self.request, _("Read from what you pasted. Look it over, then save it."))
        if found.left_out:
            left = _("The ledger has no place for: %s.") % ", ".join(found.left_out)
            messages.info(self.request, left)
        return HttpResponseRedirect(f"{reverse('admin:sources_source_add')}?pasted={token}")

    def _known(self, source: Source) -> HttpResponse:
        messages.info(self.request, _("This is kept already: %s.") % named(source))
        return HttpResponseRedirect(self.model_admin.address(source))

    def _several(self, form: PasteForm, number: int) -> HttpResponse:
        words = _("These are %d sources. Several at once go through “Import sources”.") % number
        form.add_error("text", words)
        may = self.request.user.has_perm("sources.add_importrun")
        return self.render_to_response(self.get_context_data(form=form, several=may and number))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the desk's frame needs."""
        context = self.model_admin.admin_site.each_context(self.request)
        more = {"title": _("Paste a source"), "opts": self.model_admin.opts}
        return super().get_context_data(**{**context, **more, **kwargs})


def keep_pasted(request: HttpRequest, initial: dict[str, Any]) -> str:
    """Keep what was read until the form is saved; returns the token that finds it again."""
    kept = request.session.get(SESSION, {})
    while len(kept) >= KEPT_AT_ONCE:
        kept.pop(next(iter(kept)))
    token = secrets.token_urlsafe(6)
    request.session[SESSION] = {**kept, token: initial}
    return token


def pasted(request: HttpRequest) -> dict[str, Any]:
    """What was read for the form that is open; empty where nothing was pasted."""
    found: dict[str, Any] = request.session.get(SESSION, {}).get(request.GET.get("pasted"), {})
    return found


def drop_pasted(request: HttpRequest) -> None:
    """Forget what was read for the form that was saved."""
    kept = request.session.get(SESSION, {})
    if kept.pop(request.GET.get("pasted"), None) is not None:
        request.session[SESSION] = kept
