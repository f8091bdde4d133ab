"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of the desk. Ours from the first migration, so that it can grow."""

    monday_mail = models.BooleanField(
        _("Monday mail"),
        default=True,
        help_text=_("What needs attention, on Monday morning; nothing when nothing does."),
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
