"""CSL-JSON comes back from the desk as it went in, whatever the kind of source."""

from copy import deepcopy
from typing import Any

import pytest

from sources.csl import from_csl, to_csl
from sources.csl_types import CslType
from sources.models import Publisher, Source
from sources.serializers import SourcePayload
from tests.sources.citations import ITEMS


def kept(item: dict[str, Any]) -> Source:
    """The row that an item becomes, read from the database again."""
    candidate = from_csl(item)
    publisher = None
    if candidate.publisher:
        publisher, _made = Publisher.objects.get_or_create(
            name=candidate.publisher, defaults={"slug": f"p-{Publisher.objects.count()}"}
        )
    source = Source(**candidate.columns(), publisher=publisher)
    source.full_clean()
    source.save()
    return Source.objects.get(pk=source.pk)


def back(item: dict[str, Any]) -> dict[str, Any]:
    """An item that went to the desk and came back, without the key that the desk gave it."""
    source = kept(item)
    name = source.publisher.name if source.publisher else ""
    out = to_csl(SourcePayload(source).data, name)
    assert out.pop("id")
    return out


@pytest.mark.django_db
@pytest.mark.parametrize("csl_type", CslType.values)
def test_an_item_comes_back_field_by_field(csl_type: str) -> None:
    item = ITEMS[csl_type]
    given = deepcopy({"id": "x", **item})
    assert back(given) == item
    assert from_csl(given).left_out == ()
