"""Files of citations for imports, and the command that imports them."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

EXPORTS = Path(__file__).parent / "exports"
Item = dict[str, Any]


def report(number: int, **more: Any) -> Item:
    """A report of its own address."""
    return {
        "id": f"report-{number}",
        "type": "report",
        "title": f"Report no. {number} on the dam",
        "publisher": "Harbour Office",
        "issued": {"date-parts": [[2024]]},
        "URL": f"https://example.org/reports/{number}",
        **more,
    }


def bare(title: str, **more: Any) -> Item:
    """A report that no number or address names."""
    return {"id": title, "type": "report", "title": title, "publisher": "Harbour Office", **more}


def as_text(*items: Item) -> str:
    """The items as CSL-JSON, one a line, the first on line 2."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def written(folder: Path, *items: Item) -> Path:
    """A file of the items."""
    path = folder / "sources.json"
    path.write_text(as_text(*items), encoding="utf-8")
    return path


def run(path: Path, *options: str) -> tuple[int, str]:
    """What the command exits with, and what it says."""
    out, status = io.StringIO(), 0
    try:
        call_command("import_sources", str(path), *options, stdout=out, stderr=io.StringIO())
    except CommandError as error:
        out.write(str(error))
        status = error.returncode
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    return status, out.getvalue()
