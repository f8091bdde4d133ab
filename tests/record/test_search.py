"""Search finds a name in any of its spellings: with diacritics, without, and in Cyrillic."""

from itertools import permutations

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection

from record.kinds import Actor, Op
from record.models import Subject
from record.sealing import say, sealing
from sources.models import Source

NAMES = [
    ("Vučić", "Vucic", "Вучић", "VUČIĆ", "ВУЧИЋ", "Vuc\u030cic\u0301"),
    (
        "Radoičić",
        "Radoicic",
        "Радоичић",
        "ＲＡＤＯＩＣＩＣ",
        "Radoi\u200bčić",
        "Radoi\u00adčić\ufeff",
    ),
    ("Niš", "Nis", "Ниш"),
    ("Banjska", "Бањска", "BANJSKA"),
    ("Đurić", "Duric", "Ђурић", "ĐURIĆ"),
    ("Prishtinë", "Prishtine"),
    ("Priština", "Pristina", "Приштина"),
    ("Džep", "Џеп", "Dzep"),
    ("Ljubljana", "Љубљана", "ЉУБЉАНА"),
    ("Straße", "STRASSE", "STRAẞE"),
    ("Łódź", "Lodz", "ŁÓDŹ"),
    ("Søren", "Soren", "SØREN"),
    ("Ærø", "aero", "ÆRØ"),
    ("Reykjavík", "REYKJAVIK"),
    ("İzmir", "Izmir", "ızmir"),
]
OTHER_ALPHABETS = [
    ("Ещё Юлия", "ЕЩЕ ЮЛИЯ"),
    ("Αθήνας", "ΑΘΗΝΑΣ"),
    ("Ђеновић, Ѓорче", "ЂЕНОВИЋ, ГОРЧЕ"),
]
PAIRS = [pair for spellings in NAMES for pair in permutations(spellings, 2)]


def _fold(words: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.record_fold(%s)", [words])
        return str(cursor.fetchone()[0])


def _found(words: str) -> list[str]:
    """As the search page asks: the folded words, by the plain and by the English reading."""
    query = SearchQuery(_fold(words), config="simple") | SearchQuery(_fold(words), config="english")
    return [row.title for row in Subject.objects.now().filter(search=query)]


def _publish(*names: str) -> None:
    with sealing(Actor.DESK):
        for name in names:
            say(Op.PUBLISH, Source.objects.create(csl_type="report", title=name))


@pytest.mark.django_db
@pytest.mark.parametrize("spellings", NAMES, ids=lambda spellings: spellings[0])
def test_all_spellings_of_a_name_fold_into_one(spellings: tuple[str, ...]) -> None:
    assert len({_fold(spelling) for spelling in spellings}) == 1
    assert _fold(spellings[0]).isascii()


@pytest.mark.django_db
@pytest.mark.parametrize("spellings", OTHER_ALPHABETS, ids=lambda spellings: spellings[0])
def test_case_and_marks_make_no_other_word_in_any_alphabet(spellings: tuple[str, ...]) -> None:
    assert len({_fold(spelling) for spelling in spellings}) == 1


@pytest.mark.django_db
def test_each_spelling_finds_each_other() -> None:
    written = sorted({kept for kept, _asked in PAIRS})
    _publish(*written)
    for kept, asked in PAIRS:
        assert kept in _found(asked), f"{asked} does not find {kept}"


@pytest.mark.django_db
def test_dj_finds_what_is_written_with_one_letter() -> None:
    _publish("Đurić", "Ђорђе", "Duric")
    assert _found("Djuric") == ["Đurić"]
    assert _found("Djordje") == ["Ђорђе"]


@pytest.mark.django_db
def test_an_english_word_is_found_by_its_stem() -> None:
    _publish("New sanctions", "A sanction", "Calm")
    assert sorted(_found("sanctions")) == ["A sanction", "New sanctions"]


@pytest.mark.django_db
def test_what_is_found_was_said_as_it_was_written() -> None:
    _publish("Вучић у Нишу")
    assert Subject.objects.now().get().title == "Вучић у Нишу"
