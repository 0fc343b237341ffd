"""The verdict over several legs, and the line that sums them up."""

import re
from collections import Counter

import pytest
from tools import legs
from tools.legs import Outcome


@pytest.mark.parametrize(
    ("statuses", "left_out", "in_ci", "verdict"),
    [
        ([0, 0, 0], [], False, 0),
        ([0, 5, 0], [], False, 0),  # nothing of that leg was asked for
        ([5, 5, 5], [], False, 5),
        ([0, 1, 0], [], False, 1),
        ([1, 0, 2], [], False, 1),
        ([0, 0], ["journey leg: no Chromium"], False, 0),
        ([0, 0], ["journey leg: no Chromium"], True, 1),
        ([], ["postgres leg: no program postgres"], True, 1),
    ],
)
def test_verdict(
    statuses: list[int], left_out: list[str], in_ci: bool, verdict: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legs, "IN_CI", in_ci)
    assert Outcome(statuses=statuses, left_out=left_out).status == verdict


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({"passed": 3, "failed": 1, "error": 2}, "1 failed, 3 passed, 2 errors in 1.50s"),
        ({"passed": 3, "error": 1, "skipped": 1}, "3 passed, 1 skipped, 1 error in 1.50s"),
        ({}, "no tests ran in 1.50s"),
    ],
)
def test_closing_line_has_the_form_of_pytest(counts: dict[str, int], text: str) -> None:
    line = Outcome(counts=Counter(counts), seconds=1.5).summary()
    assert re.fullmatch(rf"=+ {re.escape(text)} =+", line)


@pytest.mark.parametrize(
    ("given", "several"),
    [
        ([], True),
        (["-q"], True),
        (["-k", "room"], True),
        (["tests/tools"], False),
        (["tests/tools/test_legs.py::test_verdict"], False),
        (["--pdb"], False),
        (["-n4"], False),
    ],
)
def test_whole_runs_take_several_processes(given: list[str], several: bool) -> None:
    assert bool(legs._workers(given)) is several


@pytest.mark.parametrize(
    ("kinds", "leg", "worth"),
    [
        ({}, "postgres", True),
        ({"rule": 4}, "postgres", False),
        ({"rule": 4, "database": 1}, "postgres", True),
        ({"postgres": 1}, "postgres", True),
        ({"database": 9}, "journey", False),
        ({"journey": 1}, "journey", True),
    ],
)
def test_leg_without_tests_is_not_begun(kinds: dict[str, int], leg: str, worth: bool) -> None:
    assert legs._worth_it(leg, Outcome(kinds=Counter(kinds))) is worth
