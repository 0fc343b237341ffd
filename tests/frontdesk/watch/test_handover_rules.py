"""A shift is signed over by two, with nothing left unspoken."""

import pytest

from guanjia.frontdesk.watch.rules.handover import Count, signs_alone, unexplained, unheard, untold


@pytest.mark.parametrize(
    ("hanging", "told", "silent"),
    [
        ([], {}, []),
        (["a"], {}, ["a"]),
        (["a"], {"a": " "}, ["a"]),
        (["a"], {"a": "已联系"}, []),
        (["a", "b"], {"a": "已联系"}, ["b"]),
        ([], {"a": ""}, []),
    ],
)
def test_each_open_matter_needs_a_word(hanging: list[str], told: dict[str, str], silent: list[str]) -> None:
    assert untold(hanging, told) == silent


@pytest.mark.parametrize(
    ("expected", "found", "note", "open_"),
    [
        (5, None, "", True),
        (5, 5, "", False),
        (5, 4, "", True),
        (5, 4, " ", True),
        (5, 4, "一把在工程部", False),
        (5, 6, "", True),
        (0, 0, "", False),
    ],
)
def test_a_count_that_differs_needs_a_reason(expected: int, found: int | None, note: str, open_: bool) -> None:
    assert bool(unexplained([Count("keys", expected, found, note)])) is open_


@pytest.mark.parametrize(
    ("heard", "missed"), [([], ["a", "b"]), (["a"], ["b"]), (["b", "a"], []), (["a", "b", "c"], [])]
)
def test_whoever_signs_has_heard_each_matter(heard: list[str], missed: list[str]) -> None:
    assert unheard(["a", "b"], heard) == missed


@pytest.mark.parametrize(("giver", "taker", "alone"), [(1, 1, True), (1, 2, False)])
def test_one_person_never_signs_both_sides(giver: int, taker: int, alone: bool) -> None:
    assert signs_alone(giver, taker) is alone
