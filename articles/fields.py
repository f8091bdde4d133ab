"""The field that holds an article's text."""

from typing import Any

from django import forms
from django.db import models
from django_prose_editor.fields import ProseEditorField

from articles.body import FORMAT, clean
from articles.widgets import BodyWidget


class BodyField(ProseEditorField):
    """A text in the desk's format, cleaned by forms and by every save.

    In migrations it is a plain TextField.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"extensions": FORMAT, "sanitize": clean, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Clean it on the way to the database: imports and the API do not pass by a form."""
        cleaned = clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs: Any) -> forms.Field:
        """The editor, in the admin too, which would otherwise bring its own widget."""
        return super().formfield(**{**kwargs, "widget": BodyWidget})
