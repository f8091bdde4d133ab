"""Pictures and videos come in through the desk, or are refused beside their field."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Image, Video
from tests.pixel import PIXEL

pytestmark = pytest.mark.django_db

WORDS = {"title": "The wall", "alt": "A wall across a valley", "credit": "The desk"}


def test_a_picture_is_taken_with_its_words(as_member: Any, writer: Any) -> None:
    client = as_member(writer)
    upload = SimpleUploadedFile("wall.png", PIXEL, "image/png")
    response = client.post(reverse("admin:articles_image_add"), {**WORDS, "upload": upload})
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.width, image.file[-4:]) == (1, ".png")
    # Its words can be bettered; its file cannot be replaced.
    change = reverse("admin:articles_image_change", args=[image.pk])
    assert "upload" not in client.get(change).context["adminform"].form.fields
    assert client.post(change, {**WORDS, "credit": "A. Person"}).status_code == 302
    image.refresh_from_db()
    assert image.credit == "A. Person"


@pytest.mark.parametrize("missing", ["alt", "credit", "upload"])
def test_a_picture_without_its_words_is_refused(as_member: Any, writer: Any, missing: str) -> None:
    upload = SimpleUploadedFile("wall.png", PIXEL, "image/png")
    form = {**WORDS, "upload": upload}
    del form[missing]
    response = as_member(writer).post(reverse("admin:articles_image_add"), form)
    assert missing in response.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_what_is_no_picture_is_refused_beside_its_field(as_member: Any, writer: Any) -> None:
    upload = SimpleUploadedFile("wall.png", b"not a picture", "image/png")
    form = {**WORDS, "upload": upload}
    response = as_member(writer).post(reverse("admin:articles_image_add"), form)
    errors = response.context["adminform"].form.errors
    assert errors["upload"] == ["This is no JPEG, PNG or WebP picture that can be read."]


def test_a_video_needs_captions(as_member: Any, writer: Any) -> None:
    client = as_member(writer)
    form = {"title": "The wall", "credit": "The desk", "seconds": "3", "width": "4", "height": "3"}
    film = SimpleUploadedFile("wall.mp4", b"film", "video/mp4")
    without = client.post(reverse("admin:articles_video_add"), {**form, "film": film})
    assert "captions_file" in without.context["adminform"].form.errors
    film.seek(0)
    files = {"film": film, "captions_file": SimpleUploadedFile("wall.vtt", b"WEBVTT\n", "text/vtt")}
    assert client.post(reverse("admin:articles_video_add"), {**form, **files}).status_code == 302
    assert Video.objects.get().captions.endswith(".vtt")


def test_a_page_is_public_as_it_is_saved(as_member: Any, publisher: Any) -> None:
    form = {"title": "About", "slug": "about", "language": "en", "body": "<p>Us.</p>"}
    response = as_member(publisher).post(reverse("admin:watchdesk_page_add"), form)
    assert response.status_code == 302
    assert b"Us." in as_member(publisher).get("/about/").content
