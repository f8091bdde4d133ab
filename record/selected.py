"""An action of a list that asks something first: a page with a form, then one sealed write."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from record.desk import refuse

# The button of such a page, as it is posted.
CARRY_OUT = "_carry_out"
NAMED_AT_MOST = 20


class SelectedPage:
    """The page between choosing an action for the selected rows and carrying it out.

    An action makes one; where `is_sure`, it calls its verbs, and else it returns `drawn()`.
    """

    def __init__(
        self, model_admin: Any, request: HttpRequest, rows: QuerySet[Any], form: type[forms.Form]
    ) -> None:
        self.model_admin, self.request, self.rows = model_admin, request, rows
        self.form = form(request.POST if CARRY_OUT in request.POST else None)

    @property
    def is_sure(self) -> bool:
        """Whether the form was sent, is whole, and no verb has just refused it."""
        refusal = getattr(self.request, "refusal", None)
        if refusal is not None and self.form.is_bound:
            refuse(self.form, refusal)
        return self.form.is_valid()

    def drawn(self, template: str, title: Any, button: Any, **more: Any) -> TemplateResponse:
        """The page, with the selection kept for its form."""
        across = self.request.POST.get("select_across", "0")
        keys = self.request.POST.getlist(ACTION_CHECKBOX_NAME)
        total = self.rows.count()
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "title": title,
            "button": button,
            "form": self.form,
            "media": self.model_admin.media + self.form.media,
            "action": self.request.POST["action"],
            "select_across": across,
            # Of all across the pages, one stands for the rest.
            "keys": keys[:1] if across == "1" else keys,
            "total": total,
            "named": self.rows[:NAMED_AT_MOST],
            "unnamed": max(total - NAMED_AT_MOST, 0),
            "back": self.request.get_full_path(),
            **more,
        }
        return TemplateResponse(self.request, template, context)
