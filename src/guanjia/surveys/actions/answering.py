"""An answer comes in, from a phone or from paper."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.surveys.actions.sending import SURVEY
from guanjia.surveys.events import SurveyAnswered
from guanjia.surveys.models import Answer, Channel, Invitation, Mark, Survey
from guanjia.surveys.rules.questions import RECOMMEND_MOST, bad_scores, is_open, low_codes


class AnswerRefused(Exception):
    """The answer cannot be taken; str() says why. `code`: closed, used, scores, sheet."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def take_answer(
    *,
    survey: Survey,
    form_key: uuid.UUID,
    scores: Mapping[str, int],
    recommend: int | None = None,
    remark: str = "",
    invitation: Invitation | None = None,
    at: datetime,
) -> Answer:
    """Keep an answer of an attendee. The same form sent twice counts once and returns the first.

    Raises AnswerRefused (closed, used: a personal invitation answered before, scores) and SecretRefused.
    """
    same = Answer.objects.filter(form_key=form_key, survey=survey)
    if (known := same.first()) is not None:
        return known
    if not is_open(survey.sent_at, at):
        raise AnswerRefused("closed", _("This survey is closed. Thank you for your interest."))
    fields = {"form_key": form_key, "channel": Channel.WEB, "recommend": recommend, "remark": remark}
    try:
        with transaction.atomic():
            if invitation is not None:
                unused = Invitation.objects.filter(pk=invitation.pk, survey=survey, answered_at__isnull=True)
                if not unused.update(answered_at=at):
                    raise AnswerRefused("used", _("This invitation has been answered already. Thank you."))
            return _keep(survey, scores, fields, None, at)
    except (AnswerRefused, IntegrityError):
        if (known := same.first()) is not None:  # the same form, pressed twice: the first is in by now
            return known
        raise


def enter_paper(
    *,
    survey: Survey,
    sheet_number: str,
    scores: Mapping[str, int],
    recommend: int | None = None,
    remark: str = "",
    actor: Any,
    at: datetime,
) -> Answer:
    """Enter a sheet that was filled on paper; paper is equal, also after the survey closed. A number counts once."""
    if not sheet_number.strip():
        raise AnswerRefused("sheet", _("Give the number of the sheet."))
    fields = {
        "channel": Channel.PAPER,
        "recommend": recommend,
        "remark": remark,
        "sheet_number": sheet_number.strip(),
        "entered_by": actor,
    }
    try:
        with transaction.atomic():
            return _keep(survey, scores, fields, actor, at)
    except IntegrityError:
        raise AnswerRefused("sheet", _("This sheet has been entered already.")) from None


def _keep(survey: Survey, scores: Mapping[str, int], fields: dict[str, Any], actor: Any, at: datetime) -> Answer:
    recommend = fields["recommend"]
    if bad_scores(scores) or (recommend is not None and not 0 <= recommend <= RECOMMEND_MOST):
        raise AnswerRefused("scores", _("Please choose one of the marks; the overall one is needed."))
    refuse_marked({"remark": fields["remark"]}, site=survey.site)
    fields["remark"] = fields["remark"].strip()[:2000]
    answer = Answer.objects.create(survey=survey, at=at, **fields)
    Mark.objects.bulk_create(Mark(answer=answer, question=code, score=score) for code, score in scores.items())
    event = SurveyAnswered(survey.pk, answer.pk, survey.subject_kind, survey.subject_id, low_codes(scores))
    record(site=survey.site, at=at, actor=actor, action="answer", subject=(SURVEY, survey.pk), event=event)
    return answer
