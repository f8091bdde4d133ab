"""HOST and PORT: what they may be, and what is said where they cannot be used."""

import socket

import pytest

from watchdesk.address import Address
from watchdesk.environment import BadSetting


def test_unless_set_the_desk_is_reached_from_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    assert Address.read().url() == "http://127.0.0.1:8000/"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://[::1]:8000/"),
        ("desk.example", "http://desk.example:8000/"),
    ],
)
def test_the_address_is_one_that_a_browser_here_can_reach(host: str, url: str) -> None:
    assert Address(host, 8000).url() == url


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_no_port_is_named(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(BadSetting, match=f"PORT is “{port}”"):
        Address.read()


def test_a_taken_port_is_named_and_a_free_one_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = Address("127.0.0.1", other.getsockname()[1])
        with pytest.raises(BadSetting, match=f"Port {address.port} is taken"):
            address.check()
    address.check()


@pytest.mark.parametrize("host", ["not a host", "192.0.2.1"])
def test_a_host_of_another_machine_is_named(host: str) -> None:
    with pytest.raises(BadSetting, match=f"HOST is “{host}”"):
        Address(host, 8000).check()
