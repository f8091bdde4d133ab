"""What a file is, by its bytes and never by its name: for the copies that the desk keeps."""

import io
import re
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """A media type, and the ending that its files bear."""

    media_type: str
    ending: str


UNKNOWN = FileType("application/octet-stream", "bin")
TEXT = FileType("text/plain", "txt")
ZIP = FileType("application/zip", "zip")
OFFICE = "application/vnd.openxmlformats-officedocument."

# What the first bytes are, as a pattern.
BEGINNINGS: list[tuple[bytes, FileType]] = [
    (rb"%PDF-", FileType("application/pdf", "pdf")),
    (rb"\x89PNG\r\n\x1a\n", FileType("image/png", "png")),
    (rb"\xff\xd8\xff", FileType("image/jpeg", "jpg")),
    (rb"GIF8[79]a", FileType("image/gif", "gif")),
    (rb"RIFF....WEBP", FileType("image/webp", "webp")),
    (rb"II\*\x00|MM\x00\*", FileType("image/tiff", "tif")),
    (rb"....ftypavif", FileType("image/avif", "avif")),
    (rb"....ftyphei[cs]", FileType("image/heic", "heic")),
    (rb"....ftypM4A ", FileType("audio/mp4", "m4a")),
    (rb"....ftyp", FileType("video/mp4", "mp4")),
    (rb"\x1aE\xdf\xa3.{0,60}webm", FileType("video/webm", "webm")),
    (rb"OggS", FileType("audio/ogg", "ogg")),
    (rb"fLaC", FileType("audio/flac", "flac")),
    (rb"RIFF....WAVE", FileType("audio/wav", "wav")),
    (rb"ID3|\xff[\xfb\xf3\xf2]", FileType("audio/mpeg", "mp3")),
    (rb"WARC/[01]\.[0-9]\r?\n", FileType("application/warc", "warc")),
    (rb"\x1f\x8b", FileType("application/gzip", "gz")),
    (rb"\{\\rtf", FileType("application/rtf", "rtf")),
]
# What a text begins with, once spaces are passed over.
TEXTS: list[tuple[str, FileType]] = [
    (
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
        FileType("text/html", "html"),
    ),
    (
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg\b",
        FileType("image/svg+xml", "svg"),
    ),
    (r"<\?xml\b", FileType("application/xml", "xml")),
    (
        r"(?:[A-Za-z-]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*){0,40}mime-version:\s*1\.0",
        FileType("message/rfc822", "eml"),
    ),
    (r"(?:return-path|received|delivered-to):", FileType("message/rfc822", "eml")),
]
# What lies in an archive.
PARTS: list[tuple[str, FileType]] = [
    ("word/document.xml", FileType(f"{OFFICE}wordprocessingml.document", "docx")),
    ("xl/workbook.xml", FileType(f"{OFFICE}spreadsheetml.sheet", "xlsx")),
    ("ppt/presentation.xml", FileType(f"{OFFICE}presentationml.presentation", "pptx")),
    ("datapackage.json", FileType("application/wacz", "wacz")),
]
OPEN_DOCUMENTS = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
# Of a text, so much is looked at.
HEAD = 64 * 1024


def sniff(content: bytes) -> FileType:
    """What `content` is; UNKNOWN where its bytes do not say."""
    for pattern, found in BEGINNINGS:
        if re.match(pattern, content[:256], re.DOTALL):
            return found
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _text(content[:HEAD])


def _archive(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            for name, found in PARTS:
                if name in names:
                    return found
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").strip()
                if ending := OPEN_DOCUMENTS.get(said):
                    return FileType(said.decode("ascii"), ending)
    except (zipfile.BadZipFile, RuntimeError, OSError):
        return UNKNOWN
    return ZIP


def _text(head: bytes) -> FileType:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        words = head.decode("utf-16", errors="replace")
    else:
        words = head.decode("utf-8-sig", errors="replace")
        # A letter may have been cut in two at the end; anywhere else it is no text of ours.
        if "\ufffd" in words[:-3]:
            words = head.decode("latin-1")
    if re.search("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", words):
        return UNKNOWN
    for pattern, found in TEXTS:
        if re.match(pattern, words.lstrip(), re.IGNORECASE | re.DOTALL):
            return found
    return TEXT if words.strip() else UNKNOWN
