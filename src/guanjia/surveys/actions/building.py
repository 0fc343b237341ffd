"""A survey is built on the screen, opened and closed; open ones are frozen (CUST-002, CUST-018)."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.surveys.models import Study, StudyInvitation, StudyQuestion
from guanjia.surveys.rules.annual import ANNUAL
from guanjia.surveys.rules.studies import MOST_OPTIONS, STUDY_MOVES, QuestionKind, Section, StudyState, missing_to_open

STUDY = "surveys.study"
SLICE = 200
"""Letters written at once."""


class StudyRefused(Exception):
    """The action lacks what it needs; str() says what, in the reader's language."""


@transaction.atomic
def begin_study(*, site: Site, code: str, title: str, annual: bool = False, actor: Any, at: datetime) -> Study:
    """A new survey, or the next version of a known `code` with the questions of the last one; `annual` proposes its questions."""
    if not title.strip() or not code.strip():
        raise StudyRefused(_("Give it a code and a title."))
    refuse_marked({"title": title}, site=site)
    last = Study.objects.filter(site=site, code=code).order_by("-version").first()
    if last is not None and last.stage is StudyState.DRAFT:
        return last
    study = Study.objects.create(
        site=site, code=code, version=(last.version + 1) if last else 1, title=title.strip()[:200], token=secrets.token_urlsafe(24),
        made_at=at, made_by=actor,
    )  # fmt: skip
    if last is not None:
        rows = [(q.section, q.kind, q.text, q.options, q.required) for q in last.questions.all()]
    else:
        rows = [(section, kind, zh, [], required) for section, kind, zh, _en, required in ANNUAL] if annual else []
    StudyQuestion.objects.bulk_create(
        StudyQuestion(study=study, order=n, section=section, kind=kind, text=text, options=options, required=required)
        for n, (section, kind, text, options, required) in enumerate(rows, 1)
    )
    record(site=site, at=at, actor=actor, action="begin", subject=(STUDY, study.pk), to_state=study.state)
    return study


@transaction.atomic
def add_question(
    *, study: Study, section: Section, kind: QuestionKind, text: str, options: Sequence[str] = (), required: bool = False,
    actor: Any, at: datetime,
) -> StudyQuestion:  # fmt: skip
    """One more question at the end of the draft. Raises StudyRefused once it is open, and for choices without choices."""
    _draft(study)
    given = [each.strip()[:100] for each in options if each.strip()]
    if not text.strip():
        raise StudyRefused(_("Write the question."))
    chooses = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    if chooses and not (2 <= len(set(given)) == len(given) <= MOST_OPTIONS):
        raise StudyRefused(_("Two to twelve different choices are needed."))
    refuse_marked({"text": text, "options": " ".join(given)}, site=study.site)
    last = study.questions.aggregate(last=Max("order"))["last"] or 0
    row = StudyQuestion.objects.create(
        study=study,
        order=last + 1,
        section=section,
        kind=kind,
        text=text.strip()[:300],
        options=given if chooses else [],
        required=required,
    )
    record(site=study.site, at=at, actor=actor, action="add_question", subject=(STUDY, study.pk))
    return row


@transaction.atomic
def drop_question(*, study: Study, pk: int, actor: Any, at: datetime) -> None:
    """Take a question out of the draft."""
    _draft(study)
    study.questions.filter(pk=pk).delete()
    record(site=study.site, at=at, actor=actor, action="drop_question", subject=(STUDY, study.pk))


def _draft(study: Study) -> None:
    if Study.objects.select_for_update().get(pk=study.pk).stage is not StudyState.DRAFT:
        raise StudyRefused(_("What people have answered is not changed: begin the next version."))


@transaction.atomic
def open_study(
    *, study: Study, closes_at: datetime, population: int, people: Iterable[Person] = (), actor: Any, at: datetime
) -> Study:
    """Send it out: the questions are frozen, everybody has the link, `people` each a way in of their own; their letters are
    written by the clock, a slice at a time.

    Raises StudyRefused where one of the four dimensions has no mark 1 to 5, and for an end that is not to come.
    """
    kinds: dict[str, list[str]] = {}
    for section, kind in study.questions.values_list("section", "kind"):
        kinds.setdefault(section, []).append(kind)
    if lacking := missing_to_open(kinds):
        named = ", ".join(_(Section(each).label) for each in lacking)
        raise StudyRefused(_("No mark 1 to 5 is asked for: %(sections)s.") % {"sections": named})
    if closes_at <= at:
        raise StudyRefused(_("It must stay open for a while."))
    _move(study, StudyState.OPEN, "open", actor, at, opened_at=at, closes_at=closes_at, population=max(population, 0))
    rows = [
        StudyInvitation(study=study, person=each, token=secrets.token_urlsafe(24), letter_due=True) for each in people
    ]
    StudyInvitation.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return study


def write_letters(*, limit: int = SLICE) -> int:
    """Write the next letters of open surveys; how many. Each once: whoever takes the mark off writes it, in one transaction."""
    due = StudyInvitation.objects.filter(letter_due=True, answered_at=None, study__state=StudyState.OPEN)
    written = 0
    for row in due.select_related("study__site", "person").order_by("pk")[:limit]:
        with transaction.atomic():
            if not StudyInvitation.objects.filter(pk=row.pk, letter_due=True).update(letter_due=False):
                continue
            if row.person is not None:
                write_to(
                    site=row.study.site, person=row.person, template="surveys.owners", context={"title": row.study.title},
                    link=reverse("surveys:study_answer", args=[row.token]), at=site_now(row.study.site),
                )  # fmt: skip
            written += 1
    return written


@transaction.atomic
def reword_study(*, study: Study, title: str, intro: str, actor: Any, at: datetime) -> Study:
    """Title and introduction of a draft."""
    _draft(study)
    if not title.strip():
        raise StudyRefused(_("Give it a code and a title."))
    refuse_marked({"title": title, "intro": intro}, site=study.site)
    study.title, study.intro = title.strip()[:200], intro.strip()[:2000]
    study.save(update_fields=["title", "intro"])
    record(site=study.site, at=at, actor=actor, action="reword", subject=(STUDY, study.pk))
    return study


@transaction.atomic
def shift_question(*, study: Study, pk: int, up: bool, actor: Any, at: datetime) -> None:
    """Change places with the question before or behind it; at the end of the list nothing happens."""
    _draft(study)
    rows = list(study.questions.order_by("order", "pk"))
    here = next((n for n, row in enumerate(rows) if row.pk == pk), None)
    other = None if here is None else here - 1 if up else here + 1
    if here is None or other is None or not 0 <= other < len(rows):
        return
    rows[here], rows[other] = rows[other], rows[here]
    for number, row in enumerate(rows, 1):
        row.order = number
    StudyQuestion.objects.bulk_update(rows, ["order"])
    record(site=study.site, at=at, actor=actor, action="shift_question", subject=(STUDY, study.pk))


def close_study(*, study: Study, actor: Any, at: datetime) -> Study:
    """No more answers from the web."""
    return _move(study, StudyState.CLOSED, "close", actor, at, closed_at=at)


@transaction.atomic
def _move(study: Study, to: StudyState, verb: str, actor: Any, at: datetime, **fields: Any) -> Study:
    old = study.stage
    check_move(STUDY_MOVES, old, to)
    rows = Study.objects.filter(pk=study.pk, state=old, rev=study.rev)
    if not rows.update(state=to, rev=study.rev + 1, **fields):
        raise MoveRefused(old, to)
    study.refresh_from_db()
    record(site=study.site, at=at, actor=actor, action=verb, subject=(STUDY, study.pk), from_state=old, to_state=to)
    changed(STUDY, [study.pk], site=study.site, at=at)
    return study
