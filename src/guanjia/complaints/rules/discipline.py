"""五清楚一报告 as gates: what a move lacks (CMPL-011, 014, 022..027; CMPL-012)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guanjia.complaints.rules.states import Level
from guanjia.kernel.words import gettext_noop as N_

FACTS = ("happened_at", "place", "persons", "problem")
"""Time, place, persons, problem: what the first clear, listening, writes down."""

LACKS = {
    "happened_at": N_("Clear 1, listen: write down when it happened."),
    "place": N_("Clear 1, listen: write down where it happened."),
    "persons": N_("Clear 1, listen: write down who was concerned."),
    "problem": N_("Clear 1, listen: write down the problem."),
    "asked": N_("Clear 2, ask: ask for the details and for evidence first."),
    "validity": N_("Say whether the complaint is true and founded."),
    "questions": N_("Answer the questions on the cause of this kind of complaint."),
    "next_reply_at": N_("Clear 3, follow: what cannot be solved now needs the time of the next reply."),
    "result": N_("Clear 4, reply: say what was done and with what result."),
    "told": N_("Clear 4, reply: the result has not been told yet."),
    "comment": N_("Clear 5, record: the sheet lacks the complainant's comment."),
    "cause": N_("A founded complaint needs its cause."),
    "prevention": N_("A founded complaint needs what prevents the next one."),
    "report": N_("One report: a leader has not taken note of this major complaint yet."),
    "remedy": N_("All four steps of making good are needed: apologise, remedy, report, prevent."),
    "statement": N_("In a crisis nothing is answered before the official statement is approved."),
}
"""What the reader is told, by code."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is written down of a complaint. `open_questions` are those of its kind that have no answer."""

    values: Mapping[str, object] = field(default_factory=dict)
    level: Level = Level.GENERAL
    asked: bool = False
    valid: bool | None = None
    true: bool | None = None
    open_questions: Collection[str] = ()
    told_at: datetime | None = None
    result: str = ""
    comment: str = ""
    anonymous: bool = False
    cause: str = ""
    prevention: str = ""
    report_seen: bool = False
    our_mistake: bool = False
    remedied: bool = False
    statement_ready: bool = True


def lacks_for(move: str, known: Known) -> list[str]:
    """The codes of what the move lacks, first things first; [] lets it pass. Moves that ask nothing pass."""
    return [code for code in _ORDER if code in _ASKED.get(move, ()) and _is_missing(code, known)]


_ORDER = tuple(LACKS)
_ASKED: dict[str, frozenset[str]] = {
    "classify": frozenset(FACTS),
    "dismiss": frozenset({*FACTS, "asked", "validity"}),
    "answer": frozenset({*FACTS, "asked", "validity", "questions", "result", "statement"}),
    "satisfy": frozenset({"told"}),
    "file": frozenset({"told", "result", "comment", "cause", "prevention", "report", "remedy"}),
}
"""What each move is refused without."""


def _is_missing(code: str, known: Known) -> bool:
    if code in FACTS:
        return not str(known.values.get(code) or "").strip()
    founded = known.valid is True
    return {
        "asked": not known.asked,
        "validity": known.valid is None or known.true is None,
        "questions": founded and bool(known.open_questions),
        "next_reply_at": False,
        "result": not known.result.strip(),
        "told": known.told_at is None,
        "comment": not known.anonymous and not known.comment.strip(),
        "cause": founded and not known.cause.strip(),
        "prevention": founded and not known.prevention.strip(),
        "report": known.level is not Level.GENERAL and not known.report_seen,
        "remedy": known.our_mistake and not known.remedied,
        "statement": known.level is Level.CRISIS and not known.statement_ready,
    }[code]


def is_promise(next_reply_at: datetime | None, at: datetime) -> bool:
    """Whether a next reply is promised for a moment that is still to come (CMPL-024)."""
    return next_reply_at is not None and next_reply_at > at
