"""A site on this machine that answers in every way that sites do, and whoever asks it."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import pytest

from sources.fetching import Fetcher

PAGE = (
    "<html><head><title>x</title><script>var n = {n};</script></head><body><nav>Home News</nav>"
    "<h1>The dam</h1><p>{words}</p></body></html>"
)
WORDS = (
    "The harbour office said on Tuesday that the dam above the valley would be finished before the "
    "winter, after three years of works that the council had paid for out of the fund for floods. "
    "Its report names the contractor, the price of the concrete and the day of the last inspection."
)
OTHER_WORDS = (
    "This domain is for sale. Buy cheap shoes, watches and insurance from our partners today, with "
    "free delivery in all countries and a guarantee of thirty days on every single order that you "
    "place before midnight. Click here to see the offers of the week and to win a voucher at once."
)
ADDRESSES = {
    "inner.example": ["10.0.0.7"],
    "second.example": ["127.0.0.2"],
    "metadata.example": ["169.254.169.254"],
    "half.example": ["93.184.216.34", "127.0.0.2"],
    "mapped.example": ["::ffff:10.0.0.7"],
    "empty.example": [],
}


def resolve(host: str, port: int) -> list[str]:
    """All names lead to this machine, but for some."""
    if host == "nowhere.example" or host.endswith(".nowhere.example"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if host == "later.example":
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    if host == "slow-name.example":
        time.sleep(3)
    return ADDRESSES.get(host, ["127.0.0.1"])


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: a status, a redirect, slowly, for ever."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        """What the path asks for."""
        site: Site = self.server.site
        with site.lock:
            site.asked.append((time.monotonic(), self.headers["Host"], self.path, self.headers))
            site.open_now += 1
            site.most_open = max(site.most_open, site.open_now)
        try:
            path, _mark, query = self.path.partition("?")
            answer = site.answers.get(path, path.strip("/").partition("/")[0])
            getattr(self, f"say_{answer.replace('-', '_')}", self.say_status)(answer, query)
        except (BrokenPipeError, ConnectionResetError, threading.BrokenBarrierError):
            self.close_connection = True
        finally:
            with site.lock:
                site.open_now -= 1

    def say_status(self, answer: str, _query: str) -> None:
        """The status that the path begins with, or 404."""
        self.say(int(answer) if answer.isdecimal() else 404, b"So it is.")

    def say_page(self, _answer: str, _query: str) -> None:
        """A page that says the same each time, but for a number that nobody sees."""
        self.say_words(WORDS)

    def say_edited(self, _answer: str, _query: str) -> None:
        """The page with a small correction."""
        self.say_words(WORDS.replace("Tuesday", "Wednesday"))

    def say_other(self, _answer: str, _query: str) -> None:
        """Something else altogether."""
        self.say_words(OTHER_WORDS)

    def say_words(self, words: str) -> None:
        """A page with these words."""
        self.say(200, PAGE.replace("{n}", str(time.time())).format(words=words).encode())

    def say_file(self, _answer: str, query: str) -> None:
        """A file without words."""
        self.say(200, b"%PDF-1.7 " + query.encode(), **{"Content-Type": "application/pdf"})

    def say_tagged(self, _answer: str, _query: str) -> None:
        """A page with an ETag: 304 to whoever has it."""
        if self.headers["If-None-Match"] == '"one"':
            self.say(304, b"")
        else:
            self.say(200, WORDS.encode(), ETag='"one"', **{"Content-Type": "text/plain"})

    def say_to(self, _answer: str, query: str) -> None:
        """A redirect: `status=target` in the query."""
        status, _equals, target = query.partition("=")
        self.say(int(status), b"", Location=target)

    def say_cookie_loop(self, _answer: str, _query: str) -> None:
        """Back here, with the cookie."""
        self.say(302, b"", **{"Location": self.path, "Set-Cookie": "a=b"})

    def say_round(self, _answer: str, _query: str) -> None:
        """To a second address, which leads back."""
        self.say(301, b"", Location="/round/back" if self.path == "/round" else "/round")

    def say_onward(self, _answer: str, query: str) -> None:
        """To the next number, for ever."""
        self.say(302, b"", Location=f"/onward?{int(query or 0) + 1}")

    def say_busy(self, _answer: str, query: str) -> None:
        """Asks to be left alone."""
        self.say(429, b"", **{"Retry-After": unquote(query) or "7200"})

    def say_save(self, answer: str, query: str) -> None:
        """Keeps what it is asked for, as web archives do, and says in some way where."""
        copy = f"/web/2025{self.path.removeprefix('/save').partition('?')[0]}"
        if query == "link":
            link = f'<http://x.example/>; rel="original", <{copy}>; rel="first memento"'
            self.say(200, b"kept", Link=link)
        elif query == "moves":
            self.say(302, b"", Location=copy)
        elif query == "silent":
            self.say(200, b"kept")
        else:
            self.say(200, b"kept", **{"Content-Location": copy})

    def say_web(self, _answer: str, _query: str) -> None:
        """A kept copy."""
        self.say_words(WORDS)

    def say_together(self, _answer: str, _query: str) -> None:
        """Nothing, until three are asked."""
        self.server.site.three.wait(4)
        self.say(200, b"together")

    def say_slow(self, _answer: str, _query: str) -> None:
        """Nothing, for three seconds."""
        self.server.site.closing.wait(3)
        self.say(200, b"late")

    def say_endless(self, _answer: str, _query: str) -> None:
        """Bytes, for ever."""
        self.start()
        while not self.server.site.closing.is_set():
            self.chunk(b"x" * 65536)

    def say_trickling(self, _answer: str, _query: str) -> None:
        """A byte now and then, so that no single read ever takes long."""
        self.start()
        while not self.server.site.closing.wait(0.1):
            self.chunk(b"x")

    def say_trickling_head(self, _answer: str, _query: str) -> None:
        """A head that does not end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.site.closing.wait(0.1):
            self.wfile.write(b"X-More: more\r\n")

    def say_rubbish(self, _answer: str, _query: str) -> None:
        """No HTTP."""
        self.wfile.write(b"\x00\x01 what is this\r\n\r\n")
        self.close_connection = True

    def say_cut(self, _answer: str, _query: str) -> None:
        """Less than it promised."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")
        self.close_connection = True

    def start(self) -> None:
        """The head of an answer whose length nobody knows."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, body: bytes) -> None:
        """One piece of it."""
        self.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """An answer with its length."""
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Quietly."""


class Site:
    """The running server: what it was asked, and what a path answers from now on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.three = threading.Barrier(3)
        self.asked: list[tuple[float, str, str, Any]] = []
        self.answers: dict[str, str] = {}
        self.open_now = self.most_open = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.site = self  # type: ignore[attr-defined]
        self.port = self.server.server_port

    def url(self, path: str, host: str = "site.example") -> str:
        """The address of `path` under a name that the tests' resolver leads here."""
        return f"http://{host}:{self.port}/{path}"

    def fetcher(self, **more: Any) -> Fetcher:
        """Whoever asks it: this server's address is let through, no other inner one is."""
        given: dict[str, Any] = {"resolve": resolve, "seconds": 5.0, "most_bytes": 200_000, **more}
        return Fetcher("Watchdesk tests", allowed=frozenset({"127.0.0.1"}), **given)

    def paths(self) -> list[str]:
        """What it was asked, in order."""
        return [path for _when, _host, path, _headers in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that answers as its paths say."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield site
    site.closing.set()
    site.server.shutdown()
    site.server.server_close()
    thread.join()
