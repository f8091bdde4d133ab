"""Texts in small Latin letters without marks, so that spellings meet: as columns and as values."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models.functions import Cast


def fold(text: str | models.F | models.Func) -> models.Func:
    """`text`, a string or an expression, as the database folds it with `record_fold`."""
    value = models.Value(text) if isinstance(text, str) else text
    return models.Func(value, function="public.record_fold", output_field=models.TextField())


def folded(field: str) -> models.GeneratedField:
    """A stored column with `field` as `record_fold` folds it."""
    return models.GeneratedField(
        expression=fold(models.F(field)), output_field=models.TextField(), db_persist=True
    )


def folded_names(field: str) -> models.GeneratedField:
    """A stored column with the names of a list of people and bodies, folded."""
    every = models.Func(
        models.F(field), models.Value("$[*].name"), function="jsonb_path_query_array"
    )
    text = models.TextField()
    names = Cast(every, output_field=text)
    return models.GeneratedField(
        expression=models.Func(names, function="public.record_fold", output_field=text),
        output_field=text,
        db_persist=True,
    )


def folds(texts: Iterable[str]) -> dict[str, str]:
    """Each text with what it is folded to, in their order: one query."""
    wanted = list(dict.fromkeys(texts))
    with connection.cursor() as cursor:
        asked = "SELECT text, public.record_fold(text) FROM unnest(%s::text[]) AS text"
        cursor.execute(asked, [wanted])
        found = dict(cursor.fetchall())
    return {text: found[text] for text in wanted}
