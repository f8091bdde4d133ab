"""The desk's screens that say something: a form, one verb, one sealed transaction."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from record.once import FIELD, SentTwice, new_key, take
from record.sealing import sealing

ONCE = _("This form was sent twice. It was taken once.")


def refuse(form: forms.BaseForm, refusal: Exception) -> None:
    """Put what a verb refused beside the fields it names, or at the top of `form`."""
    if not isinstance(refusal, ValidationError):
        form.add_error(None, str(refusal))
        return
    by_field = refusal.update_error_dict({})
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def refused(form: type[forms.ModelForm], refusal: Exception) -> type[forms.ModelForm]:
    """`form`, failing with `refusal` whatever is typed into it."""

    class Refused(form):  # type: ignore[misc, valid-type]
        def _post_clean(self) -> None:
            super()._post_clean()
            refuse(self, refusal)

    return Refused


class SealedForm(FormView):
    """A screen of the desk whose form calls one verb on one object, inside `sealing()`.

    The object is the one that the address names; `model_admin` comes with `as_view()`.
    """

    model_admin: Any = None
    permission: str = ""
    title: Any = ""
    button: Any = _("Save")
    done: Any = _("Saved.")
    template_name = "admin/desk_form.html"
    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse who may not, then find the object."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Any:
        """The object that the address names."""
        return get_object_or_404(self.model_admin.get_queryset(self.request), pk=self.kwargs["pk"])

    def form_valid(self, form: Any) -> HttpResponse:
        """Call the verb; what it refuses is told on the form, with everything that was typed."""
        try:
            with sealing(self.model_admin.actor):
                take(self.request.POST, self.request.FILES)
                self.say(form)
                self.model_admin.log_change(self.request, self.object, str(self.title))
        except SentTwice:
            return self.sent_twice()
        except self.model_admin.refusals as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(self.get_success_url())

    def sent_twice(self) -> HttpResponse:
        """To where the first of the two led; the browser has not shown what that one said."""
        messages.success(self.request, f"{self.done} {ONCE}")
        return HttpResponseRedirect(self.get_success_url())

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """The form again, with the sentence in its place; 409 where somebody was first."""
        refuse(form, refusal)
        response = self.form_invalid(form)
        response.status_code = 200 if isinstance(refusal, ValidationError) else 409
        return response

    @abstractmethod
    def say(self, form: Any) -> None:
        """Call the verb with what `form` holds."""

    def get_success_url(self) -> str:
        """Back to the object's own screen."""
        return self.model_admin.address(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the desk's frame needs, and the object."""
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "button": self.button,
            "original": self.object,
            "opts": self.model_admin.opts,
            "back": self.model_admin.address(self.object),
            "once": self.request.POST.get(FIELD) or new_key(),
        }
        return super().get_context_data(**{**context, **kwargs})
