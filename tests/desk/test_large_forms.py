"""A long article is one form: it is taken whole, or refused in a sentence that fits."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from articles.models import Article

pytestmark = pytest.mark.django_db


def test_a_form_of_more_than_a_thousand_fields_is_read(
    article: Article, editor: Any, as_member: Callable[[Any], Client]
) -> None:
    address = reverse("admin:articles_article_change", args=[article.pk])
    fields = {f"listed_sources-{n}-why": "It says so." for n in range(1500)}
    answer = as_member(editor).post(address, fields)
    assert answer.status_code == 200, "drawn again, with what is missing"


def test_one_that_is_too_large_is_refused_by_that_reason(
    article: Article, editor: Any, as_member: Callable[[Any], Client], settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    address = reverse("admin:articles_article_change", args=[article.pk])
    client = as_member(editor)
    answer = client.post(
        address, "title=" + 2000 * "x", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "holds more than this desk takes at once: nothing was saved" in answer.content.decode()
