"""How far a command is, said to whoever waits: a bar on a terminal, plain lines elsewhere."""

from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _

WIDTH = 32
EVERY = 2000


class Progress:
    """Says of `total` entries, where that is known, how many are done."""

    def __init__(self, out: Any, verb: str, total: int = 0) -> None:
        self.out, self.verb, self.total = out, verb, total
        self.is_terminal = out.isatty()
        self.said = self.done = 0

    def __enter__(self) -> Self:
        return self

    def show(self, done: int) -> None:
        """Say that `done` entries are done; off a terminal only now and then."""
        self.done = done
        if self.is_terminal:
            self.out.write(f"\r{self._bar()}{self._words()}", ending="")
            self.out.flush()
        elif done - self.said >= EVERY:
            self.said = done
            self.out.write(self._words())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What is said next begins a line of its own, after a failure too.
        if self.is_terminal and self.done:
            self.out.write("")

    def _bar(self) -> str:
        if not self.total:
            return ""
        full = WIDTH * self.done // self.total
        return f"[{'#' * full}{'.' * (WIDTH - full)}] "

    def _words(self) -> str:
        words = {"verb": self.verb, "done": f"{self.done:,}", "total": f"{self.total:,}"}
        if self.total:
            return _("%(verb)s: %(done)s of %(total)s") % words
        return _("%(verb)s: %(done)s") % words
