"""The desk's side of sealing: admin screens whose every write is one sealed transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from record import admin_entries, admin_erasures  # noqa: F401  (each registers its admin)
from record.admin_stale import Compared, StaleForm
from record.choosing import Choosing
from record.desk import SealedForm, refused
from record.kinds import Actor
from record.models import NothingNew, PublicModel, Subject
from record.sealing import sealing
from record.selected import CARRY_OUT

ERASED = _("This was erased. What is left of it at the desk is empty, and is not written again.")


@contextmanager
def told_when_doubled() -> Iterator[None]:
    """A row that stands already, because a form was sent twice, is told in a sentence."""
    try:
        yield
    except IntegrityError as error:
        raise ValidationError(
            _("A part of this is kept already: it was sent twice, or somebody was quicker.")
        ) from error


class SealedAdmin(Choosing, Compared):
    """An admin whose writes are sealed as one: all of it is recorded, or nothing is.

    What a verb refuses, even at the very end of the transaction, is told on the form with
    everything that was typed; so is that somebody else has saved it meanwhile.
    """

    actor: ClassVar[Actor] = Actor.DESK
    # What has a draft state is said by other buttons than Save.
    is_said_as_saved: ClassVar[bool] = True
    refusals: ClassVar[tuple[type[Exception], ...]] = (ValidationError,)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's form view, with its POST inside `sealing()`."""
        arguments = (request, object_id, form_url, extra_context)
        if request.method != "POST":
            return super().changeform_view(*arguments)
        refusals: tuple[type[Exception], ...] = (StaleForm, *self.refusals)
        try:
            with sealing(self.actor), told_when_doubled():
                self.refuse_older(request, object_id)
                return super().changeform_view(*arguments)
        except refusals as refusal:
            # Nothing was written. The same form is drawn again, refused this time by itself.
            request.refusal = refusal  # type: ignore[attr-defined]
            if isinstance(refusal, StaleForm):
                request.POST = refusal.copy.among_present_rows(request.POST)  # type: ignore[assignment]
            response = self._changeform_view(*arguments)  # type: ignore[attr-defined]
            response.status_code = 200 if isinstance(refusal, ValidationError) else 409
            return response

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """The form, refusing what a verb has just refused."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return refused(form, refusal) if refusal else form

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's deletion, with its POST inside `sealing()`."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with sealing(self.actor):
                return super().delete_view(request, object_id, extra_context)
        except self.refusals as refusal:
            self._tell(request, refusal)
            return HttpResponseRedirect(request.path)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's list, with its POST (actions) inside `sealing()`."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with sealing(self.actor):
                return super().changelist_view(request, extra_context)
        except self.refusals as refusal:
            if CARRY_OUT in request.POST:
                # The action's own page is drawn again, with what was typed and why it was refused.
                request.refusal = refusal  # type: ignore[attr-defined]
                return super().changelist_view(request, extra_context)
            self._tell(request, refusal)
            return HttpResponseRedirect(request.get_full_path())

    def response_action(self, request: HttpRequest, queryset: Any, *where: Any) -> Any:
        """Django's, for rows that there can be."""
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(key)
        except ValidationError as error:
            raise BadRequest(
                _("What was chosen in the list cannot be read. Go back, and choose again.")
            ) from error
        return super().response_action(request, queryset, *where)

    def _tell(self, request: HttpRequest, refusal: Exception) -> None:
        sentences = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        for sentence in sentences:
            messages.error(request, sentence)

    def message_user(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Tell the person, once it is true: what is rolled back was not done."""
        transaction.on_commit(partial(super().message_user, request, *args, **kwargs))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save tags and inlines too, then say what readers can open already."""
        super().save_related(request, form, formsets, change)
        obj = form.instance
        self.say_saved(obj)
        if self.is_said_as_saved and isinstance(obj, PublicModel) and (said := obj.said_already()):
            self.message_user(request, NothingNew(said).message, messages.INFO)

    def get_action_choices(self, request: HttpRequest, *args: Any) -> Any:
        """What can be done with the chosen rows, under a word and not under a row of dashes."""
        return super().get_action_choices(request, [("", str(_("choose what to do")))])

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field, which says in words that nothing is chosen."""
        word = _("not said") if db_field.blank else _("choose one")
        needs_blank = db_field.blank or not db_field.has_default()
        kwargs.setdefault("choices", db_field.get_choices(needs_blank, [("", word)]))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the policy's nonce on scripts that stand in the page, such as a map of modules."""
        if self._is_erased(request, kwargs.get("obj")):
            messages.info(request, ERASED)
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def address(self, obj: Any, screen: str = "change", *more: int) -> str:
        """The address of one of the object's screens; `more` says which of its rows."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{screen}"
        return reverse(name, args=[obj.pk, *more])

    def screen(self, view: type[SealedForm], name: str, more: str = "") -> URLPattern:
        """The path of a screen of one object: `<pk>/<name>/`."""
        handler = self.admin_site.admin_view(view.as_view(model_admin=self))
        full = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<int:pk>/{name}/{more}", handler, name=full)

    def say_saved(self, obj: Any) -> None:
        """Say `obj` again as it is saved: what has no draft state is public as saved."""
        if self.is_said_as_saved:
            obj.publish_changes()

    def say_all_saved(self, rows: list[Any]) -> None:
        """Say again all that were changed at once in a list."""
        if self.is_said_as_saved:
            PublicModel.publish_all_changes(rows)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was erased is not written anew under the same UUID."""
        allowed = super().has_change_permission(request, obj)
        return allowed and not self._is_erased(request, obj)

    def _is_erased(self, request: HttpRequest, obj: Any) -> bool:
        """Whether its words had to go: asked once a request, though Django asks for leave often."""
        if not isinstance(obj, PublicModel):
            return False
        known: dict[UUID, bool] = request.__dict__.setdefault("erased", {})
        if obj.uuid not in known:
            known[obj.uuid] = obj.is_erased
        return known[obj.uuid]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has ever been public is withdrawn, merged or retracted; it is never deleted."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not hasattr(obj, "uuid"):
            return allowed
        return allowed and not Subject.objects.filter(uuid=obj.uuid).exists()
