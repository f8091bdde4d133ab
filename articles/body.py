"""placeholder until its owner's version lands"""
import re
from dataclasses import dataclass
from uuid import UUID
EXTENSIONS: list = []
@dataclass
class References:
    sources: tuple = (); items: tuple = (); articles: tuple = (); images: tuple = (); videos: tuple = ()
def clean(h): return h
def plain_text(h): return re.sub(r"<[^>]+>", " ", h)
def references(h):
    f = lambda n: tuple(dict.fromkeys(UUID(u) for u in re.findall(n + r'="([0-9a-f-]{36})"', h)))
    return References(f("data-source"), f("data-watch"), f("data-article"), f("data-image"), f("data-video"))
