"""Law and table of receptions, on both sides of each boundary; document deadlines; interpreters and turns; phrases."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from guanjia.duties.rules.answers import Answer, failures, missing
from guanjia.reception.queries.phrases import BANNED, Scene, find_phrases, phrase_of, situations
from guanjia.reception.rules.languages import (
    Mode,
    booths_needed,
    interpreters_needed,
    receivers_needed,
    shifts_without,
    turns,
)
from guanjia.reception.rules.office import CallerKind, hand_over_due, may_go_in
from guanjia.reception.rules.receptions import (
    COMPANIONS,
    GIFTS,
    GREETERS_MINUTES,
    LODGING,
    MEALS,
    POMP,
    TABLE,
    TREATMENT,
    Hospitality,
    Kind,
    Level,
    Lodging,
    Step,
    companions_allowed,
    default_steps,
    excesses,
    falls_short,
    read_table,
)
from guanjia.standards.queries.shipped import shipped

LAWS = {COMPANIONS: 3.0, MEALS: 1.0, LODGING: 0.0, GIFTS: 0.0, POMP: 0.0}
H = timedelta(hours=1)


@pytest.mark.parametrize(("guests", "most"), [(1, 3), (10, 3), (11, 3), (12, 4), (30, 10), (32, 10)])
def test_companions_up_to_ten_guests_three_above_a_third(guests: int, most: int) -> None:
    assert companions_allowed(guests, 3) == most


@pytest.mark.parametrize(
    ("level", "offered", "field"),
    [
        (Level.COUNTY, Hospitality(10, companions=3, meals=1, greeters=2), ""),
        (Level.COUNTY, Hospitality(10, companions=4, greeters=2), "companions"),
        (Level.COUNTY, Hospitality(12, companions=4, greeters=2), ""),
        (Level.COUNTY, Hospitality(12, companions=5, greeters=2), "companions"),
        (Level.COUNTY, Hospitality(4, meals=2), "meals"),
        (Level.COUNTY, Hospitality(4, gifts=True), "gifts"),
        (Level.COUNTY, Hospitality(4, pomp=True), "pomp"),
        (Level.COUNTY, Hospitality(4, lodging=Lodging.STANDARD), ""),
        (Level.COUNTY, Hospitality(4, lodging=Lodging.SUITE), "lodging"),
        (Level.PROVINCIAL, Hospitality(4, lodging=Lodging.SUITE), ""),
        (Level.PROVINCIAL, Hospitality(4, lodging=Lodging.LUXURY), "lodging"),
        (Level.SECTION, Hospitality(4, greeters=2), "greeters"),
        (Level.UNKNOWN, Hospitality(4, greeters=9), ""),
    ],
)
def test_what_goes_beyond_law_and_table(level: Level, offered: Hospitality, field: str) -> None:
    found = excesses(Kind.OFFICIAL, level, offered, LAWS)
    assert (found[0].field if found else "") == field


def test_the_law_of_official_receptions_does_not_bind_a_business_one_but_the_table_does() -> None:
    much = Hospitality(4, companions=9, meals=3, gifts=True, pomp=True)
    assert excesses(Kind.BUSINESS, Level.COUNTY, much, LAWS) == []
    suite = excesses(Kind.BUSINESS, Level.COUNTY, Hospitality(4, lodging=Lodging.SUITE), LAWS)
    assert suite[0].law == ""
    assert excesses(Kind.OFFICIAL, Level.COUNTY, Hospitality(4, lodging=Lodging.SUITE), LAWS)[0].law == LODGING
    assert excesses(Kind.OFFICIAL, Level.COUNTY, much, {}) == [], "a row that is not in force binds nobody"


@pytest.mark.parametrize(
    ("level", "greeters", "short"),
    [(Level.BUREAU, 2, ""), (Level.BUREAU, 1, "greeters"), (Level.PROVINCIAL, 3, "greeters")],
)
def test_neither_above_nor_below(level: Level, greeters: int, short: str) -> None:
    assert falls_short(level, Hospitality(4, greeters=greeters)) == short


def test_every_known_level_has_its_treatment_and_its_steps() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert read_table(text) == TREATMENT and set(TREATMENT) == set(Level) - {Level.UNKNOWN}
    with pytest.raises(ValueError, match="every level"):
        read_table("\n".join(line for line in text.splitlines() if "county:" not in line))
    with pytest.raises(ValueError, match="palace"):
        read_table(text.replace("lodging: suite", "lodging: palace"))
    assert TREATMENT[Level.BUREAU].host_roles == {"site_manager", "head_office"}
    assert Step.LOUNGE in default_steps(Level.BUREAU, meals=0) and Step.LOUNGE not in default_steps(
        Level.SECTION, meals=0
    )
    assert Step.MEAL in default_steps(Level.SECTION, meals=1)
    assert default_steps(Level.GUEST, meals=0)[Step.GREET] == GREETERS_MINUTES[0] == -10


@pytest.mark.parametrize(
    ("collected", "due"),
    [
        (datetime.fromisoformat("2026-03-04T17:50:00"), datetime.fromisoformat("2026-03-05T09:30:00")),
        (datetime.fromisoformat("2026-03-05T09:29:59"), datetime.fromisoformat("2026-03-05T09:30:00")),
        (datetime.fromisoformat("2026-03-05T09:30:00"), datetime.fromisoformat("2026-03-06T09:30:00")),
        (datetime.fromisoformat("2026-03-06T18:00:00"), datetime.fromisoformat("2026-03-09T09:30:00")),
        (datetime.fromisoformat("2026-03-07T08:00:00"), datetime.fromisoformat("2026-03-09T09:30:00")),
    ],
)
def test_a_collected_document_is_due_at_half_past_nine_of_the_next_working_day(
    collected: datetime, due: datetime
) -> None:
    def works(day: date) -> bool:
        return day.weekday() < 5

    assert hand_over_due(collected, works) == due


def test_a_petitioner_is_never_led_to_a_leader() -> None:
    assert [may_go_in(kind) for kind in CallerKind] == [True, True, True, False]


@pytest.mark.parametrize(
    ("mode", "length", "count"),
    [
        (Mode.SIMULTANEOUS, timedelta(minutes=30), 1),
        (Mode.SIMULTANEOUS, timedelta(minutes=31), 2),
        (Mode.SIMULTANEOUS, 7 * H, 2),
        (Mode.SIMULTANEOUS, 7 * H + timedelta(minutes=1), 3),
        (Mode.CONSECUTIVE, 2 * H, 1),
        (Mode.CONSECUTIVE, 2 * H + timedelta(minutes=1), 2),
        (Mode.SIGNED, H, 2),
    ],
)
def test_interpreters_by_way_and_length(mode: Mode, length: timedelta, count: int) -> None:
    assert interpreters_needed(mode, length) == count


def test_turns_are_of_half_an_hour_and_a_short_rest_joins_the_last() -> None:
    begin = datetime.fromisoformat("2026-03-05T09:00:00")
    found = turns(begin, begin + timedelta(minutes=100), ["甲", "乙"])
    assert [(t.who, int((t.ends_at - t.starts_at).total_seconds() // 60)) for t in found] == [
        ("甲", 30),
        ("乙", 30),
        ("甲", 40),
    ]
    assert turns(begin, begin, ["甲"]) == [] and len(turns(begin, begin + H, ["甲"])) == 1


@pytest.mark.parametrize(("listeners", "count"), [(0, 0), (1, 2), (20, 21), (21, 23), (100, 105)])
def test_receivers_with_one_spare_in_twenty(listeners: int, count: int) -> None:
    assert receivers_needed(listeners) == count
    assert booths_needed([Mode.SIMULTANEOUS, Mode.WHISPER, Mode.SIMULTANEOUS]) == 2


def test_a_shift_without_a_speaker_of_a_main_language_is_named() -> None:
    assert shifts_without({1: ["en"], 2: ["fr"]}, {"早班": [1, 2], "晚班": [2]}) == ["晚班"]


def test_there_are_phrases_for_every_scene_in_two_languages_and_none_says_no() -> None:
    every = find_phrases()
    assert len(every) >= 120 and all({"zh", "en"} <= set(phrase.words) for phrase in every)
    assert {each.scene for each in situations()} == set(Scene)
    assert len({phrase.words["zh"] for phrase in every}) == len(every), "none twice"
    assert len(find_phrases(language="ja")) >= 40 and len(find_phrases(situation="emergency", language="ko")) >= 10
    assert [p.situation for p in find_phrases(words="续水")] == ["seating"]
    assert phrase_of("emergency-1") is not None and phrase_of("emergency-99") is None


def test_banned_words() -> None:
    """IMAG-011: three words are never said; no phrase says one of them."""
    assert set(BANNED) == {"不行", "不可以", "不知道"}
    assert not [p.words["zh"] for p in find_phrases() if any(word in p.words["zh"] for word in BANNED)]


CALENDARS = [
    ("reception.office.open", 8, 45, timedelta(minutes=5)),
    ("reception.office.newspapers", 11, 0, timedelta(minutes=30)),
    ("reception.office.lunch", 11, 40, timedelta(minutes=30)),
    ("reception.office.afternoon", 13, 0, timedelta(minutes=10)),
    ("reception.office.cleaning", 18, 0, timedelta(minutes=90)),
    ("reception.dress.conference", 8, 20, timedelta(minutes=45)),
    ("reception.dress.desk", 8, 20, timedelta(minutes=45)),
    ("reception.dress.office", 8, 30, timedelta(minutes=45)),
    ("reception.dress.gate", 7, 40, timedelta(minutes=45)),
]


@pytest.mark.parametrize(("code", "hour", "minute", "opens"), CALENDARS, ids=[row[0] for row in CALENDARS])
def test_what_the_group_owes_each_day(code: str, hour: int, minute: int, opens: timedelta) -> None:
    standard = shipped()[code].standard
    rule: Any = standard.when
    assert f"BYHOUR={hour};BYMINUTE={minute}" in rule.rrule and standard.window.opens == opens


@pytest.mark.parametrize(("code", "count", "period"), [("reception.security.drill", 1, "quarter")])
def test_how_often_venue_and_security_drill_together(code: str, count: int, period: str) -> None:
    standard = shipped()[code].standard
    rule: Any = standard.when
    assert (rule.count, rule.period, standard.post) == (count, period, "security")
    assert [(item.code, item.proof) for item in standard.items][-1] == ("report", "text"), (
        "what went well, what did not"
    )


MINUTES = [
    ("reception.greeters", -5, 5),
    ("reception.prepared", -120, 240),
    ("reception.lounge.ready", -20, 40),
    ("reception.video.hour_before", -60, 30),
    ("reception.video.roll_call", -15, 20),
    ("reception.interpreting.tested", -120, 360),
    ("reception.paper.handed", 0, 960),
    ("reception.errand.done", 0, None),
    ("reception.lift", -10, 10),
    ("reception.gate", -60, 120),
    ("reception.gift", 0, 30),
]


@pytest.mark.parametrize(("code", "minutes", "opens"), MINUTES, ids=[row[0] for row in MINUTES])
def test_promises_of_receptions(code: str, minutes: int, opens: int | None) -> None:
    standard = shipped()[code].standard
    when: Any = standard.when
    assert when.offset.time == timedelta(minutes=minutes)
    assert opens is None or standard.window.opens == timedelta(minutes=opens)


@pytest.mark.parametrize(("percent", "failed"), [("59.9", ["signal"]), ("60", []), ("100", []), ("100.1", ["signal"])])
def test_a_weak_signal_of_the_interpreting_set_is_a_fault(percent: str, failed: list[str]) -> None:
    """EQFT-012: walked before the guests come; what is weak becomes a work order two hours before, not a complaint after."""
    items = shipped()["reception.interpreting.tested"].standard.items
    answers = [Answer(item.code, True, Decimal(percent) if item.proof == "number" else None) for item in items]
    assert [item.code for item in failures(items, answers)] == failed and not missing(items, answers)
    assert {item.code: item.on_failure for item in items}["signal"] == "work_order"


LINES = [
    ("reception.office.lunch", ["door", "hygiene", "tableware", "menu", "wishes"]),
    ("reception.office.open", ["open", "stays", "log"]),
    ("reception.office.newspapers", ["fetched", "sorted", "delivered"]),
    ("reception.office.cleaning", ["knock", "order", "papers", "supplies", "lock"]),
    ("reception.served", ["chair", "tea", "quiet"]),
    ("reception.led", ["named", "distance", "words", "lift"]),
    ("reception.farewell", ["car", "things", "thanks"]),
    ("reception.prepared", ["wishes", "tea", "board", "plain", "kitchen", "people"]),
    ("reception.dress.conference", ["men", "women", "grooming", "cuff", "trousers", "uniform", "who"]),
    ("reception.dress.desk", ["dress", "desk", "posture", "phrases", "greeting"]),
    ("reception.dress.office", ["uniform", "face", "smile"]),
    ("reception.dress.gate", ["start", "middle", "end", "dress"]),
    ("reception.manner.spot", ["standing", "sitting", "walking", "gesture", "words", "smile", "who"]),
    (
        "reception.smile.assessed",
        ["smile_mark", "response_mark", "attitude_mark", "listening_mark", "beyond_mark", "advice"],
    ),
]


@pytest.mark.parametrize(("code", "lines"), LINES, ids=[row[0] for row in LINES])
def test_lines_of_the_checklists(code: str, lines: list[str]) -> None:
    assert [item.code for item in shipped()[code].standard.items] == lines
