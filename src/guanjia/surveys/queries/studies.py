"""What a survey of the owners says: shares with n and margin, recommendation, choices, themes of the words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.people.public import OWNERS, Occupancy
from guanjia.surveys.models import Study, StudyMark, StudyQuestion
from guanjia.surveys.models.survey import Channel
from guanjia.surveys.queries.reading import reading
from guanjia.surveys.rules.questions import SATISFIED
from guanjia.surveys.rules.studies import QuestionKind, Section, margin, nps
from guanjia.surveys.rules.themes import Theme, themes_of


@dataclass(frozen=True, slots=True)
class Share:
    """Satisfied (4, 5) of all marks of a dimension or question, with half its 95 % interval."""

    satisfied: int
    total: int
    margin: float | None

    @property
    def percent(self) -> float | None:
        """The share in per cent with one digit; None without an answer."""
        return round(100 * self.satisfied / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question: its share, its recommendation, or how often each choice was taken."""

    question: StudyQuestion
    share: Share | None
    nps: int | None
    counts: list[tuple[str, int]]
    total: int


@dataclass(frozen=True)
class StudyResult:
    """The whole of it."""

    answers: int
    sections: list[tuple[Section, Share]]
    questions: list[QuestionResult]
    nps: int | None
    themes: list[Theme]


def study_list(site: Site) -> QuerySet[Study]:
    """Surveys of the site, newest first, with their count of answers."""
    return Study.objects.filter(site=site).annotate(answer_count=Count("answers")).order_by("-made_at", "-pk")


def share_of(numbers: Iterable[int], population: int) -> Share:
    """The share of satisfied marks."""
    given = list(numbers)
    good = sum(each >= SATISFIED for each in given)
    return Share(good, len(given), margin(good, len(given), population or None))


def result_of(study: Study) -> StudyResult:
    """Everything, in three queries whatever the number of answers."""
    questions = list(study.questions.all())
    marks = StudyMark.objects.filter(answer__study=study).values_list("pk", "question_id", "number", "chosen", "words")
    numbers: dict[int, list[int]] = defaultdict(list)
    chosen: dict[int, Counter[str]] = defaultdict(Counter)
    words: dict[int, str] = {}
    written: Counter[int] = Counter()
    for mark_id, question_id, number, picks, text in marks:
        if number is not None:
            numbers[question_id].append(number)
        chosen[question_id].update(picks)
        if text:
            words[mark_id] = text
            written[question_id] += 1
    by_section: dict[str, list[int]] = defaultdict(list)
    recommend: list[int] = []
    found = []
    for row in questions:
        given = numbers[row.pk]
        if row.kind == QuestionKind.SCALE:
            by_section[row.section] += given
        elif row.kind == QuestionKind.NPS:
            recommend += given
        counts = [(option, chosen[row.pk][option]) for option in row.options]
        share = share_of(given, study.population) if row.kind == QuestionKind.SCALE else None
        asked = nps(given) if row.kind == QuestionKind.NPS else None
        found.append(
            QuestionResult(row, share, asked, counts, len(given) or sum(chosen[row.pk].values()) or written[row.pk])
        )
    sections = [(each, share_of(by_section[each], study.population)) for each in Section if by_section[each]]
    return StudyResult(study.answers.count(), sections, found, nps(recommend), _read(study, words))


def _read(study: Study, words: Mapping[int, str]) -> list[Theme]:
    lent = reading()
    return themes_of(words, lent.ear(study.site), lent.phrases) if words else []


@dataclass(frozen=True, slots=True)
class Remark:
    """The words of one answer, and of them those that speak of the chosen theme; `mood` is "" without a theme."""

    at: datetime
    channel: str
    words: str
    part: str = ""
    mood: str = ""


def remarks_of(study: Study, theme: str = "", mood: str = "") -> tuple[Theme | None, list[Remark]]:
    """The free answers newest first, narrowed to a theme and how they sound; (None, all) without a theme. Nobody's name."""
    rows = (
        StudyMark.objects.filter(answer__study=study)
        .exclude(words="")
        .select_related("answer")
        .order_by("-answer__at", "-pk")
    )
    by_id = {row.pk: row for row in rows}
    channels = dict(choices(Channel))
    if not theme:
        return None, [Remark(row.answer.at, channels[row.answer.channel], row.words) for row in by_id.values()]
    found = next(
        (each for each in _read(study, {pk: row.words for pk, row in by_id.items()}) if each.code == theme), None
    )
    said = {pk: (how, part) for pk, how, part in found.of(mood)} if found else {}
    return found, [
        Remark(row.answer.at, channels[row.answer.channel], row.words, said[pk][1], said[pk][0])
        for pk, row in by_id.items() if pk in said
    ]  # fmt: skip


def owners_of(site: Site, on: date) -> list[Person]:
    """Whom a survey of owners is sent to: one a unit, the contact first; nobody twice who has several units."""
    rows = Occupancy.objects.filter(site=site, relation__in=OWNERS, person__erased_at=None).current(on)
    firsts: dict[int, Person] = {}
    for row in rows.select_related("person").order_by("unit_id", "-is_contact", "pk"):
        firsts.setdefault(row.unit_id, row.person)
    return list({person.pk: person for person in firsts.values()}.values())


def ways_in(study: Study) -> dict[str, int]:
    """How many personal ways in there are, how many were used, how many letters are still to be written; one query."""
    return study.invitations.aggregate(
        invited=Count("pk"), used=Count("answered_at"), unwritten=Count("pk", filter=Q(letter_due=True))
    )
