"""A private file is kept once, under what it holds, where no address leads."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.keeping import forget_privately, keep_privately, open_privately


def test_what_is_kept_is_read_again_under_its_hash() -> None:
    name = keep_privately(b"kept", "pdf")
    assert keep_privately(b"kept", "pdf") == name
    with open_privately(name) as file:
        assert file.read() == b"kept"


def test_only_the_desk_s_user_may_open_it(settings: Any) -> None:
    name = keep_privately(b"kept", "pdf")
    root = Path(settings.PRIVATE_ROOT)
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE((root / name).stat().st_mode) == 0o600
    assert [path.name for path in root.iterdir()] == [name]


@pytest.mark.parametrize("ending", ["jpg", "pdf"])
def test_no_address_leads_to_it(client: Client, db: None, ending: str) -> None:
    name = keep_privately(b"kept", ending)
    assert client.get(f"/media/{name}").status_code == 404


def test_what_is_forgotten_is_gone() -> None:
    name = keep_privately(b"kept", "pdf")
    forget_privately(name)
    forget_privately(name)
    with pytest.raises(FileNotFoundError):
        open_privately(name)


@pytest.mark.parametrize("name", ["../secret-key", "/etc/passwd", "a.pdf", f"{'a' * 64}.pdf/x"])
def test_no_other_file_is_opened_under_any_name(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        open_privately(name)
