"""The desk's screens on which something is said of a watch item."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from record.clock import read_now, standing
from record.desk import SealedForm
from record.models import Subject
from tracker import forms
from tracker.conflicts import ItemGuard, StatusConflict
from tracker.desk_proposals import Proposing
from tracker.evidence_forms import EvidenceForms, evidence_forms
from tracker.models import WatchItem
from tracker.statuses import Status
from tracker.watched import Watched, watched


class ItemScreen(SealedForm):
    """A screen of one watch item: beside the form stands what readers see now."""

    permission = "tracker.change_status"
    template_name = "tracker/desk_saying.html"
    button = _("Say it in public")
    object: WatchItem

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What readers see of the item, its criteria, and the number that comes next."""
        reading = read_now(standing())
        context = {
            "reading": reading,
            "one": seen_by_readers(self.object, reading),
            "criteria": self.object.criteria.order_by("version").last(),
            "said_before": self.object.changes.all()[:6],
            "next_number": reading.seq + 1,
        }
        return super().get_context_data(**{**context, **kwargs})


def seen_by_readers(item: WatchItem, reading: Any) -> Watched | None:
    """The item as its page has it, or None while it is not public."""
    rows = Subject.objects.at(reading.seq).public().told().filter(uuid=item.uuid)
    return next(iter(watched(reading, rows)), None)


class ClaimScreen(ItemScreen):
    """A screen whose claim rests on evidence."""

    evidence: EvidenceForms
    evidence_errors: list[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No evidence is refused yet."""
        super().setup(request, *args, **kwargs)
        self.evidence_errors = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        self.evidence = evidence_forms(request.user, self.known_evidence())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the form and its evidence together."""
        form = self.get_form()
        self.evidence = evidence_forms(request.user, self.known_evidence(), request.POST)
        valid = form.is_valid()
        if self.rests_on_evidence() and not self.evidence.is_valid():
            valid = False
        return self.form_valid(form) if valid else self.form_invalid(form)

    def rests_on_evidence(self) -> bool:
        """Whether what is said takes evidence."""
        return True

    def known_evidence(self) -> list[dict[str, Any]]:
        """The evidence that the form begins with."""
        return []

    def form_valid(self, form: Any) -> HttpResponse:
        """Say it; then what became of the addresses in the evidence."""
        response = super().form_valid(form)
        if response.status_code == HTTPStatus.FOUND:
            for sentence in self.evidence.told:
                messages.info(self.request, sentence)
        return response

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """What is wrong with the evidence is told beside it."""
        if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
            self.evidence_errors = [
                str(sentence)
                for error in refusal.error_dict.pop("evidence", [])
                for sentence in error
            ]
        return super().refused(form, refusal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The evidence beside the form."""
        kwargs["evidence"] = self.evidence
        kwargs["evidence_errors"] = self.evidence_errors
        kwargs["media"] = kwargs["form"].media + self.evidence.media if "form" in kwargs else None
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media + self.evidence.media
        return context


class SayStatus(Proposing, ClaimScreen):
    """A look, or another status. Refused when somebody has said another one meanwhile."""

    form_class = forms.StatusForm
    template_name = "tracker/desk_status.html"
    title = _("Status update")
    done = _("Said in public.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; a question that is not public yet is opened first."""
        if not self.object.status:
            return HttpResponseRedirect(self.model_admin.address(self.object, "open"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the form says; a question that is not public yet is opened first."""
        if not self.object.status:
            return HttpResponseRedirect(self.model_admin.address(self.object, "open"))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The status that the person saw: the one they post, else the present one."""
        posted = self.request.POST.get("seen", "")
        seen = posted if posted in Status.values else self.object.status
        return {**super().get_form_kwargs(), "seen": seen}

    def rests_on_evidence(self) -> bool:
        """A look does not."""
        return self.request.POST.get("status") != forms.CHECK

    def form_valid(self, form: Any) -> HttpResponse:
        """Say it; of a look, also what it does not take."""
        response = super().form_valid(form)
        if response.status_code == HTTPStatus.FOUND and not self.rests_on_evidence():
            posted = self.request.POST
            boxes = [name for name in posted if name.endswith("-typed")]
            typed = [posted[name] for name in ("headline", "note", *boxes) if posted.get(name)]
            if typed:
                sentence = _("A look says only what was searched. Not taken: %s")
                messages.warning(self.request, sentence % "; ".join(typed))
        return response

    def get_initial(self) -> dict[str, Any]:
        """What the person sees now; a look, where the board's “Nothing changed” led here."""
        chosen = self.request.GET.get("status", "")
        begun = {"status": chosen} if chosen else super().get_initial()
        return {**begun, "version": self.object.version}

    def say(self, form: forms.StatusForm) -> None:
        """Call the verb that the choice names."""
        to, by = form.cleaned_data["status"], self.request.user
        guard = ItemGuard.of(self.object)
        version = form.cleaned_data["version"] or str(guard.version)
        if guard.status != form.cleaned_data["seen"] or version != str(guard.version):
            raise StatusConflict(guard.sentence())
        if to == forms.CHECK:
            self.object.look(
                form.cleaned_data["searched"],
                internal_note=form.cleaned_data["internal_note"],
                by=by,
            )
            return
        more = {**form.said(), "evidence": self.evidence.uses(), "by": by}
        if form.is_reopening:
            self.object.reopen(to, reason=form.cleaned_data["reason"], **more)
        else:
            self.object.change_status(to, seen=form.cleaned_data["seen"], **more)

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """After a conflict the form has seen the new status, and keeps everything typed."""
        if isinstance(refusal, StatusConflict):
            self.object.refresh_from_db()
            typed = self.request.POST.copy()
            typed["seen"], typed["version"] = self.object.status, str(self.object.version)
            form = forms.StatusForm(typed, seen=self.object.status)
            form.is_valid()
        return super().refused(form, refusal)


class OpenItem(ClaimScreen):
    """The first publication of an item, with its first status."""

    form_class = forms.OpenForm
    title = _("Open in public")
    button = _("Open in public")
    done = _("The question is public.")

    def say(self, form: forms.OpenForm) -> None:
        """Open it."""
        self.object.open(
            form.cleaned_data["status"],
            reason=form.cleaned_data["reason"],
            evidence=self.evidence.uses(),
            by=self.request.user,
            **form.said(),
        )
