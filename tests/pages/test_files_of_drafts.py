"""A picture or film is public once something public shows it; until then the desk alone has it."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from articles.models import Article, Image, Video
from record.erasing import erase
from record.kinds import Actor
from record.rebuilding import rebuild
from record.sealing import sealing

pytestmark = pytest.mark.django_db


def a_picture(color: str = "green") -> Image:
    """A picture wide enough to have a smaller one beside it."""
    content = io.BytesIO()
    Pillow.new("RGB", (500, 5), color).save(content, "PNG")
    image = Image(title="The wall", alt="A wall", credit="The desk")
    image.take(ContentFile(content.getvalue(), "wall.png"))
    image.save()
    return image


@pytest.fixture
def picture() -> Image:
    return a_picture()


@pytest.fixture
def film() -> Video:
    film = Video(title="The wall", credit="The desk", seconds=3)
    film.take(ContentFile(b"film", "wall.mp4"), ContentFile(b"WEBVTT\n", "wall.vtt"))
    film.save()
    return film


@pytest.fixture
def shown(article: Article, picture: Image, film: Video) -> Article:
    """A draft that shows the picture, as its cover too, and the film."""
    figure = f'<figure data-image="{picture.uuid}"></figure>'
    article.body += f'{figure}<figure data-video="{film.uuid}"></figure>'
    article.cover = picture
    article.save()
    return article


@pytest.fixture
def files(picture: Image, film: Video) -> list[str]:
    """The names of all files that the two have."""
    smaller = [rendition["file"] for rendition in picture.renditions]
    assert smaller
    return [picture.file, *smaller, film.file, film.captions]


def publish(article: Article) -> None:
    with sealing(Actor.EDITOR):
        article.publish(by=None)


def statuses(client: Client, files: list[str], below: str = "/media/") -> set[int]:
    return {client.get(below + name).status_code for name in files}


@pytest.mark.usefixtures("shown")
def test_what_only_a_draft_shows_is_not_there(client: Client, files: list[str]) -> None:
    assert statuses(client, files) == {404}
    for name in files:
        held = {"If-None-Match": f'"{name.partition(".")[0]}"'}
        assert client.get(f"/media/{name}", headers=held).status_code == 404


def test_once_public_it_may_be_kept_for_ever(
    client: Client, shown: Article, files: list[str], django_assert_num_queries: Any
) -> None:
    publish(shown)
    assert statuses(client, files) == {200}
    for name in files:
        with django_assert_num_queries(1):
            answer = client.get(f"/media/{name}")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        held = {"If-None-Match": answer["ETag"]}
        assert client.get(f"/media/{name}", headers=held).status_code == 304


def test_the_past_keeps_its_files(client: Client, shown: Article, files: list[str]) -> None:
    publish(shown)
    with sealing(Actor.EDITOR):
        shown.withdraw("Wrong dam.", by=None)
    picture = Image.objects.get()
    picture.file, picture.renditions = a_picture("red").file, []
    picture.save()
    assert statuses(client, files) == {200}
    rebuild()
    assert statuses(client, files) == {200}
    assert client.get(f"/media/{picture.file}").status_code == 404


def test_what_was_erased_is_gone(
    client: Client, shown: Article, picture: Image, files: list[str]
) -> None:
    publish(shown)
    erase(picture.uuid, "By order of a court.")
    kept = [name for name in files if name.endswith((".mp4", ".vtt"))]
    assert statuses(client, kept) == {200}
    assert statuses(client, [name for name in files if name not in kept]) == {404}
    rebuild()
    assert client.get(f"/media/{picture.file}").status_code == 404


@pytest.mark.parametrize("person", ["writer", "staff", "manager", "administrator"])
@pytest.mark.usefixtures("shown")
def test_a_member_sees_the_files_of_drafts_at_the_desk(
    person: str, files: list[str], as_member: Any, request: pytest.FixtureRequest
) -> None:
    client = as_member(request.getfixturevalue(person))
    assert statuses(client, files, "/desk/media/") == {200}
    answer = client.get(f"/desk/media/{files[0]}")
    assert answer["Cache-Control"] == "private, no-cache", "a shared cache must not keep it"
    held = {"If-None-Match": answer["ETag"]}
    assert client.get(f"/desk/media/{files[0]}", headers=held).status_code == 304


@pytest.mark.usefixtures("shown")
def test_nobody_else_does(client: Client, files: list[str], as_member: Any, stranger: Any) -> None:
    assert statuses(client, files, "/desk/media/") == {403}
    assert statuses(as_member(stranger), files, "/desk/media/") == {403}


def test_other_names_are_not_there(as_member: Any, writer: Any) -> None:
    client = as_member(writer)
    names = ["", "..", "a.png", f"{'a' * 64}.png", f"{'a' * 64}.exe", f"{'a' * 64}"]
    assert statuses(client, names, "/desk/media/") == {404}
    assert statuses(client, names, "/media/") == {404}


def test_the_desk_shows_drafts_from_its_own_address(
    shown: Article, picture: Image, film: Video, as_member: Any, editor: Any
) -> None:
    client = as_member(editor)
    preview = client.get(f"/desk/articles/article/{shown.pk}/preview/").content.decode()
    change = client.get(reverse("admin:articles_image_change", args=[picture.pk])).content.decode()
    found = client.get("/desk/find/", {"kind": "image", "uuid": str(picture.uuid)}).json()
    assert f'src="/desk/media/{picture.file}"' in preview
    assert f"/desk/media/{picture.renditions[0]['file']} 480w" in preview
    assert f'href="/desk/media/{film.file}"' in preview
    assert f'data-captions="/desk/media/{film.captions}"' in preview
    assert '"/media/' not in preview
    assert f'src="/desk/media/{picture.file}"' in change
    assert found["results"][0]["picture"] == f"/desk/media/{picture.renditions[0]['file']}"


def test_readers_get_the_public_address(client: Client, shown: Article, picture: Image) -> None:
    publish(shown)
    page = client.get(f"/articles/{shown.slug}/").content.decode()
    assert f'src="/media/{picture.file}"' in page
    assert f"/media/{picture.renditions[0]['file']} 480w" in page
    assert "/desk/media/" not in page
