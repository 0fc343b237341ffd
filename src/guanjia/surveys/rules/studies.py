"""Surveys that are built on the screen: question kinds, what an answer may be, what the answers say (CUST-002, CUST-018)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class QuestionKind(State):
    """What is asked for."""

    SCALE = "scale", N_("Mark 1 to 5"), "blue"
    NPS = "nps", N_("Recommendation 0 to 10"), "teal"
    SINGLE = "single", N_("One of several"), "azure"
    MULTIPLE = "multiple", N_("Several of several"), "indigo"
    TEXT = "text", N_("Free text"), "secondary"


class Section(State):
    """The dimensions of the annual survey (CUST-002)."""

    ENVIRONMENT = "environment", N_("Environment"), "green"
    SAFETY = "safety", N_("Safety and order"), "orange"
    ENGINEERING = "engineering", N_("Engineering"), "blue"
    SERVICE = "service", N_("Customer service"), "teal"
    OVERALL = "overall", N_("Overall"), "purple"


DIMENSIONS = (Section.ENVIRONMENT, Section.SAFETY, Section.ENGINEERING, Section.SERVICE)


class StudyState(State):
    """Editable as a draft; frozen once it is open."""

    DRAFT = "draft", N_("Survey being built"), "yellow"
    OPEN = "open", N_("Survey open"), "teal"
    CLOSED = "closed", N_("Survey closed"), "secondary"


STUDY_MOVES: dict[StudyState, frozenset[StudyState]] = {
    StudyState.DRAFT: frozenset({StudyState.OPEN}),
    StudyState.OPEN: frozenset({StudyState.CLOSED}),
    StudyState.CLOSED: frozenset(),
}
MOST_OPTIONS = 12
TEXT_MOST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the rules know it."""

    id: int
    kind: QuestionKind
    options: tuple[str, ...] = ()
    required: bool = False


def missing_to_open(kinds_by_section: Mapping[str, Sequence[str]]) -> list[str]:
    """The dimensions without a mark 1 to 5: a full survey asks about all four (CUST-002)."""
    return [each for each in DIMENSIONS if QuestionKind.SCALE not in kinds_by_section.get(each, ())]


def bad_answers(questions: Iterable[Asked], given: Mapping[int, object]) -> list[int]:
    """The ids of the questions whose answer is missing, unknown or out of range; an unknown id counts as well."""
    known = {each.id: each for each in questions}
    wrong = [pk for pk in given if pk not in known]
    for pk, asked in known.items():
        value = given.get(pk)
        if value in (None, "", []):
            if asked.required:
                wrong.append(pk)
        elif not fits(asked, value):
            wrong.append(pk)
    return wrong


def fits(asked: Asked, value: object) -> bool:
    """Whether the value answers the question."""
    if asked.kind is QuestionKind.SCALE:
        return isinstance(value, int) and 1 <= value <= 5
    if asked.kind is QuestionKind.NPS:
        return isinstance(value, int) and 0 <= value <= 10
    if asked.kind is QuestionKind.SINGLE:
        return value in asked.options
    if asked.kind is QuestionKind.MULTIPLE:
        return isinstance(value, list) and len(set(value)) == len(value) and set(value) <= set(asked.options)
    return isinstance(value, str) and len(value) <= TEXT_MOST


PROMOTER = 9
DETRACTOR = 6


def nps(marks: Iterable[int]) -> int | None:
    """Promoters (9, 10) less detractors (0 to 6), in whole per cent of all; None without an answer."""
    given = list(marks)
    if not given:
        return None
    promoters = sum(each >= PROMOTER for each in given)
    detractors = sum(each <= DETRACTOR for each in given)
    return round(100 * (promoters - detractors) / len(given))


SURE = 1.96
"""Half-widths of the 95 % interval."""


def margin(satisfied: int, total: int, population: int | None = None) -> float | None:
    """Half the 95 % interval of a share in per cent, with the correction for a finite population; None without an answer."""
    if not total:
        return None
    share = satisfied / total
    spread = SURE * sqrt(share * (1 - share) / total)
    if population and population > 1:
        spread *= sqrt(max(population - total, 0) / (population - 1))
    return round(100 * spread, 1)


WEAK_BELOW = 90
"""A dimension with fewer satisfied marks per hundred is proposed for a plan first."""


def weak_points(shares: Mapping[str, float | None], target: int) -> list[str]:
    """The dimensions whose share lies below the target, the weakest first (CUST-003)."""
    low = [(share, code) for code, share in shares.items() if share is not None and share < target]
    return [code for _share, code in sorted(low)]


class PlanState(State):
    """An improvement plan until the loop is closed (CUST-003)."""

    PLANNED = "planned", N_("Improvement planned"), "azure"
    DOING = "doing", N_("Being improved"), "blue"
    CHECKED = "checked", N_("Effect checked"), "teal"
    CLOSED = "closed", N_("Loop closed"), "secondary"


P = PlanState
PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    P.PLANNED: frozenset({P.DOING}),
    P.DOING: frozenset({P.CHECKED}),
    P.CHECKED: frozenset({P.CLOSED, P.DOING}),  # without effect: again
    P.CLOSED: frozenset(),
}
PLAN_VERBS = {P.DOING: "begin", P.CHECKED: "check", P.CLOSED: "close"}


def has_effect(before: int, after: int | None) -> bool:
    """Whether the loop may be closed: the share was asked for again and is better."""
    return after is not None and after > before
