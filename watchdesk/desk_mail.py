"""What the desk sends a person, for themselves to say."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from accounts.models import User


class MailForm(forms.ModelForm):
    """Which mail a person wants."""

    class Meta:
        model = User
        fields = ["monday_mail"]


class OwnMail(UpdateView):
    """A person's own choice; nobody needs a right for it."""

    form_class = MailForm
    template_name = "admin/desk_mail.html"
    site: Any = None

    def get_object(self, queryset: Any = None) -> Any:
        """Whoever asks."""
        return User.objects.get(username=self.request.user.get_username())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the desk's frame needs."""
        frame = self.site.each_context(self.request)
        return super().get_context_data(**{**frame, "title": _("My mail"), **kwargs})

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and say so."""
        messages.success(self.request, _("Saved."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """The same screen."""
        return reverse("admin:mail")
