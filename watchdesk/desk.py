"""The desk: Django's admin under our name."""

from django.contrib import admin


class DeskSite(admin.AdminSite):
    """The admin site at /desk/."""
