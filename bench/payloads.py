"""The payloads of a generated desk: thrown by the dice of a seed, in the formats of today."""

import datetime as dt
import random
from functools import cache
from typing import Any
from uuid import UUID

from rest_framework import serializers

from record.kinds import Data, Kind, registered

WORDS = (
    "agreement assembly bridge budget bureau court customs dam decree deadline delegation dialogue "
    "electricity embassy gazette grid harbour hearing indictment inspection ledger licence market "
    "mediation minister mission municipality observer parliament permit pipeline police promise "
    "protocol railway ratification register report review river sanction school station statute "
    "summit tender treaty valley verdict vote water Niš Ђурић Mitrovicë Skënderaj"
).split()
# Of each length. To throw each anew would take most of the time.
DIFFERENT = 500
MANY = (serializers.ListSerializer, serializers.ManyRelatedField, serializers.ListField)


@cache
def _fields(kind: Kind) -> dict[str, Any]:
    payload: Any = registered(kind).serializer(None)
    return {name: _nothing(field) for name, field in payload.fields.items()}


def _nothing(field: Any) -> Any:
    if isinstance(field, MANY):
        return ()
    if isinstance(field, serializers.BooleanField):
        return False
    if isinstance(field, serializers.CharField) and not field.allow_null:
        return ""
    return None


def payload(of: Kind, /, **said: Any) -> Data:
    """A payload of the kind `of` that says `said`, and nothing in its other fields."""
    fields = _fields(of)
    unknown = set(said) - set(fields)
    assert not unknown, f"{of} has no {', '.join(sorted(unknown))}"
    return {**fields, **said}


class Dice:
    """Everything that chance decides: the same seed throws the same desk."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sentences: dict[int, list[str]] = {}

    def uuid(self) -> UUID:
        """A UUID of version 4."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def salt(self) -> bytes:
        """Thirty-two bytes."""
        return self.random.randbytes(32)

    def words(self, how_many: int) -> str:
        """So many words, as a sentence without its stop."""
        if how_many not in self.sentences:
            drawn = (" ".join(self.random.choices(WORDS, k=how_many)) for _ in range(DIFFERENT))
            self.sentences[how_many] = [one[0].upper() + one[1:] for one in drawn]
        return self.random.choice(self.sentences[how_many])

    def vague(self, day: dt.date) -> str:
        """`day` as exactly as somebody knows it: mostly to the day."""
        return str(day)[: self.random.choice((10, 10, 10, 7))]

    def use(self, source: UUID) -> dict[str, Any]:
        """A piece of evidence."""
        return {
            "source": source,
            "stance": "supports",
            "locator": f"p. {self.random.randint(1, 90)}",
            "quotation": self.words(8),
            "credibility": self.random.randint(1, 6),
            "why": "",
        }
