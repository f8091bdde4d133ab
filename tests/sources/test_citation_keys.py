"""Citation keys: ASCII, readable, the same every time, and no two alike in one file."""

from typing import Any

import pytest

from sources.formats import FORMATS
from sources.formats.keys import key_of, keyed


def item(**more: Any) -> dict[str, Any]:
    return {"type": "report", "title": "The dam", "issued": {"date-parts": [[2024]]}, **more}


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"author": [{"family": "Vučić", "given": "Đorđe"}]}, "vucic2024dam"),
        ({"author": [{"family": "Ђоковић"}]}, "djokovic2024dam"),
        ({"author": [{"literal": "Council of Europe"}]}, "councilofeurope2024dam"),
        ({"publisher": "Harbour Office"}, "harbouroffice2024dam"),
        ({"author": [{"family": "Straße-Łódź"}], "title": "Ко плаћа?"}, "strasselodz2024ko"),
        ({"issued": {"raw": "../2019-03"}, "publisher": "X"}, "x2019dam"),
        ({"issued": None}, "dam"),
        ({"title": "山", "issued": None}, "source"),
    ],
)
def test_a_key_says_who_when_and_what(given: dict[str, Any], key: str) -> None:
    assert key_of(item(**given)) == key


@pytest.mark.parametrize("name", ["csl-json", "ris", "bibtex", "csv"])
def test_three_hundred_sources_of_one_author_and_year_have_keys_of_their_own(name: str) -> None:
    one = item(author=[{"family": "Roe", "given": "Jane"}])
    items = list(keyed({**one, "id": key_of(one)} for _n in range(800)))
    keys = [each["id"] for each in items]
    assert len(set(keys)) == 800
    assert keys[:3] == ["roe2024dam", "roe2024dama", "roe2024damb"]
    assert keys[26:29] == ["roe2024damz", "roe2024damaa", "roe2024damab"]
    assert all(key.isascii() and key.isalnum() for key in keys)
    form = FORMATS[name]
    text = form.module.write(items[:300])
    if name not in {"csv", "ris"}:
        assert [found.item["id"] for found in form.module.read(text)] == keys[:300]
    assert all(key in text for key in keys[:300])


def test_a_key_that_looks_like_another_with_its_letter_is_not_given_twice() -> None:
    keys = ["roe2024dam", "roe2024dama", "roe2024dam", "roe2024dama"]
    found = [one["id"] for one in keyed({"id": key} for key in keys)]
    assert len(set(found)) == 4
    assert found[:2] == keys[:2]
