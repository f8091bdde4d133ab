"""Columns that hold a text in small Latin letters without marks, so that spellings meet."""

from django.db import connection, models
from django.db.models.functions import Cast


def folded(field: str) -> models.GeneratedField:
    """A stored column with `field` as `record_fold` folds it."""
    text = models.TextField()
    expression = models.Func(models.F(field), function="public.record_fold", output_field=text)
    return models.GeneratedField(expression=expression, output_field=text, db_persist=True)


def folded_names(field: str) -> models.GeneratedField:
    """A stored column with the names of a list of people and bodies, folded."""
    text = models.TextField()
    every = models.Func(
        models.F(field), models.Value("$[*].name"), function="jsonb_path_query_array"
    )
    names = Cast(every, output_field=text)
    expression = models.Func(names, function="public.record_fold", output_field=text)
    return models.GeneratedField(expression=expression, output_field=text, db_persist=True)


class Fold(models.Func):
    """A text folded in a query, to be compared with such a column: `Fold(Value(text))`."""

    function = "public.record_fold"
    output_field = models.TextField()


def fold(text: str) -> str:
    """`text` as such a column would hold it. One small query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.record_fold(%s)", [text])
        found: str = cursor.fetchone()[0]
    return found
