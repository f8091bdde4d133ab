"""Erasures at the desk: asked for, confirmed by another, and told how they are carried out."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from record.addressed import subject_at
from record.desk import SealedForm
from record.erasing import mentioning, names
from record.kinds import Actor
from record.models import Erasure, Subject

BY_COMMAND = _(
    "It is carried out by “manage.py erase”, under the database’s owner role: this site’s own role "
    "cannot erase."
)

OF_ITS_ADDRESS = {True: _("goes on answering: erased, when and why"), False: _("goes too")}


class AskForm(forms.ModelForm):
    """What is to go, what readers are told of it, and on what ground."""

    address = forms.CharField(
        label=_("What is to go"),
        help_text=_("the address of its public page, of one of its entries, or its UUID"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    class Meta:
        model = Erasure
        fields = ["address", "reason", "ground", "keeps_address", "with_parts"]
        labels = {
            "reason": _("What readers are told"),
            "ground": _("Ground, never published"),
            "keeps_address": _("Its address goes on answering: erased, when and why"),
            "with_parts": _("What belongs to it goes too"),
        }
        help_texts = {
            "reason": _("in a sentence; it stands where it stood, without a word of what went"),
            "ground": _("who demands it, by which law; it is kept, so name nobody needlessly"),
            "keeps_address": _("not where the address itself says what must go"),
            "with_parts": _("a question’s statements, milestones and events"),
        }
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 2}),
            "ground": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_address(self) -> Subject:
        """The subject that it leads to."""
        return subject_at(self.cleaned_data["address"])


class EndForm(forms.Form):
    """Why it comes to nothing."""

    why = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("kept at the desk, for whoever asks again"),
    )


class ErasureScreen(SealedForm):
    """A screen of one request."""

    permission = "record.confirm_erasure"
    template_name = "record/desk_erasure.html"
    object: Erasure

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to go, and what else says its name."""
        subject, named = self.object.subject, names(self.object.kind, self.object.uuid)
        return super().get_context_data(
            **kwargs,
            subject=subject,
            parts=self.object.parts().count(),
            mentioning=mentioning(named, self.object.uuid)[:20],
            by_command=BY_COMMAND,
        )


class Ask(SealedForm):
    """Ask for something to be erased."""

    form_class = AskForm
    permission = "record.add_erasure"
    template_name = "record/desk_erasure_asked.html"
    title = _("Ask for an erasure")
    button = _("Ask for it")
    done = _("Asked for. It stands on the desk’s front page of every other Administrator.")
    object: Erasure

    def get_object(self) -> Erasure:
        """A new request."""
        return Erasure()

    def get_initial(self) -> dict[str, Any]:
        """What the address names."""
        return {"address": self.request.GET.get("subject", "")[:200]}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form makes the request."""
        return {**super().get_form_kwargs(), "instance": self.object}

    def say(self, form: AskForm) -> None:
        """Ask."""
        self.object.ask(form.cleaned_data["address"], self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how it will be carried out."""
        return super().get_context_data(**kwargs, by_command=BY_COMMAND)


class Confirm(ErasureScreen):
    """Say that it is to be done."""

    form_class = forms.Form
    title = _("Confirm the erasure")
    button = _("Confirm: it is to be erased")
    done = _("Confirmed. It is carried out by “manage.py erase”, under the owner role.")

    def say(self, form: forms.Form) -> None:
        """Confirm it."""
        self.object.confirm(self.request.user)


class EndIt(ErasureScreen):
    """Withdraw or refuse it."""

    form_class = EndForm
    title = _("Withdraw or refuse the erasure")
    button = _("It is not to be erased")
    done = _("Nothing is erased.")

    def say(self, form: EndForm) -> None:
        """End it."""
        self.object.end(self.request.user, form.cleaned_data["why"])


@admin.register(Erasure)
class ErasureAdmin(admin.ModelAdmin):
    """Requests, each with how far it has come."""

    actor = Actor.ADMINISTRATOR
    refusals: ClassVar[tuple[type[Exception], ...]] = (ValidationError,)
    list_display = ["__str__", "title", "state_in_words", "asked_by", "asked_at", "confirmed_by"]
    list_select_related = ["asked_by", "confirmed_by"]
    search_fields = ["=uuid"]
    readonly_fields = ["state_in_words", "title", "what_next", "of_its_address", "of_its_parts"]
    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: Erasure | None = None) -> Any:
        """What there is to say of it."""
        fields = ["title", "kind", "uuid", "state_in_words", "what_next", "reason", "ground"]
        fields += ["of_its_address", "of_its_parts", "asked_by", "asked_at"]
        if obj is not None and obj.confirmed_by:
            fields += ["confirmed_by", "confirmed_at"]
        if obj is not None and obj.ended:
            fields += ["ended_by", "ended_at", "ended_why"]
        if obj is not None and obj.carried_out_at:
            fields += ["carried_out_at", "seq"]
        return fields

    @admin.display(description=_("what is to go"))
    def title(self, erasure: Erasure) -> str:
        """Its title, while it has one, with a link to what readers see."""
        subject = erasure.subject
        if subject is None or not subject.title:
            return ""
        if not subject.url:
            return subject.title
        return format_html('<a href="{}">{}</a>', subject.url, subject.title)

    @admin.display(description=_("its address"))
    def of_its_address(self, erasure: Erasure) -> str:
        """What becomes of it."""
        return str(OF_ITS_ADDRESS[erasure.keeps_address])

    @admin.display(description=_("what belongs to it"))
    def of_its_parts(self, erasure: Erasure) -> str:
        """What becomes of it."""
        return str(_("goes too") if erasure.with_parts else _("stays"))

    @admin.display(description=_("how far it is"))
    def state_in_words(self, erasure: Erasure) -> str:
        """How far it has come."""
        return erasure.state

    @admin.display(description=_("what comes next"))
    def what_next(self, erasure: Erasure) -> str:
        """Who has to do what."""
        if erasure.ended or erasure.carried_out_at:
            return str(_("Nothing: it is settled."))
        if erasure.confirmed_by:
            return str(BY_COMMAND)
        who = _("Another Administrator than %s confirms or refuses it.") % erasure.asked_by
        return f"{who} {BY_COMMAND}"

    def address(self, erasure: Erasure, screen: str = "change") -> str:
        """The address of one of its screens; of the list while it is not asked for yet."""
        if erasure.pk is None:
            return reverse("admin:record_erasure_changelist")
        return reverse(f"admin:record_erasure_{screen}", args=[erasure.pk])

    def get_urls(self) -> Any:
        """Its own screens, before Django's."""
        screens = {"confirm": Confirm, "end": EndIt}
        own: list[URLResolver | URLPattern] = [
            path(f"<int:pk>/{name}/", self._screen(view), name=f"record_erasure_{name}")
            for name, view in screens.items()
        ]
        asking = path("add/", self._screen(Ask), name="record_erasure_add")
        return [asking, *own, *super().get_urls()]

    def _screen(self, view: Any) -> Any:
        return self.admin_site.admin_view(view.as_view(model_admin=self))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is decided on its own screens."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who asked for what is not forgotten."""
        return False
