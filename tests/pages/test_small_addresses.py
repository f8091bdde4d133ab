"""Addresses that browsers and people try by themselves."""

from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_browser_finds_the_icon_where_it_looks_first(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    icon = answer["Location"]
    assert icon.startswith("/static/") and finders.find(icon.removeprefix("/static/"))
    assert f'href="{icon}"' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/media/", "/static/", "/sq/media/", "/healthz/", "/readyz/"])
def test_the_bare_name_of_a_folder_is_not_there(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(
    "address", ["/sources/?q=memo", "/watch/?status=moving", "/articles/?known_at=3"]
)
def test_what_the_privacy_page_says_of_asking_is_so(address: str, client: Client) -> None:
    """Words that are looked for, filters and days are parts of the address, and set no cookie."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies and not client.session.keys()
