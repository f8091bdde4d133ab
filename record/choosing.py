"""Fields of the desk that find what they hold as it is typed. What is no key chooses nothing."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class KeysAlone(AutocompleteMixin):
    """Django's, which fails on what is no key where it draws a form again, or from an address."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """The choices for those of `value` that can be keys."""
        return super().optgroups(name, [one for one in value if self._can_be_key(one)], attr)

    def _can_be_key(self, text: Any) -> bool:
        try:
            self.field.remote_field.model._meta.pk.to_python(text)
        except ValidationError:
            return False
        return True


class ChosenOne(KeysAlone, AutocompleteSelect):
    """One row, found as it is typed."""


class ChosenSome(KeysAlone, AutocompleteSelectMultiple):
    """Several rows, found as they are typed."""


class Choosing(BaseModelAdmin):
    """A screen, or a part of one, whose `autocomplete_fields` are chosen so."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's, with our way of choosing."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenOne(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
