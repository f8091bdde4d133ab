"""Names for the demo's subjects, so that texts and data can point at one another."""

import hashlib
import re
from pathlib import Path
from uuid import UUID

TEXTS = Path(__file__).parent / "texts"

# <cite data-source="uk-osce"> and its like, before the key is replaced by the subject's UUID.
_NAMED = re.compile(r'data-(source|image|video|watch|article)="([a-z0-9-]+)"')
_KINDS = {"watch": "item"}


def uuid_of(kind: str, key: str) -> UUID:
    """The UUID of a demo subject: the same on every demo desk, so that examples hold on each."""
    digest = hashlib.sha256(f"watchdesk-demo:{kind}:{key}".encode()).digest()
    return UUID(bytes=digest[:16], version=4)


def text(name: str) -> str:
    """The HTML in `texts/<name>.html`, with every key replaced by the UUID it stands for."""
    raw = (TEXTS / f"{name}.html").read_text(encoding="utf-8").strip()
    return _NAMED.sub(
        lambda m: f'data-{m[1]}="{uuid_of(_KINDS.get(m[1], m[1]), m[2])}"',
        raw,
    )
