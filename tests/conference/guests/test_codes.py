"""Codes that open doors."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.conference.rules.codes import BadCode, GuestCode, read_code, write_code
from guanjia.conference.rules.guests import Count, GuestState, Head, count_heads

KEY = b"k" * 32
UNTIL = datetime(2026, 3, 6, tzinfo=UTC)
CODE = GuestCode(7, 12345678901, 3, UNTIL)


def test_a_code_reads_as_it_was_written() -> None:
    assert read_code(write_code(CODE, KEY), KEY) == CODE
    assert len(write_code(CODE, KEY)) < 48


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GJ1",
        "GJ1.",
        "GJ1.????",
        "HTTP://EXAMPLE.ORG",
        "GJ2." + write_code(CODE, KEY)[4:],
        "GJ1." + "A" * 90,
        "机密",
    ],
)
def test_what_is_no_code_of_ours_is_bad(text: str) -> None:
    with pytest.raises(BadCode):
        read_code(text, KEY)


def test_a_code_under_another_key_is_bad() -> None:
    with pytest.raises(BadCode):
        read_code(write_code(CODE, KEY), b"x" * 32)


@given(st.integers(4, 46), st.characters(codec="ascii"))
def test_one_altered_letter_is_noticed(place: int, letter: str) -> None:
    text = write_code(CODE, KEY)
    place = min(place, len(text) - 2)
    if text[place] == letter:
        return
    with pytest.raises(BadCode):
        read_code(text[:place] + letter + text[place + 1 :], KEY)


G = GuestState


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        ([], Count(0, 0, 0, 0)),
        ([Head(G.INVITED, False), Head(G.CONFIRMED, True)], Count(2, 1, 0, 0)),
        ([Head(G.EXCUSED, False)], Count(1, 0, 1, 0)),
        ([Head(G.REPLACED, False), Head(G.CONFIRMED, True, substitutes=True)], Count(1, 1, 0, 1)),
        ([Head(G.WITHDRAWN, False)], Count(0, 0, 0, 0)),
    ],
)
def test_the_four_numbers(heads: list[Head], count: Count) -> None:
    assert count_heads(heads) == count


def test_missing_are_the_expected_who_are_neither_here_nor_excused() -> None:
    assert Count(10, 7, 1, 2).missing == 2


def test_codes_carry_their_day() -> None:
    assert read_code(write_code(CODE, KEY), KEY).valid_until + timedelta(0) == UNTIL
