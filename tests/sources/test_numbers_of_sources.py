"""DOI, ECLI, CELEX and docket numbers are recognised, and each is written one way."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from sources.identifiers import celex, docket, doi, ecli, recognised


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000/XYZ", "10.1000/xyz"),
        ("http://dx.doi.org/10.1000/xyz?nosfx=y", "10.1000/xyz"),
        ("https://doi.org/10.1002/%28SICI%291097%3A1", "10.1002/(sici)1097:1"),
        ("doi:10.1000/xyz", "10.1000/xyz"),
        ("DOI 10.1000/xyz.", "10.1000/xyz"),
        ("info:doi/10.1000/xyz", "10.1000/xyz"),
        ("10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",) * 2,
    ],
)
def test_a_doi_is_written_one_way(typed: str, kept: str) -> None:
    assert doi(typed) == kept.lower()
    assert doi(kept) == kept.lower()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("ECLI:EU:C:2020:559", "ECLI:EU:C:2020:559"),
        (" ecli:eu:c:2020:559 ", "ECLI:EU:C:2020:559"),
        ("EU:C:2020:559", "ECLI:EU:C:2020:559"),
        (
            "ECLI:DE:BVerfG:2020:rs20200505.2bvr085915",
            "ECLI:DE:BVERFG:2020:RS20200505.2BVR085915",
        ),
        ("ECLI:CE:ECHR:2014:0715JUD004", "ECLI:CE:ECHR:2014:0715JUD004"),
        ("https://e-justice.europa.eu/ecli/ECLI:EU:C:2020:559", "ECLI:EU:C:2020:559"),
        ("https://eur-lex.europa.eu/?uri=ecli:ECLI%3AEU%3AC%3A2020%3A559", "ECLI:EU:C:2020:559"),
        ("Case C-311/18 (ECLI:EU:C:2020:559).", "ECLI:EU:C:2020:559"),
    ],
)
def test_an_ecli_is_written_one_way(typed: str, kept: str) -> None:
    assert ecli(typed) == kept
    assert ecli(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("32016r0679", "32016R0679"),
        ("CELEX:62019CJ0311", "62019CJ0311"),
        ("CELEX 32016R0679", "32016R0679"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679", "32016R0679"),
        (
            "https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX%3A52020DC0380&from=EN",
            "52020DC0380",
        ),
        ("https://publications.europa.eu/resource/celex/32016R0679", "32016R0679"),
        ("02016R0679-20160504", "02016R0679-20160504"),
        ("32012R0648R(05)", "32012R0648R(05)"),
        ("52013XC0123(01)", "52013XC0123(01)"),
        ("12012E/TXT", "12012E/TXT"),
        ("12016M007", "12016M007"),
        ("92014E000001", "92014E000001"),
        ("72016L0680HRV_201800123", "72016L0680HRV_201800123"),
    ],
)
def test_a_celex_number_is_written_one_way(typed: str, kept: str) -> None:
    assert celex(typed) == kept
    assert celex(kept) == kept


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (doi, "10.1000"),
        (doi, "11.1000/xyz"),
        (doi, "10.1000/x y"),
        (doi, "https://example.org/10.1000/xyz"),
        (doi, f"10.1000/{'x' * 200}"),
        (ecli, "ECLI:EU:C:20:559"),
        (ecli, "ECLI:EUR:C:2020:559"),
        (ecli, "ECLI:EU:TOOLONGCOURT:2020:559"),
        (ecli, "ECLI:EU:C:2020:"),
        (ecli, "C-311/18"),
        (ecli, "ECLI:EU:C:2020:559 and ECLI:EU:C:2020:560"),
        (celex, "2016/679"),
        (celex, "32016R"),
        (celex, "31016R0679"),
        (celex, "32016R0679 and more"),
        (celex, "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
    ],
)
def test_what_is_no_such_number_is_refused_in_a_sentence(
    read: Callable[[str], str], typed: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        read(typed)
    (sentence,) = refused.value.messages
    assert typed in sentence and sentence.endswith(".")


def test_a_docket_number_has_plain_spaces_and_hyphens() -> None:
    assert docket(" Case\u00a0C\u2011311/18  P ") == "Case C-311/18 P"
    assert docket("") == ""


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (
            "https://doi.org/10.1000/XYZ",
            {"url": "https://doi.org/10.1000/XYZ", "doi": "10.1000/xyz"},
        ),
        ("doi:10.1000/xyz", {"doi": "10.1000/xyz"}),
        (
            "See Case C‑311/18, EU:C:2020:559 (ECLI:EU:C:2020:559), at www.example.org/a.",
            {
                "docket": "C-311/18",
                "ecli": "ECLI:EU:C:2020:559",
                "url": "https://www.example.org/a",
            },
        ),
        (
            "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32016R0679",
            {
                "url": "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32016R0679",
                "celex": "32016R0679",
            },
        ),
        ("32016R0679", {"celex": "32016R0679"}),
        (
            "(Anna 2020, https://doi.org/10.1000/a(b)c)",
            {"url": "https://doi.org/10.1000/a(b)c", "doi": "10.1000/a(b)c"},
        ),
        ("CELEX number 32016R0679", {"celex": "32016R0679"}),
        ("doi.org/10.1000/x?a=1", {"url": "https://doi.org/10.1000/x?a=1", "doi": "10.1000/x"}),
        ("<https://doi.org/10.1000/x>", {"url": "https://doi.org/10.1000/x", "doi": "10.1000/x"}),
        ("report.pdf", {}),
        ("see http://127.0.0.1/x", {}),
        ("We met 32016 times.", {}),
        ("", {}),
    ],
)
def test_numbers_and_addresses_are_found_in_what_is_pasted(
    pasted: str, found: dict[str, str]
) -> None:
    assert recognised(pasted) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://doi.org/10.1017/S0020589320000123?utm_source=x", "10.1017/s0020589320000123"),
        ("https://example.org/10.1017/X?utm_source=x&a=1", "10.1017/x"),
        ("https://example.org/doi/full/10.1017/X#s2", "10.1017/x"),
        ("https://example.org/10.1017/X/full", "10.1017/x"),
        ("https://example.org/10.1017/X/full/html", "10.1017/x"),
        ("https://example.org/10.1017/X/abstract/", "10.1017/x"),
        ("https://example.org/10.1017/X/pdf?download=1", "10.1017/x"),
        ("https://example.org/10.1017/X.pdf", "10.1017/x"),
        ("https://example.org/10.1101/2020.01.01.123v2.full.pdf", "10.1101/2020.01.01.123v2"),
        ("https://example.org/read?doi=10.1017%2FX&page=2", "10.1017/x"),
        ("https://doi.org/10.1002/%28SICI%291097%3A1%3C2", "10.1002/(sici)1097:1<2"),
        # Where DOIs are looked up, all of it is the DOI.
        ("https://doi.org/10.1017/X/full", "10.1017/x/full"),
    ],
)
def test_a_doi_is_read_out_of_an_address_without_what_that_adds(address: str, found: str) -> None:
    assert recognised(address)["doi"] == found
