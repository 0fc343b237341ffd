"""What a survey of the owners says: shares with n and margin, recommendation, choices, themes of the words."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.surveys.models import Study, StudyMark, StudyQuestion
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
    marks = StudyMark.objects.filter(answer__study=study).values_list("question_id", "number", "chosen", "words")
    numbers: dict[int, list[int]] = defaultdict(list)
    chosen: dict[int, Counter[str]] = defaultdict(Counter)
    words: list[str] = []
    for question_id, number, picks, text in marks:
        if number is not None:
            numbers[question_id].append(number)
        chosen[question_id].update(picks)
        if text:
            words.append(text)
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
        found.append(QuestionResult(row, share, asked, counts, len(given) or sum(chosen[row.pk].values())))
    sections = [(each, share_of(by_section[each], study.population)) for each in Section if by_section[each]]
    return StudyResult(study.answers.count(), sections, found, nps(recommend), themes_of(words))


def words_of(study: Study) -> list[str]:
    """The free answers, newest first."""
    rows = StudyMark.objects.filter(answer__study=study).exclude(words="").order_by("-answer__at")
    return list(rows.values_list("words", flat=True)[:200])
