"""Columns that hold a text in small Latin letters without marks, so that spellings meet."""

from django.db import models


def folded(field: str) -> models.GeneratedField:
    """A stored column with `field` as `record_fold` folds it."""
    text = models.TextField()
    expression = models.Func(models.F(field), function="public.record_fold", output_field=text)
    return models.GeneratedField(expression=expression, output_field=text, db_persist=True)
