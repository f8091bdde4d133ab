"""The desk's screen for “looked, nothing changed” of several questions at once."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from record.clock import Reading, read_now, standing
from record.kinds import Kind
from record.once import FIELD, SentTwice, new_key, take
from record.sealing import sealing
from tracker.conflicts import ItemGuard, StatusConflict
from tracker.forms import lines
from tracker.models import Proposal, WatchItem
from tracker.watched import Watched, watched

AT_ONCE = 50


class ForAllForm(forms.Form):
    """What was searched for every question that is ticked and says nothing of its own."""

    searched = forms.CharField(
        label=gettext_lazy("What was searched"),
        required=False,
        widget=lines(2),
        help_text=gettext_lazy("for all that are ticked; one line is enough"),
    )


class LookForm(forms.Form):
    """One question: whether it was looked at, and what was searched for it alone."""

    looked = forms.BooleanField(required=False)
    searched = forms.CharField(
        label=gettext_lazy("What was searched for this one"), required=False, widget=lines(1)
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


@dataclass
class Row:
    """A question on the screen: its working copy, what readers see of it, and its own form."""

    item: WatchItem
    one: Watched
    form: LookForm
    waiting: Proposal | None = None
    refusal: str = ""

    def refuse(self, sentence: str) -> None:
        """Tell it beside the question. The form has seen the item now: sent again, it is meant."""
        self.refusal = sentence
        typed: Any = self.form.data.copy()  # type: ignore[attr-defined]
        typed[self.form.add_prefix("seen")] = str(self.item.version)
        self.form = LookForm(typed, prefix=self.form.prefix)


class LookAtSeveral(TemplateView):
    """One form, and a write of its own for each question: what one refuses keeps no other back."""

    template_name = "tracker/desk_looks.html"
    model_admin: Any = None
    form: ForAllForm
    rows: list[Row]
    # How many there are that the screen has no room for.
    beside: int
    reading: Reading

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may say a status."""
        if not request.user.has_perm("tracker.change_status"):
            raise PermissionDenied
        self.reading = read_now(standing())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The questions that were chosen, ticked; or all that are not answered yet."""
        self.form = ForAllForm()
        self.rows = self._rows(request.GET.getlist("item"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say each look; the questions of which nothing could be said stay, with the reason."""
        self.form = ForAllForm(request.POST)
        self.rows = self._rows(request.POST.getlist("item"), request.POST)
        ticked = [
            row for row in self.rows if row.form.is_valid() and row.form.cleaned_data["looked"]
        ]
        if not self._is_whole(ticked):
            return self.render_to_response(self.get_context_data())
        refused = [row for row in ticked if not self._say(row)]
        said = [row.item.short for row in ticked if row not in refused]
        if said:
            messages.success(request, _("Looked, nothing changed: %s.") % ", ".join(said))
        if not refused:
            return HttpResponseRedirect(self._back())
        self.rows = refused
        return self.render_to_response(self.get_context_data(), status=409)

    def _rows(self, keys: list[str], posted: Any = None) -> list[Row]:
        """Those of these keys, the longest not looked at first; without keys, the open ones."""
        asked = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 16}
        public = watched(self.reading, self.reading.subjects(Kind.ITEM))
        seen = {one.item.uuid: one for one in public}
        items = WatchItem.objects.filter(uuid__in=seen).exclude(status="")
        proposals = Proposal.objects.waiting().filter(item__in=items).select_related("item", "by")
        waiting = {one.item_id: one for one in proposals}
        found = []
        for item in items:
            one, prefix = seen[item.uuid], f"item-{item.pk}"
            if item.pk in asked if keys else not (one.standing and one.standing.is_final):
                begin = {"seen": item.version, "looked": bool(keys)}
                form = LookForm(posted, prefix=prefix, initial=begin)
                found.append(Row(item, one, form, waiting.get(item.pk)))
        found.sort(key=lambda row: int(row.one.data["review_days"]) - row.one.days_since_look)
        self.beside = len(found[AT_ONCE:])
        return found[:AT_ONCE]

    def _is_whole(self, ticked: list[Row]) -> bool:
        """Whether something is ticked, and each says what was searched."""
        is_whole = self.form.is_valid() and all(row.form.is_valid() for row in self.rows)
        if is_whole and not ticked:
            self.form.add_error(None, _("Tick the questions that you looked at."))
            is_whole = False
        for_all = self.form.cleaned_data.get("searched", "")
        if is_whole and any(not (row.form.cleaned_data["searched"] or for_all) for row in ticked):
            self.form.add_error("searched", _("Say what was searched, here or at each question."))
            is_whole = False
        return is_whole

    def _say(self, row: Row) -> bool:
        """Say the look in a write of its own; False where its row tells why it was refused."""
        text = row.form.cleaned_data["searched"] or self.form.cleaned_data["searched"]
        try:
            with sealing(self.model_admin.actor):
                take(self.request.POST, part=row.item.pk)
                guard = ItemGuard.of(row.item)
                if guard.version != row.form.cleaned_data["seen"]:
                    raise StatusConflict(guard.sentence())
                row.item.look(text, by=self.request.user)
                self.model_admin.log_change(self.request, row.item, str(_("Looked")))
        except SentTwice:
            return True
        except StatusConflict as refusal:
            row.item.refresh_from_db()
            row.refuse(str(refusal))
        except ValidationError as refusal:
            row.refuse(" ".join(refusal.messages))
        return not row.refusal

    def _back(self) -> str:
        is_of_list = self.request.POST.get("from") == "list"
        return reverse("admin:tracker_watchitem_changelist" if is_of_list else "admin:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the desk's frame needs, and the questions."""
        request = self.request
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": _("Looked, nothing changed"),
            "opts": self.model_admin.opts,
            "form": self.form,
            "rows": self.rows,
            "beside": self.beside,
            "chosen": "item" in request.GET or "item" in request.POST,
            "reading": self.reading,
            "once": request.POST.get(FIELD) or new_key(),
            "from": request.POST.get("from") or ("list" if "item" in request.GET else ""),
        }
        return super().get_context_data(**{**context, **kwargs})
