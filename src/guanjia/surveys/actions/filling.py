"""An answer to a survey that was built on the screen comes in, from a phone or from paper."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.surveys.actions.building import STUDY, StudyRefused
from guanjia.surveys.models import Channel, Study, StudyAnswer, StudyInvitation, StudyMark
from guanjia.surveys.rules.studies import QuestionKind, StudyState, bad_answers


def fill_study(
    *,
    study: Study,
    form_key: uuid.UUID,
    given: Mapping[int, Any],
    invitation: StudyInvitation | None = None,
    at: datetime,
) -> StudyAnswer:
    """Keep an answer, without a name. The same form sent twice counts once; a personal way in is good once.

    Raises StudyRefused when it is closed, used, or something does not answer its question; SecretRefused.
    """
    same = StudyAnswer.objects.filter(form_key=form_key, study=study)
    if (known := same.first()) is not None:
        return known
    if study.stage is not StudyState.OPEN or (study.closes_at is not None and at >= study.closes_at):
        raise StudyRefused(_("This survey is closed. Thank you for your interest."))
    try:
        with transaction.atomic():
            if invitation is not None:
                unused = StudyInvitation.objects.filter(pk=invitation.pk, study=study, answered_at=None)
                if not unused.update(answered_at=at):
                    raise StudyRefused(_("This invitation has been answered already. Thank you."))
            return _keep(study, given, {"form_key": form_key, "channel": Channel.WEB}, None, at)
    except (StudyRefused, IntegrityError):
        if (known := same.first()) is not None:
            return known
        raise


def fill_from_paper(
    *, study: Study, sheet_number: str, given: Mapping[int, Any], actor: Any, at: datetime
) -> StudyAnswer:
    """Enter a paper sheet, also after the end; a number counts once."""
    if not sheet_number.strip() or study.stage is StudyState.DRAFT:
        raise StudyRefused(_("Give the number of the sheet."))
    fields = {"channel": Channel.PAPER, "sheet_number": sheet_number.strip()[:40], "entered_by": actor}
    try:
        with transaction.atomic():
            return _keep(study, given, fields, actor, at)
    except IntegrityError:
        raise StudyRefused(_("This sheet has been entered already.")) from None


def _keep(study: Study, given: Mapping[int, Any], fields: dict[str, Any], actor: Any, at: datetime) -> StudyAnswer:
    questions = {row.pk: row.asked for row in study.questions.all()}
    filled = {pk: value for pk, value in given.items() if value not in (None, "", [])}
    if bad_answers(questions.values(), filled):
        raise StudyRefused(_("Please answer what is marked, with one of the answers offered."))
    texts = {str(pk): value for pk, value in filled.items() if isinstance(value, str)}
    refuse_marked(texts, site=study.site)
    answer = StudyAnswer.objects.create(study=study, at=at, **fields)
    StudyMark.objects.bulk_create(_mark(answer, pk, questions[pk].kind, value) for pk, value in filled.items())
    record(site=study.site, at=at, actor=actor, action="answer", subject=(STUDY, study.pk))
    return answer


def _mark(answer: StudyAnswer, pk: int, kind: QuestionKind, value: Any) -> StudyMark:
    if kind in (QuestionKind.SCALE, QuestionKind.NPS):
        return StudyMark(answer=answer, question_id=pk, number=value)
    if kind is QuestionKind.TEXT:
        return StudyMark(answer=answer, question_id=pk, words=str(value).strip())
    return StudyMark(answer=answer, question_id=pk, chosen=[value] if isinstance(value, str) else list(value))
