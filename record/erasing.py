"""Taking out what must go by law, under the owner role, so that the chain still verifies."""

import os
from uuid import UUID

from django.db import connection, transaction

from record.chain import COLUMNS
from record.kinds import Actor, Kind, Op
from record.models import Due, Entry, Subject
from record.projecting import apply
from record.statements import Statement, as_text

ERASE = f"""
    SELECT {", ".join(COLUMNS)} FROM public.record_erase(%s, %s, %s, %s)
"""


def erase(uuid: UUID, reason: str, slug: str = "") -> Entry:
    """Remove every payload and salt of the subject `uuid`; returns the entry that says so.

    `slug` is the address that goes on answering “gone”; empty where it must go too.

    Raises Subject.DoesNotExist when the record does not know the subject, and the database's own
    refusal when the role is not the owner's. The working copy is its app's business.
    """
    with transaction.atomic():
        row = Subject.objects.now().get(uuid=uuid)
        text = as_text({"reason": reason, "successor": None, "slug": slug})
        with connection.cursor() as cursor:
            cursor.execute(ERASE, [uuid, row.kind, text, os.urandom(32)])
            entry = Entry.from_db("default", COLUMNS, cursor.fetchone())
        # What was scheduled would say the words again.
        Due.objects.filter(uuid=uuid).delete()
        said = Statement(Op.ERASE, Kind(row.kind), uuid, 1, Actor.ADMINISTRATOR, text)
        apply([(entry, said)])
    return entry
