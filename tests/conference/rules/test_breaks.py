"""Tea breaks by length of the meeting."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.conference.rules.breaks import propose_breaks

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "breaks"),
    [
        (90, []),
        (91, [(38, 15)]),
        (180, [(82.5, 15)]),
        (181, [(50 + 1 / 3, 15), (50 + 1 / 3 + 15 + 50 + 1 / 3, 15)]),
        (239, None),
        (240, [(60, 30), (150, 30)]),
        (600, [(127.5, 30), (285, 30), (442.5, 30)]),
    ],
)
def test_breaks_part_the_meeting_evenly(minutes: int, breaks: list[tuple[float, int]] | None) -> None:
    found = propose_breaks(NINE, NINE + timedelta(minutes=minutes))
    if breaks is None:
        assert {each.length for each in found} == {timedelta(minutes=15)}
        return
    assert [(each.starts_at - NINE) / timedelta(minutes=1) for each in found] == pytest.approx([b[0] for b in breaks])
    assert [each.length / timedelta(minutes=1) for each in found] == [length for _start, length in breaks]
