"""Whatever an editor may give as an address can be asked for at it."""

import sys

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver, resolve, reverse

from record.models import PublicModel, Subject
from record.subjects import ROUTES
from watchdesk.models import Page

SLUGS = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, PublicModel)
    for field in model._meta.concrete_fields
    if isinstance(field, models.SlugField)
]
each_slug = pytest.mark.parametrize(
    ("model", "field"), SLUGS, ids=lambda one: one.__name__ if isinstance(one, type) else ""
)
# Every character but the surrogates, alone and after a letter, and what people paste.
CHARACTERS = [chr(n) for n in (*range(0x3000), 0xFF0D, 0x1F6A2, sys.maxunicode)]
PASTED = [
    "a-b",
    "a--b",
    "-",
    "_",
    "A",
    "a/b",
    "a b",
    "a.b",
    "a%20b",
    "a\n",
    "..",
    "a?b",
    "a#b",
    "0",
]
TRIED = [*CHARACTERS, *(f"a{one}" for one in CHARACTERS), *PASTED]


def is_accepted(field: "models.Field[str, str]", text: str) -> bool:
    try:
        field.run_validators(text)
    except ValidationError:
        return False
    return bool(text)


@each_slug
def test_a_slug_holds_only_what_its_address_takes(
    model: type[PublicModel], field: "models.Field[str, str]"
) -> None:
    accepted = [text for text in TRIED if is_accepted(field, text)]
    assert "a-b" in accepted and "A" in accepted
    route = ROUTES.get(model.kind)
    for text in accepted if route else []:
        found = resolve(reverse(str(route), args=[text]))
        assert (found.view_name, found.kwargs) == (route, {"slug": text})


@each_slug
def test_a_slug_fits_into_the_record(
    model: type[PublicModel], field: "models.Field[str, str]"
) -> None:
    there = Subject._meta.get_field("slug").max_length
    assert field.max_length and there and field.max_length <= there


def test_every_kind_with_a_page_of_its_own_is_tried() -> None:
    """A source has a number in its address."""
    assert {model.kind for model, _field in SLUGS} >= set(ROUTES) - {"source"}


def test_no_page_of_the_desk_stands_in_the_way_of_the_site() -> None:
    field = Page._meta.get_field("slug")
    first = {str(one.pattern).strip("^").partition("/")[0] for one in patterns()}
    names = {name for name in first if name.isidentifier()}
    assert {"articles", "watch", "desk", "media", "api"} <= names
    assert [name for name in sorted(names) if is_accepted(field, name)] == []
    assert [name for name in sorted(names) if is_accepted(field, name.upper())] == []


def patterns() -> list[object]:
    """The site's addresses, those under a language's prefix among them."""
    below = [one for one in get_resolver().url_patterns if str(one.pattern) == ""]
    inner = [found for one in below for found in one.url_patterns]
    return [*get_resolver().url_patterns, *inner]
