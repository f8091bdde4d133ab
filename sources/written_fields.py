"""The form's fields for what is written one way: read first, and measured as it is kept."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from sources import identifiers, urls


class Written(forms.CharField):
    """A text that `read` writes one way, or refuses in a sentence of its own.

    What is pasted may be longer than what is kept of it: nothing is cut off while it is typed.
    """

    # How it is written one way: a function that raises ValidationError.
    read: ClassVar[Any]

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if max_length:
            self.validators.append(MaxLengthValidator(max_length))

    def to_python(self, value: Any) -> str:
        """As it is kept."""
        written: str = self.read(super().to_python(value))
        return written


class AddressField(Written):
    """An address of the public web, without what only tracks its reader."""

    default_error_messages = {"invalid": _("This can be no address of a page on the web.")}
    read = staticmethod(urls.normalised)


class CopyField(AddressField):
    """The address of an archived copy, of which nothing is dropped."""

    read = staticmethod(urls.followed)


class DoiField(Written):
    """A DOI, as it stands in a text or an address."""

    read = staticmethod(identifiers.doi)


class EcliField(Written):
    """An ECLI, as it stands in a text or an address."""

    read = staticmethod(identifiers.ecli)


class CelexField(Written):
    """A CELEX number, as it stands in a text or an address."""

    read = staticmethod(identifiers.celex)


FIELDS_OF = {
    "url": AddressField,
    "archived_url": CopyField,
    "doi": DoiField,
    "ecli": EcliField,
    "celex": CelexField,
}
