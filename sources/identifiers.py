"""The numbers under which others know a source, each written one way."""


def doi(text: str) -> str:
    """A DOI without the address before it, in small letters."""
    return text.strip()


def ecli(text: str) -> str:
    """A European Case Law Identifier."""
    return text.strip()


def celex(text: str) -> str:
    """A CELEX number."""
    return text.strip()
