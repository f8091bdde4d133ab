"""What is about to be recorded, before it has a number."""

from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from rest_framework.utils.encoders import JSONEncoder

from record.kinds import Actor, Kind, Op


@dataclass(frozen=True)
class Statement:
    """One finished statement: what is done to which subject, by which role, in which words."""

    op: Op
    kind: Kind
    uuid: UUID
    schema: int
    actor: Actor
    text: str

    def as_json(self) -> dict[str, Any]:
        """As plain values, to be kept until it is due."""
        return {**asdict(self), "uuid": str(self.uuid)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The statement that `as_json` kept."""
        return cls(
            Op(kept["op"]),
            Kind(kept["kind"]),
            UUID(kept["uuid"]),
            kept["schema"],
            Actor(kept["actor"]),
            kept["text"],
        )


# Made once: to make one takes as long as to write a short payload with it.
TEXT = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_text(data: Any) -> str:
    """`data` as the JSON text that is stored and hashed: sorted keys, no spaces, as UTF-8."""
    text: str = TEXT.encode(data)
    return text
