"""Histories speak in words."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.utils import translation

from guanjia.conference.queries.deeds import EVENT_WORDS, KINDS
from guanjia.conference.rules.states import EventState
from guanjia.servicedesk.public import OrderState
from guanjia.ui.deeds import HIDDEN, deeds

AT = datetime(2026, 3, 5, tzinfo=UTC)


@dataclass
class Entry:
    subject_kind: str
    action: str
    from_state: str = ""
    to_state: str = ""
    reason: str = ""
    at: datetime = AT


@pytest.mark.parametrize(
    ("entry", "text", "state"),
    [
        (Entry("conference.event", "add_session"), "Sitting added", None),
        (Entry("conference.event", "move", "approved", "preparation"), "", EventState.PREPARATION),
        (Entry("conference.event", "move", "ready", "ready"), "Changed", None),
        (Entry("servicedesk.work_order", "open", "", "new"), "Opened", OrderState.NEW),
        (Entry("servicedesk.work_order", "hold", "in_progress", "on_hold"), "", OrderState.ON_HOLD),
        (Entry("conference.event", "brand_new"), "Changed", None),
        (Entry("nobody.knows", "move", "a", "b"), "Changed", None),
    ],
)
def test_a_deed_is_told_by_its_words_or_by_its_state(entry: Entry, text: str, state: object) -> None:
    with translation.override("en"):
        (deed,) = deeds([entry])
    assert (deed.text, deed.state) == (text, state)


def test_what_the_house_does_by_itself_is_left_out() -> None:
    assert deeds([Entry("conference.event", action) for action in HIDDEN]) == []


def test_a_deed_speaks_the_readers_language() -> None:
    with translation.override("zh-hans"):
        (deed,) = deeds([Entry("conference.event", "issue_sheet")])
    assert deed.text == "下达会务任务单"


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_a_code(kind: str) -> None:
    assert not any("_" in text or "." in text for text in EVENT_WORDS.values())
