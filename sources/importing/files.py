"""A file of citations as it comes: how large it may be, its text, and the entries in it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from sources.formats import FORMATS, Found, Malformed, recognise

BATCH = 200
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileRefused(Exception):
    """Nothing of the file can be imported. The text says where it fails, why, and what to do."""


def too_large() -> FileRefused:
    """The refusal of a file over the limit."""
    return FileRefused(
        _(
            "The file is larger than the %(limit)s that an import may have. Import it in parts, "
            "or have IMPORT_MAX_BYTES raised."
        )
        % {"limit": filesizeformat(settings.IMPORT_MAX_BYTES)}
    )


def content_of(path: Path) -> bytes:
    """What the file at `path` holds. One over the limit is refused before it is read."""
    words: dict[str, object] = {"path": path}
    try:
        if path.is_dir():
            raise FileRefused(_("%(path)s is a folder. Name a file in it.") % words)
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise too_large()
        with path.open("rb") as file:
            # A pipe has no size: it is asked for one byte more than it may have.
            content = file.read(settings.IMPORT_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FileRefused(_("There is no file %(path)s.") % words) from error
    except OSError as error:
        words["error"] = error.strerror or error
        raise FileRefused(_("%(path)s cannot be read: %(error)s.") % words) from error
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise too_large()
    return content


def text_of(content: bytes) -> str:
    """`content` as text, which is UTF-8 with or without a byte order mark."""
    if content.startswith(UTF_16):
        raise FileRefused(_("The file is written in UTF-16. Export it again as UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            _("Line %(line)s: this is not UTF-8. Export the file again as UTF-8.") % {"line": line}
        ) from error
    if not text.strip():
        raise FileRefused(_("The file is empty."))
    return text


def format_of(text: str) -> str:
    """Which of the formats `text` is written in, told by what it holds."""
    found = recognise(text)
    if found is None:
        raise FileRefused(
            _("This is neither CSL-JSON nor RIS nor BibTeX. Export it in one of these three.")
        )
    return found.name


def batches(text: str, name: str) -> Iterator[list[Found]]:
    """The entries of `text`, some at a time. Raises FileRefused where it is malformed."""
    entries = iter(FORMATS[name].module.read(text))
    try:
        while batch := list(islice(entries, BATCH)):
            yield batch
    except Malformed as error:
        raise FileRefused(
            _("Line %(line)s: %(reason)s") % {"line": error.line, "reason": error}
        ) from error
