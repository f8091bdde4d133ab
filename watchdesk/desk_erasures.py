"""Erasures on the desk's front page: to be confirmed, to be carried out, or to be done again."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from record import kept_erasures
from record.models import Erasure
from watchdesk.desk_matters import Matter


def erasures(request: HttpRequest) -> list[Matter]:
    """What an Administrator has to see to; nothing for anybody else."""
    if not request.user.has_perm("record.confirm_erasure"):
        return []
    asked = Erasure.objects.open().select_related("asked_by").order_by("pk")
    return [*_back(), *(one for erasure in asked if (one := _matter(request, erasure)))]


def _back() -> list[Matter]:
    return [
        Matter(
            "alarm",
            _("The record holds words that were erased on %s") % f"{kept.moment:%Y-%m-%d}",
            _("An older backup brought them back. Run “manage.py erase” at once."),
            reverse("admin:record_erasure_changelist"),
            _("See the erasures"),
        )
        for kept in kept_erasures.held()
    ]


def _matter(request: HttpRequest, erasure: Erasure) -> Matter | None:
    words = {"kind": erasure.get_kind_display(), "title": erasure.subject or ""}
    address = reverse("admin:record_erasure_change", args=[erasure.pk])
    if erasure.confirmed_by_id:
        return Matter(
            "late",
            _("An erasure waits to be carried out: %(title)s") % words,
            _("It is confirmed. “manage.py erase” carries it out, under the owner role."),
            address,
            _("See it"),
        )
    if erasure.asked_by_id == request.user.pk:
        return None
    return Matter(
        "late",
        _("An erasure waits for a second Administrator: %(title)s") % words,
        _("%s asked for it.") % erasure.asked_by,
        address,
        _("Decide"),
    )
