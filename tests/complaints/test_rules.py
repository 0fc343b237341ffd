"""The rules of complaints, on both sides of each boundary."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guanjia.complaints.queries.guidance import guides, guides_at, questions_of, remedy_steps, unanswered
from guanjia.complaints.rules.crisis import StatementState, may_be_said, may_release, may_speak
from guanjia.complaints.rules.deeds import deeds_at, money_deeds
from guanjia.complaints.rules.departments import DEPARTMENTS as NAMED
from guanjia.complaints.rules.discipline import FACTS, Known, is_promise, lacks_for
from guanjia.complaints.rules.money import CompensationState, may_approve
from guanjia.complaints.rules.nature import Effect, Kind, MindSet, Want, Wave, comes_again, wave_of
from guanjia.complaints.rules.opinion import is_warning, item_key, speaks_of
from guanjia.complaints.rules.outside import Clock, OutsideState, clock_of, may_extend, rates
from guanjia.complaints.rules.routing import DEPARTMENTS, department_of, kind_of
from guanjia.complaints.rules.states import MOVES, OPEN, ComplaintState, Level, may_become, superior_decides, verb_of

AT = datetime(2026, 3, 5, 1, tzinfo=UTC)
S = timedelta(seconds=1)
H = timedelta(hours=1)
FULL = {"happened_at": AT, "place": "3幢大堂", "persons": "当班保安", "problem": "门禁三天未修"}


def known(**fields: object) -> Known:
    given: dict[str, object] = {
        "values": FULL, "asked": True, "valid": True, "true": True, "told_at": AT, "result": "已修好", "comment": "满意",
        "cause": "配件老化", "prevention": "每月检查", "report_seen": True,
    }  # fmt: skip
    return Known(**(given | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", FACTS)
def test_listening_writes_down_each_of_the_four_facts(fact: str) -> None:
    assert lacks_for("classify", known(values=FULL | {fact: ""})) == [fact]
    assert lacks_for("classify", known()) == []


@pytest.mark.parametrize(
    ("move", "fields", "lacks"),
    [
        ("answer", {"asked": False}, ["asked"]),
        ("answer", {"valid": None}, ["validity"]),
        ("answer", {"true": None}, ["validity"]),
        ("answer", {"open_questions": ["plan"]}, ["questions"]),
        ("answer", {"open_questions": ["plan"], "valid": False}, []),
        ("answer", {"result": " "}, ["result"]),
        ("answer", {"level": Level.CRISIS, "statement_ready": False}, ["statement"]),
        ("answer", {"level": Level.MAJOR, "statement_ready": False}, []),
        ("satisfy", {"told_at": None}, ["told"]),
        ("file", {"told_at": None}, ["told"]),
        ("file", {"comment": ""}, ["comment"]),
        ("file", {"comment": "", "anonymous": True}, []),
        ("file", {"cause": ""}, ["cause"]),
        ("file", {"cause": "", "prevention": "", "valid": False}, []),
        ("file", {"prevention": ""}, ["prevention"]),
        ("file", {"level": Level.MAJOR, "report_seen": False}, ["report"]),
        ("file", {"level": Level.GENERAL, "report_seen": False}, []),
        ("file", {"our_mistake": True}, ["remedy"]),
        ("file", {"our_mistake": True, "remedied": True}, []),
        ("withdraw", {"values": {}, "asked": False}, []),
    ],
)
def test_five_clears_and_one_report_are_gates(move: str, fields: dict[str, object], lacks: list[str]) -> None:
    assert lacks_for(move, known(**fields)) == lacks


def test_a_promise_lies_in_the_future() -> None:
    assert is_promise(AT + S, AT) and not is_promise(AT, AT) and not is_promise(None, AT)


DELIVERED = date(2020, 1, 31)


@pytest.mark.parametrize(
    ("day", "wave"),
    [
        (date(2020, 1, 30), None),
        (date(2020, 1, 31), Wave.FIRST),
        (date(2020, 7, 31), Wave.FIRST),
        (date(2020, 8, 1), Wave.SECOND),
        (date(2022, 1, 31), Wave.SECOND),
        (date(2022, 2, 1), None),
        (date(2028, 1, 30), None),
        (date(2028, 1, 31), Wave.THIRD),
    ],
)
def test_waves_of_a_project(day: date, wave: Wave | None) -> None:
    assert wave_of(DELIVERED, day) == wave


def test_no_wave_without_a_handover() -> None:
    assert wave_of(None, date(2028, 1, 31)) is None


@pytest.mark.parametrize(("days", "yes"), [(0, True), (90, True), (91, False), (-1, False)])
def test_again_within_ninety_days(days: int, yes: bool) -> None:
    assert comes_again(date(2026, 3, 5) - timedelta(days=days), date(2026, 3, 5)) is yes


@pytest.mark.parametrize(("bounces", "yes"), [(0, False), (1, False), (2, True)])
def test_disowned_twice_the_superior_decides(bounces: int, yes: bool) -> None:
    assert superior_decides(bounces) is yes


def test_levels_only_rise() -> None:
    assert may_become(Level.GENERAL, Level.MAJOR) and may_become(Level.MAJOR, Level.CRISIS)
    assert not may_become(Level.MAJOR, Level.GENERAL) and not may_become(Level.MAJOR, Level.MAJOR)


def test_three_minds_five_wants_and_an_effect() -> None:
    assert [each.value for each in MindSet] == ["vent", "respect", "compensation"]
    assert len(Want) == 5 and len(Effect) == 3


def test_every_open_state_leads_to_an_end() -> None:
    for start in OPEN:
        seen, todo = set(), [start]
        while todo:
            state = todo.pop()
            if state not in seen:
                seen.add(state)
                todo += MOVES[state]
        assert seen & {ComplaintState.FILED, ComplaintState.INVALID}, start


def test_what_comes_back_has_a_name_of_its_own() -> None:
    assert verb_of(ComplaintState.PASSED, ComplaintState.CLASSIFIED) == "disown"
    assert verb_of(ComplaintState.FILED, ComplaintState.CLASSIFIED) == "reopen"
    assert verb_of(ComplaintState.RECEIVED, ComplaintState.CLASSIFIED) == "classify"


@pytest.mark.parametrize(
    ("yuan", "roles", "yes"),
    [
        (200, {"receptionist"}, True),
        (201, {"receptionist"}, False),
        (2000, {"site_manager"}, True),
        (2001, {"site_manager"}, False),
        (2001, {"head_office"}, True),
        (1, {"technician"}, False),
    ],
)
def test_compensation_within_limits(yuan: int, roles: set[str], yes: bool) -> None:
    assert may_approve(yuan, roles) is yes


@pytest.mark.parametrize(
    ("code", "count", "sentence"),
    [
        ("dont", 4, "不要做无法兑现的承诺。"),
        ("accept", 4, "让业主把话讲完。"),
        ("carp", 4, "控制（Control）：保持冷静，引到安静处，把握谈话。"),
        ("empathy", 3, "我理解您的心情。"),
        ("manner", 4, "直接型：简明扼要，先说结论。"),
        ("respect", 2, "第一条：客户永远是对的。"),
        ("stop", 1, "业主在任何一步都可以叫停，由上级重新处理。"),
        ("crisis", 5, "只由发言人对外发声，其他人只说“稍后会有正式声明”。"),
    ],
)
def test_guidance_is_shown_where_it_is_needed(code: str, count: int, sentence: str) -> None:
    guide = next(each for each in guides() if each.code == code)
    assert len(guide.lines) == count and sentence in [line.zh for line in guide.lines]
    assert all(guide in guides_at(state) for state in guide.at) and guide.at


def test_neighbours_are_mediated_in_four_steps() -> None:
    assert [line.zh for line in questions_of("neighbour")] == [
        "双方都已分别听取。", "已到现场了解事实。", "已向双方说明管理规约，不偏袒任何一方。",
        "双方约定已书面记录，或已告知人民调解委员会途径。",
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "count"), [("equipment", 4), ("leak", 3), ("neighbour", 4), ("fees", 0)])
def test_questions_on_the_cause_by_kind(kind: str, count: int) -> None:
    lines = questions_of(kind)
    assert len(lines) == count
    assert unanswered(kind, {}) == [line.code for line in lines]
    assert unanswered(kind, {line.code: "是" for line in lines}) == []


def test_four_steps_after_a_mistake() -> None:
    assert [line.code for line in remedy_steps()] == ["apologise", "remedy", "report", "prevent"]


@pytest.mark.parametrize(("state", "yes"), [("draft", False), ("approved", True), ("retired", False)])
def test_only_approved_words_are_said(state: str, yes: bool) -> None:
    assert may_be_said(StatementState(state)) is yes


def test_one_voice_and_four_eyes() -> None:
    assert may_speak(7, 7) and not may_speak(8, 7) and not may_speak(None, 7)
    assert may_release(1, 2) and not may_release(1, 1) and not may_release(1, None)


ROWS = (Clock("CN", "12345", "reply", "5wd", "x", "C"), Clock("CN-11", "12345", "reply", "7d", "x", "C"))


def test_the_citys_clock_comes_before_the_countrys() -> None:
    assert clock_of(ROWS, "CN-11", "12345", "reply") == ROWS[1]
    assert clock_of(ROWS, "CN-31", "12345", "reply") == ROWS[0]
    assert clock_of(ROWS, "CN-31", "12345", "sign") is None


@pytest.mark.parametrize(
    ("extensions", "state", "yes"),
    [(0, "signed", True), (0, "contacted", True), (1, "signed", False), (0, "drafted", False)],
)
def test_a_reply_is_put_off_once(extensions: int, state: str, yes: bool) -> None:
    assert may_extend(extensions, OutsideState(state)) is yes


def test_rates_count_only_whom_was_asked() -> None:
    found = rates([(True, True, None), (False, False, True), (True, None, False)])
    assert (found.contacted, found.solved, found.satisfied) == ((2, 3), (1, 2), (1, 2))


@pytest.mark.parametrize(
    ("ago", "yes"), [((0, 1, 2), True), ((0, 1), False), ((0, 1, 24), False), ((0, 1, 23.9), True)]
)
def test_three_bad_items_in_a_day_warn(ago: tuple[float, ...], yes: bool) -> None:
    assert is_warning([AT - hours * H for hours in ago], AT) is yes


@pytest.mark.parametrize(
    ("topic", "fits"),
    [("电梯检修", True), ("停水", False), ("梯", True), ("", False), ("水电 梯", True), ("坏 消息", False)],
)
def test_a_prepared_answer_fits_by_two_letters_of_its_topic(topic: str, fits: bool) -> None:
    assert speaks_of("电梯又坏了", topic) is fits


@pytest.mark.parametrize(
    ("request_kind", "kind", "department"),
    [
        ("water.leak", Kind.LEAK, "engineering"), ("lift.fault", Kind.EQUIPMENT, "engineering"),
        ("clean.public", Kind.CLEANING, "environment"), ("parking.block", Kind.PARKING, "security"),
        ("dog", Kind.NEIGHBOUR, "service"), ("fee.question", Kind.FEES, "management"), ("compliment", Kind.OTHER, "service"),
    ],
)  # fmt: skip
def test_a_matter_goes_where_its_kind_says(request_kind: str, kind: Kind, department: str) -> None:
    assert kind_of(request_kind) is kind and department_of(kind) == department


def test_every_kind_has_a_department() -> None:
    assert DEPARTMENTS.keys() == set(Kind) and set(DEPARTMENTS.values()) <= set(NAMED)


def test_the_same_item_has_the_same_key() -> None:
    assert (
        item_key("g1", "u", "t") == item_key("g1", "other", "other") != item_key("", "u", "t") == item_key("", "u", "x")
    )


def test_deeds_follow_state_level_and_kind() -> None:
    first = deeds_at(ComplaintState.CLASSIFIED, Level.GENERAL, kind_has_questions=False, accepted=False, seen=False)
    assert first[0] == "handle" and "questions" not in first and "take_note" not in first
    grave = deeds_at(ComplaintState.PASSED, Level.MAJOR, kind_has_questions=True, accepted=False, seen=False)
    assert grave[:3] == ["take_note", "accept", "disown"] and "questions" in grave and "make_major" not in grave
    assert money_deeds(CompensationState.NONE, founded=False) == []
    assert money_deeds(CompensationState.PROPOSED, founded=True) == ["approve_compensation", "refuse_compensation"]


def test_every_kind_has_a_label() -> None:
    assert {each.value for each in Kind} >= {"equipment", "leak", "neighbour", "attitude"}
