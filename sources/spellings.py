"""How a tag may be written: no two tags share a spelling."""

import unicodedata
from typing import TYPE_CHECKING

from django.db import models

from sources.folding import folded, folds

if TYPE_CHECKING:
    from sources.tags import Tag


# They join and part letters where words are written with them.
JOINERS = "\u200c\u200d"


def squeezed(text: str) -> str:
    """`text` with single spaces between its words, and without signs that cannot be seen."""
    seen = (sign for sign in text if sign in JOINERS or unicodedata.category(sign) != "Cf")
    return " ".join("".join(seen).split())


class TagSpelling(models.Model):
    """One way to write a tag: its name or an alias. No two tags share one, whatever the case."""

    tag = models.ForeignKey("sources.Tag", models.CASCADE, related_name="spellings")
    spelling = models.CharField(max_length=100)
    key = folded("spelling")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="sources_tagspelling_once")]

    def __str__(self) -> str:
        return self.spelling

    @classmethod
    def keep(cls, tag: "Tag") -> None:
        """Keep one row for each spelling of `tag` that differs once folded; none of a merged one.

        Raises IntegrityError where another tag has one of them.
        """
        wanted: dict[str, str] = {}
        for spelling, key in folds([] if tag.merged_into_id else tag.spelt).items():
            wanted.setdefault(key, spelling)
        if dict(cls.objects.filter(tag=tag).values_list("key", "spelling")) != wanted:
            cls.objects.filter(tag=tag).delete()
            rows = [TagSpelling(tag=tag, spelling=spelling) for spelling in wanted.values()]
            TagSpelling.objects.bulk_create(rows)
