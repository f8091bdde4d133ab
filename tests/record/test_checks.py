"""The system check tells when the web role could change the record."""

from typing import Any

import pytest

from record.checks import HELD, web_role_is_narrow
from tests.roles import as_web

pytestmark = pytest.mark.django_db


def test_a_role_that_owns_the_tables_is_reported(settings: Any) -> None:
    settings.ROLE = "web"
    (warning,) = web_role_is_narrow(None, databases=["default"])
    assert warning.id == "record.W001"
    assert "DATABASE_OWNER_URL" in str(warning.hint)


def test_the_owner_may_own_them(settings: Any) -> None:
    settings.ROLE = "owner"
    assert web_role_is_narrow(None, databases=["default"]) == []


def test_without_a_database_nothing_is_asked(settings: Any) -> None:
    settings.ROLE = "web"
    assert web_role_is_narrow(None) == []


def test_the_web_role_holds_none_of_these_rights() -> None:
    with as_web() as web:
        assert web.execute(HELD).fetchone() == (False,)
