"""Rules of renovation, passages and outages on both sides of each boundary (FIELD 23; 民法典 942, 945)."""

from datetime import UTC, datetime, time, timedelta

import pytest

from guanjia.frontdesk.homes.rules import outage, passage
from guanjia.frontdesk.homes.rules.letters import PREFIX, TEXTS, text_of
from guanjia.frontdesk.homes.rules.renovation import (
    NEEDS_REASON,
    RENOVATION_MOVES,
    VERBS,
    CommitteeWord,
    Hours,
    LetterKind,
    RenovationState,
    ViolationState,
    may_be_loud,
    may_work,
    parse_spans,
    refusal_to_agree,
    stops_resuming,
    verb_of,
)

NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOURS = Hours(parse_spans("08:00-18:00"), parse_spans("08:00-12:00 14:00-18:00"))


@pytest.mark.parametrize(
    ("clock", "work", "loud"),
    [
        (time(7, 59), False, False),
        (time(8), True, True),
        (time(11, 59), True, True),
        (time(12), True, False),
        (time(13, 59), True, False),
        (time(14), True, True),
        (time(17, 59), True, True),
        (time(18), False, False),
    ],
)
def test_when_may_be_drilled(clock: time, work: bool, loud: bool):
    assert may_work(HOURS, clock) is work
    assert may_be_loud(HOURS, clock, day_off=False) is loud
    assert not may_be_loud(HOURS, clock, day_off=True)
    assert may_be_loud(Hours(HOURS.work, HOURS.loud, True), clock, day_off=True) is loud


OPEN, YES, NO = CommitteeWord.OPEN, CommitteeWord.YES, CommitteeWord.NO


@pytest.mark.parametrize(
    ("structure", "owner", "consents", "common", "said", "refused"),
    [
        (False, True, False, False, OPEN, ""),
        (False, False, True, False, OPEN, ""),
        (False, False, False, False, OPEN, "owner's consent"),
        (True, True, True, True, YES, "art. 5"),
        (False, True, False, True, OPEN, "Wait for the word"),
        (False, True, False, True, NO, "said no"),
        (False, True, False, True, YES, ""),
        (False, True, False, False, NO, ""),
    ],
)
def test_which_agreement_may_be_signed(
    structure: bool, owner: bool, consents: bool, common: bool, said: CommitteeWord, refused: str
):
    why = refusal_to_agree(
        touches_structure=structure, is_owner=owner, owner_consents=consents, touches_common=common, committee=said
    )
    assert refused in why and bool(why) is bool(refused)


@pytest.mark.parametrize(
    ("states", "stops"),
    [
        ([], False),
        ([ViolationState.CORRECTED], False),
        ([ViolationState.REPORTED], True),
        ([ViolationState.CORRECTED, ViolationState.FOUND], True),
    ],
)
def test_what_is_not_put_right_keeps_the_work_stopped(states: list[ViolationState], stops: bool):
    assert stops_resuming(states) is stops


def test_every_move_has_a_name_and_the_ends_are_ends():
    moves = [(old, new) for old, news in RENOVATION_MOVES.items() for new in news]
    assert {verb_of(*move) for move in moves} == {*VERBS.values(), "cancel"}
    assert {verb_of(*move) for move in moves} >= NEEDS_REASON
    assert not RENOVATION_MOVES[RenovationState.CLOSED] and not RENOVATION_MOVES[RenovationState.CANCELLED]


def test_every_letter_has_a_number_and_all_its_facts():
    facts = {
        name: f"<{name}>"
        for name in ("site", "unit", "person", "works", "contractor", "from", "until", "day", "found", "kind", "number")
    }
    for kind in LetterKind:
        assert PREFIX[kind] and "{" not in text_of(kind, facts, str)
    assert set(TEXTS) == set(PREFIX) == set(LetterKind)


@pytest.mark.parametrize(
    ("ahead", "planned", "short"),
    [
        (timedelta(hours=24), True, False),
        (timedelta(hours=24) - MINUTE, True, True),
        (timedelta(0), False, False),
        (-MINUTE, True, True),
    ],
)
def test_a_planned_outage_is_a_day_ahead(ahead: timedelta, planned: bool, short: bool):
    assert outage.is_short_notice(planned=planned, starts_at=NOW + ahead, at=NOW) is short
    end = NOW + ahead + MINUTE
    assert (
        bool(outage.refusal(planned=planned, starts_at=NOW + ahead, expected_end=end, at=NOW, reason_for_short=""))
        is short
    )
    assert not outage.refusal(
        planned=planned, starts_at=NOW + ahead, expected_end=end, at=NOW, reason_for_short="burst"
    )
    assert outage.refusal(planned=planned, starts_at=end, expected_end=end, at=NOW, reason_for_short="burst")


@pytest.mark.parametrize(
    ("kind", "proof", "tail", "ends", "refused"),
    [
        (passage.PassageKind.TRANSFER, passage.ProofKind.DEED, "12AB", 0, False),
        (passage.PassageKind.TRANSFER, passage.ProofKind.LEASE, "12AB", 0, True),
        (passage.PassageKind.TRANSFER, passage.ProofKind.NONE, "", 0, True),
        (passage.PassageKind.TRANSFER, passage.ProofKind.DEED, "123", 0, True),
        (passage.PassageKind.MOVE_IN, passage.ProofKind.NONE, "", 0, False),
        (passage.PassageKind.MOVE_OUT, passage.ProofKind.NONE, "", 0, True),
        (passage.PassageKind.MOVE_OUT, passage.ProofKind.NONE, "", 1, False),
    ],
)
def test_what_a_change_of_people_needs(kind, proof, tail: str, ends: int, refused: bool):
    assert bool(passage.refusal(kind, proof, tail, ends)) is refused
