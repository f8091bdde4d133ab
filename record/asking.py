"""Questions that every page asks: put into SQL once, and asked again with other values.

To make SQL of a queryset takes Django longer than PostgreSQL needs for the answer.
"""

import copy
from collections.abc import Callable, Sequence
from functools import cached_property, update_wrapper
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """Stands in a queryset for the value at `place` among those that a question is asked with."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=Field())
        self.place = place

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        """A parameter, for which the value is put in when it is known."""
        return "%s", [self]


class _Answering:
    """What a queryset takes for its query: the SQL stands, only the values are new."""

    def __init__(self, compiler: SQLCompiler, sql: str, values: tuple[Any, ...]) -> None:
        self._compiler = copy.copy(compiler)
        self._compiler.connection = connections[DEFAULT_DB_ALIAS]
        self._compiler.as_sql = lambda: (sql, values)  # type: ignore[method-assign, assignment, misc]

    def get_compiler(self, using: str) -> SQLCompiler:
        """The compiler, which has done its work."""
        return self._compiler


class Question(Generic[Row]):
    """The rows of the queryset that `make` gives for some values, in their order.

    `make` is called once, with a Given for each value: it may hand them to lookups and to SQL, and
    decide nothing by them. A list is asked for by `= ANY`, for `__in` wants to know how long it is.
    """

    def __init__(self, make: Callable[..., QuerySet[Row]]) -> None:
        update_wrapper(self, make)
        self._make = make

    def __call__(self, *values: Any) -> list[Row]:
        """The rows for these values: one query."""
        made, compiler, sql, params = self._made
        told = tuple(values[one.place] if isinstance(one, Given) else one for one in params)
        query: Any = _Answering(compiler, sql, told)
        rows: QuerySet[Row] = QuerySet(made.model, query=query, using=DEFAULT_DB_ALIAS)
        # Models, or the tuples of `values_list`.
        rows._iterable_class = made._iterable_class  # type: ignore[attr-defined]
        return list(rows)

    @cached_property
    def _made(self) -> tuple[QuerySet[Row], SQLCompiler, str, Sequence[Any]]:
        code = self._make.__code__  # type: ignore[attr-defined]
        rows = self._make(*map(Given, range(code.co_argcount)))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        return rows, compiler, *compiler.as_sql()
