"""Numbers of machines in every spelling, and which of them the desk may ask anything."""

import ipaddress
import re
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Its last label makes a name a number, whatever stands before it: "127.1", "0x7f.1", "0177.1".
NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
# An IPv4 address stands in the last bits of these, and packets reach it.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# Python counts this one as public: the relays of a transition that is over.
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


def literal(host: str) -> Address | None:
    """The address that `host` spells, in small ASCII letters; None where it is a name.

    Every spelling that a resolver takes is read: decimal, octal, hexadecimal, short forms, IPv6 in
    brackets. Raises ValueError for a number that spells no address, and for a zone.
    """
    if host.startswith("["):
        inner = host[1:-1]
        if not host.endswith("]") or "%" in inner:
            raise ValueError(host)
        return ipaddress.IPv6Address(inner)
    if not NUMERIC.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError as error:
        raise ValueError(host) from error


def is_public(address: Address) -> bool:
    """Whether `address`, and the one that stands inside it, belongs to the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    elif address in RELAYS:
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one carries: mapped, by 6to4, or by NAT64."""
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
