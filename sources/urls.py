"""Addresses of sources: written one way, and refused where they lead where none may lead."""


def normalised(url: str) -> str:
    """`url` written one way."""
    return url.strip()


def url_key(url: str) -> str:
    """What two addresses of one page have in common."""
    return normalised(url)
