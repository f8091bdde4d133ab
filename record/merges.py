"""Subjects by the names that merges gave them, as SQL that takes a UUID or several and a number."""

import uuid as uuids

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL

# A subject and all that is merged with it: it may be named by any of their UUIDs.
NAMES = """
    ARRAY(
        WITH RECURSIVE names (uuid) AS (
            SELECT %s::uuid
            UNION
            SELECT unnest(ARRAY[merged.uuid, merged.successor])
            FROM names
            JOIN record_subject merged ON names.uuid IN (merged.uuid, merged.successor)
            WHERE merged.state = 'merged' AND merged.successor IS NOT NULL
                AND merged.since <= %s AND merged.until > %s
        )
        SELECT uuid FROM names
    )
"""


# Those asked for, and what each that was merged became, through others too.
FOLLOWING = """
    ARRAY(
        WITH RECURSIVE names (uuid) AS (
            SELECT unnest(%s::uuid[])
            UNION
            SELECT merged.successor
            FROM names
            JOIN record_subject merged ON merged.uuid = names.uuid
            WHERE merged.state = 'merged' AND merged.successor IS NOT NULL
                AND merged.since <= %s AND merged.until > %s
        )
        SELECT uuid FROM names
    )
"""

# What was merged into a subject, and into one another before.
MERGED_INTO = """
    ARRAY(
        WITH RECURSIVE names (uuid) AS (
            SELECT %s::uuid
            UNION
            SELECT merged.uuid
            FROM names
            JOIN record_subject merged ON merged.successor = names.uuid
            WHERE merged.state = 'merged' AND merged.since <= %s AND merged.until > %s
        )
        SELECT uuid FROM names
    )
"""


def among(sql: str, given: uuids.UUID | list[uuids.UUID], seq: int) -> RawSQL:
    """The UUIDs that `sql` finds for what is `given`, by the merges that stood at `seq`."""
    return RawSQL(sql, [given, seq, seq], ArrayField(models.UUIDField()))


def listed(given: list[uuids.UUID]) -> RawSQL:
    """The UUIDs `given` as an array: however many there are, it is one value."""
    return RawSQL("%s::uuid[]", [given], ArrayField(models.UUIDField()))


def is_any(names: RawSQL, column: str = "uuid") -> models.Q:
    """Whether the row's UUID is one of `names`: an array is found by the index, a subquery not."""
    template, joiner = "%(expressions)s", " = ANY "
    whether = models.BooleanField()
    of = models.F(column)
    return models.Q(
        models.Func(of, names, template=template, arg_joiner=joiner, output_field=whether)
    )
