"""A language without a catalogue speaks English, whole, under its own prefix."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_its_pages_are_english_and_say_so(language: str, said: object, client: Client) -> None:
    page = client.get(f"/{language}/watch/")
    words = page.content.decode()
    assert page["Content-Language"] == "en"
    assert '<html lang="en">' in words
    assert f'href="/{language}/watch/dam/"' in words
    assert "September 2024" in words
    assert not any("\u0400" <= letter <= "\u04ff" for letter in words)
