"""The accounts' place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who works at the desk, and in which groups."""

    name = "accounts"
    verbose_name = _("Accounts")
