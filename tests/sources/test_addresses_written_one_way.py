"""One page has one address, and an address that leads inside a network is no address."""

import pytest
from django.core.exceptions import ValidationError

from sources.models import Source
from sources.urls import LONGEST, normalised, url_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  https://example.org  ", "https://example.org/"),
        ("HTTPS://WWW.Example.ORG/Path", "https://www.example.org/Path"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/a/..", "https://example.org/"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://example.org/%7Eanna/%2e%2e/b%2fc", "https://example.org/b%2Fc"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/a\\b", "https://example.org/a%5Cb"),
        ("https://example.org/Вести", "https://example.org/%D0%92%D0%B5%D1%81%D1%82%D0%B8"),
        ("https://пример.срб/", "https://xn--e1afmkfd.xn--90a3ac/"),
        ("https://ＥＸＡＭＰＬＥ.org/", "https://example.org/"),
        ("https://my_site.example.org/", "https://my_site.example.org/"),
        ("https://example.org/a#chapter-2", "https://example.org/a"),
        ("https://example.org/#!/news/1", "https://example.org/#!/news/1"),
        ("https://example.org/app#/news/1", "https://example.org/app#/news/1"),
        ("https://example.org/?", "https://example.org/"),
        ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("https://example.org/?q=a+b%20c%26d&e", "https://example.org/?q=a+b%20c%26d&e"),
        ("https://example.org/?x=1;y=2", "https://example.org/?x=1;y=2"),
        ("https://93.184.216.34/a", "https://93.184.216.34/a"),
        ("https://[2606:2800:220:1::1]/a", "https://[2606:2800:220:1::1]/a"),
        (
            "https://archive.example/web/2024/https://example.org/a",
            "https://archive.example/web/2024/https://example.org/a",
        ),
    ],
)
def test_an_address_is_written_one_way(typed: str, kept: str) -> None:
    assert normalised(typed) == kept
    assert normalised(kept) == kept


@pytest.mark.parametrize(
    "tracker",
    "utm_source utm_campaign UTM_Medium fbclid gclid dclid msclkid mc_cid mc_eid igshid yclid "
    "_hsenc _hsmi ref_src mtm_campaign %75tm_source".split(),
)
def test_what_only_tracks_the_reader_is_dropped(tracker: str) -> None:
    address = f"https://example.org/a?id=7&{tracker}=x&page=2"
    assert normalised(address) == "https://example.org/a?id=7&page=2"


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "data:text/html,x",
        "localhost:8000",
        "https://anna@example.org/",
        "https://anna:secret@example.org/",
        "https://example.org\\@127.0.0.1/",
        "https:///a",
        "https://",
        "https://?a",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:٨٠/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://printer/",
        "https://desk.local/",
        "https://api.internal/",
        "https://x.localhost/",
        "https://router.home.arpa/",
        "https://nas.lan/",
        "https://-a.example.org/",
        "https://a..example.org/",
        "https://exa mple.org/",
        "https://example.org%2f@x/",
        "https://example.org/\u0000",
        "https://example.org/a\nb",
        "https://example.org/\u202ea",
        "https://exa\u200bmple.org/",
        f"https://example.org/{'a' * LONGEST}",
        f"https://example.org/{'ж' * 500}",
        # The desk's own machine and network, in every spelling.
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0X7F.0.0.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://127%2e0%2e0%2e1/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://١٢٧.٠.٠.١/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://100.64.0.1/",
        "http://192.0.0.1/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://192.88.99.1/",
        "http://999.1.1.1/",
        "http://1.2.3.4.5/",
        "http://[::1]/",
        "http://[::]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a00:1::]/",
        "http://[2001:0:1::1]/",
        "http://[2001:db8::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2606:2800:220:1::1%25lo]/",
        "http://[v1.x]/",
        "http://[::1/",
    ],
)
def test_an_address_that_leads_where_none_may_lead_is_refused(hostile: str) -> None:
    with pytest.raises(ValidationError) as refused:
        normalised(hostile)
    (sentence,) = refused.value.messages
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a",
        "https://www.example.org/a",
        "https://EXAMPLE.org:443/a/",
        "example.org/a?utm_source=x",
        "https://example.org/a#notes",
    ],
)
def test_addresses_of_one_page_share_a_key(other: str) -> None:
    assert url_key(other) == url_key("https://example.org/a")


def test_addresses_of_other_pages_have_other_keys() -> None:
    keys = {
        url_key(address)
        for address in (
            "https://example.org/",
            "https://example.org/a",
            "https://example.org/A",
            "https://example.org/a?id=1",
            "https://example.org:8443/a",
            "https://m.example.org/a",
            "https://www.org/",
        )
    }
    assert len(keys) == 7
    assert url_key("") == ""


def test_a_hostile_address_is_refused_beside_its_field() -> None:
    for field in ("url", "archived_url"):
        with pytest.raises(ValidationError) as refused:
            Source(csl_type="webpage", title="A page", **{field: "http://127.1/"}).clean()
        assert list(refused.value.message_dict) == [field]
