"""Citations in and out as text. CSL-JSON items are what every format is read into and written from.

A module for each format offers `read(text)` and `write(items)`; `FORMATS` is the table of them.
`read` is lazy: a file may turn out to be malformed after its first entries were given.
"""

from sources.formats.entries import Found, Item, Malformed
from sources.formats.table import ENDINGS, FORMATS, Format, recognise

__all__ = ["ENDINGS", "FORMATS", "Format", "Found", "Item", "Malformed", "recognise"]
