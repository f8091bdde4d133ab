"""Grades: the code never without its words."""

import pytest

from sources.grades import grade_code, grade_words


@pytest.mark.parametrize(
    ("reliability", "credibility", "code", "words"),
    [
        ("B", 2, "B2", "Usually reliable; probably true"),
        ("A", 1, "A1", "Completely reliable; confirmed"),
        ("B", None, "B –", "Usually reliable; credibility not graded yet"),
        ("F", 6, "F6", "Reliability cannot be judged; credibility cannot be judged"),
        ("", 3, "– 3", "Reliability not graded yet; possibly true"),
        ("", None, "", "Not graded yet"),
    ],
)
def test_the_code_and_what_it_says(
    reliability: str, credibility: int | None, code: str, words: str
) -> None:
    assert grade_code(reliability, credibility) == code
    assert grade_words(reliability, credibility) == words
