"""What surveys say; every number leads to its rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.surveys.models import Answer, Mark, Survey
from guanjia.surveys.rules.questions import QUESTIONS, SATISFIED, Question


@dataclass(frozen=True)
class Result:
    """One dimension: how many of how many are satisfied."""

    question: Question
    satisfied: int
    total: int

    @property
    def unsatisfied(self) -> int:
        """Those who gave this dimension a lower mark."""
        return self.total - self.satisfied

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None without an answer."""
        return round(100 * self.satisfied / self.total) if self.total else None


def survey_list(site: Site) -> QuerySet[Survey]:
    """Surveys of the site, newest first, with their counts of answers and of satisfied ones."""
    overall = Q(answers__marks__question="overall")
    return (
        Survey.objects.filter(site=site)
        .annotate(
            answer_count=Count("answers", filter=overall),
            satisfied_count=Count("answers", filter=overall & Q(answers__marks__score__gte=SATISFIED)),
        )
        .order_by("-sent_at", "-pk")
    )


def results_of(survey: Survey) -> list[Result]:
    """All dimensions in order (SURV-009), in one query."""
    rows = Mark.objects.filter(answer__survey=survey).values("question")
    counted = rows.annotate(total=Count("pk"), satisfied=Count("pk", filter=Q(score__gte=SATISFIED)))
    found = {row["question"]: row for row in counted}
    nothing: dict[str, Any] = {"satisfied": 0, "total": 0}
    return [
        Result(each, *(found.get(each.code, nothing)[name] for name in ("satisfied", "total"))) for each in QUESTIONS
    ]


def answers_of(survey: Survey, question: str = "", satisfied: str = "") -> QuerySet[Answer]:
    """The rows behind a number: answers with that dimension, satisfied ("1") or not ("0")."""
    rows = survey.answers.prefetch_related("marks").order_by("-at", "-pk")
    if question:
        marks = Mark.objects.filter(question=question)
        if satisfied in {"0", "1"}:
            limit = Q(score__gte=SATISFIED)
            marks = marks.filter(limit if satisfied == "1" else ~limit)
        rows = rows.filter(pk__in=marks.values("answer"))
    return rows


def survey_of(subject_kind: str, subject_id: int) -> Survey | None:
    """The survey about a subject; None before it is sent."""
    return Survey.objects.filter(subject_kind=subject_kind, subject_id=subject_id).first()
