"""What a conference survey asks (SURV-003..008) and what its answers say (SURV-009)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.kernel.words import gettext_noop as N_

LEAST, MOST = 1, 5
SATISFIED = 4
"""Satisfied or very satisfied."""
LOW = 2
"""From here down a score makes an improvement task."""
RECOMMEND_MOST = 10
OPEN_FOR = timedelta(days=14)
SEND_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Question:
    """One dimension; `label` and `hint` are English and translated when shown."""

    code: str
    label: str
    hint: str


QUESTIONS = (
    Question("staff", N_("Staff"), N_("Courtesy, professionalism, speed of response")),
    Question("venue", N_("Venue and facilities"), N_("Comfort, function, cleanliness")),
    Question("process", N_("Course of the meeting"), N_("Check-in, guidance, service in the meeting")),
    Question("catering", N_("Tea and catering"), N_("Variety, quality, way of service")),
    Question("technical", N_("Technical support"), N_("Equipment, solving of problems")),
    Question("overall", N_("Overall"), N_("Everything together")),
)
CODES = tuple(question.code for question in QUESTIONS)


def bad_scores(scores: Mapping[str, int]) -> list[str]:
    """The codes that are unknown or out of range; ["overall"] too when the overall score is missing."""
    wrong = [code for code, score in scores.items() if code not in CODES or not LEAST <= score <= MOST]
    return wrong if "overall" in scores else [*wrong, "overall"]


def is_satisfied(score: int) -> bool:
    """Satisfied or very satisfied."""
    return score >= SATISFIED


def low_codes(scores: Mapping[str, int]) -> tuple[str, ...]:
    """Dimensions whose score asks for an improvement."""
    return tuple(code for code in CODES if code in scores and scores[code] <= LOW)


def satisfied_share(scores: Iterable[int]) -> tuple[int, int]:
    """(satisfied, all): the share is never shown without what it is a share of."""
    given = list(scores)
    return sum(map(is_satisfied, given)), len(given)


def sent_late(ended_at: datetime | None, sent_at: datetime) -> bool:
    """Whether it went out later than 24 h after the end (SURV-001)."""
    return ended_at is not None and sent_at - ended_at > SEND_WITHIN


def is_open(sent_at: datetime, at: datetime) -> bool:
    """Whether answers are still taken: two weeks."""
    return at < sent_at + OPEN_FOR
