"""How the articles forget an article, an author, a series, a picture or a video that is erased."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db.models import Q

from articles.models import (
    Article,
    ArticleAuthor,
    ArticleSource,
    ArticleWatch,
    Author,
    Image,
    Reference,
    Revision,
    Series,
    Video,
)
from record.forgetting import Shelf, Words, forgets, shelves
from record.kinds import Kind
from record.models import Subject
from sources.forgetting import untagged


def tell() -> None:
    """Tell the record, once the apps are there."""
    shelves["media"] = Shelf(_remove, _is_needed)
    forgets(
        Kind.ARTICLE,
        Words(
            Article,
            named=("slug", "title"),
            emptied=("standfirst", "body", "series", "part", "cover"),
        ),
        Words(Revision, of="article__uuid", goes=True),
        Words(Reference, of="article__uuid", goes=True),
        Words(ArticleAuthor, of="article__uuid", goes=True),
        Words(ArticleSource, of="article__uuid", goes=True),
        Words(ArticleWatch, of="article__uuid", goes=True),
        more=untagged(Article),
    )
    forgets(Kind.AUTHOR, Words(Author, named=("slug", "name"), emptied=("bio",)))
    forgets(Kind.SERIES, Words(Series, named=("slug", "title"), emptied=("description",)))
    texts = ("file", "caption")
    forgets(
        Kind.IMAGE,
        Words(
            Image,
            named=("title", "alt", "credit"),
            emptied=(*texts, "renditions", "width", "height"),
            files=_of_an_image,
        ),
    )
    forgets(
        Kind.VIDEO,
        Words(
            Video,
            named=("title", "credit"),
            emptied=(*texts, "captions", "width", "height"),
            files=_of_a_video,
        ),
    )


def _of_an_image(image: Image) -> Iterable[str]:
    names = [image.file, *(str(one["file"]) for one in image.renditions)]
    return [f"media/{name}" for name in names if name]


def _of_a_video(video: Video) -> Iterable[str]:
    return [f"media/{name}" for name in (video.file, video.captions) if name]


def _remove(name: str) -> None:
    default_storage.delete(name)


def _is_needed(name: str) -> bool:
    """Whether a working copy shows the file, or readers can see it on any day."""
    pictures = Image.objects.filter(Q(file=name) | Q(renditions__contains=[{"file": name}]))
    videos = Video.objects.filter(Q(file=name) | Q(captions=name))
    return Subject.objects.showing(name).exists() or pictures.exists() or videos.exists()
