"""Addresses of sources: written one way, and refused where they lead where none may lead."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

import idna
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.addresses import is_public, literal

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# Names that mean something at home alone, by standard or by habit.
LOCAL = frozenset("corp home internal intranet lan local localdomain localhost".split())
# What tells a site where its reader came from, and nothing about the page.
TRACKING = frozenset(
    "_ga _gl _hsenc _hsmi _openstat dclid epik fb_action_ids fb_action_types fb_ref fb_source "
    "fbclid gad_source gbraid gclid gclsrc hsctatracking igsh igshid mc_cid mc_eid mibextid "
    "mkt_tok ml_subscriber ml_subscriber_hash msclkid oly_anon_id oly_enc_id rb_clickid ref_src "
    "ref_url s_cid srsltid ttclid twclid vero_conv vero_id wbraid wickedid yclid ysclid".split()
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "at_campaign", "at_medium")

UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
# What may not stand in an address as it is. A per cent sign that escapes nothing is such a thing.
UNSAFE = re.compile(r"""[^\x21-\x7e]|[\\"<>^`{|}#]|%(?![0-9A-Fa-f]{2})""")


def normalised(url: str) -> str:
    """`url` written one way, without what only tracks its reader; "" stays "".

    Raises ValidationError with a sentence for what is no public address of the web.
    """
    return _read(url, keeps=lambda piece: not _tracks(piece))


def followed(url: str) -> str:
    """`url` as a site that redirects there has it: checked and written one way, nothing dropped.

    Raises ValidationError as `normalised` does.
    """
    return _read(url, keeps=lambda _piece: True)


def _read(url: str, keeps: Callable[[str], bool]) -> str:
    text = url.strip()
    if not text:
        return ""
    _refuse_what_cannot_be_read(text)
    if text.startswith("//"):
        text = f"https:{text}"
    elif not SCHEME.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValidationError(_("This address cannot be read. Copy it once more.")) from error
    return _at_most(_written(parts, port, keeps))


def url_key(url: str) -> str:
    """What two addresses of one page share: no scheme, no www., no slash at the end.

    Raises ValidationError as `normalised` does.
    """
    whole = normalised(url)
    if not whole:
        return ""
    parts = urlsplit(whole)
    host = parts.netloc
    if host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


def _refuse_what_cannot_be_read(text: str) -> None:
    _at_most(text)
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in text):
        raise ValidationError(
            _("The address holds signs that cannot be seen. Type it, or copy it once more.")
        )


def _at_most(text: str) -> str:
    if len(text) > LONGEST:
        raise ValidationError(
            _("The address is longer than %(most)d signs. Cut off what the page does not need.")
            % {"most": LONGEST}
        )
    return text


def _written(parts: SplitResult, port: int | None, keeps: Callable[[str], bool]) -> str:
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise ValidationError(_("Write an address that begins with https:// or http://."))
    if "@" in parts.netloc:
        raise ValidationError(
            _("The address holds a name or a password before its host. Leave those out.")
        )
    if port == 0:
        raise ValidationError(_("The address names port 0, which there is not."))
    host = public_host(parts.netloc.rpartition(":")[0] if port else parts.netloc.rstrip(":"))
    at_port = "" if port in {None, PORTS[scheme]} else f":{port}"
    path = _without_dots(_escaped(parts.path)) or "/"
    query = "&".join(filter(keeps, _escaped(parts.query).split("&")))
    # After # stands a place in the page; after #! or #/ the page itself, as some sites have it.
    fragment = _escaped(parts.fragment) if parts.fragment[:1] in {"!", "/"} else ""
    return "".join(
        [
            f"{scheme}://{host}{at_port}{path}",
            f"?{query}" if query else "",
            f"#{fragment}" if fragment else "",
        ]
    )


def public_host(written: str) -> str:
    """The host in small ASCII letters. ValidationError where it can be no public one."""
    host = _ascii(unquote(written))
    try:
        address = literal(host)
    except ValueError as error:
        raise ValidationError(_("“%s” is no address of a machine.") % written) from error
    if address is not None:
        if not is_public(address):
            raise ValidationError(
                _("“%s” is an address inside a network, not on the public web.") % written
            )
        return f"[{address}]" if address.version == 6 else str(address)
    labels = host.split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or len(host) > 253:
        raise ValidationError(_("“%s” is no name of a site.") % written)
    if len(labels) < 2 or labels[-1] in LOCAL or labels[-2:] == ["home", "arpa"]:
        raise ValidationError(
            _("“%s” is a name inside a network, not on the public web.") % written
        )
    return host


def _ascii(host: str) -> str:
    """The host as the name system has it: other scripts as xn--…, odd digits and dots as plain."""
    if not host:
        raise ValidationError(
            _("The address names no site: something like example.org is missing.")
        )
    try:
        plain = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        # Numbers in other scripts' digits are no names, but they are read as addresses.
        plain = unicodedata.normalize("NFKC", host).replace("。", ".")
        if not plain.isascii():
            raise ValidationError(_("“%s” is no name of a site.") % host) from error
    return plain.lower().removesuffix(".")


def _tracks(piece: str) -> bool:
    name = unquote(piece.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _escaped(text: str) -> str:
    """`text` with what must be escaped, what need not be plain, and escapes in capitals."""
    safe = UNSAFE.sub(lambda found: _escapes(found.group()), text)
    return ESCAPED.sub(lambda found: _plain(found.group(1)), safe)


def _escapes(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def _plain(digits: str) -> str:
    sign = chr(int(digits, 16))
    return sign if sign in UNRESERVED else f"%{digits.upper()}"


def _without_dots(path: str) -> str:
    """`path` without `.` and `..`; doubled slashes stay, because archives rely on them."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if kept and segments[-1] in {".", ".."}:
        kept.append("")
    return f"/{'/'.join(kept)}" if kept else ""
