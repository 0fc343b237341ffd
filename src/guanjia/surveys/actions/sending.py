"""A survey goes out."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.surveys.events import SurveySent
from guanjia.surveys.models import Invitation, Questionnaire, Survey
from guanjia.surveys.rules.questions import CODES, sent_late

SURVEY = "surveys.survey"


@transaction.atomic
def send_survey(
    *,
    site: Site,
    subject: tuple[str, int],
    title: str,
    ended_at: datetime | None,
    people: Iterable[Person] = (),
    actor: Any,
    at: datetime,
) -> Survey:
    """Open the survey about a subject and write to `people`, each with a way in of their own (SURV-001, SURV-002).

    A second call returns the same survey and writes only to those who have not been written to. Messages leave after the
    commit. `late` is set when 24 h have passed since `ended_at`.
    """
    questions, _made = Questionnaire.objects.get_or_create(
        site=site, code="conference", defaults={"questions": list(CODES)}
    )
    survey, made = Survey.objects.get_or_create(
        subject_kind=subject[0],
        subject_id=subject[1],
        defaults={
            "site": site,
            "questionnaire": questions,
            "title": title[:250],
            "token": secrets.token_urlsafe(24),
            "sent_at": at,
            "late": sent_late(ended_at, at),
        },
    )
    _invite(survey, people, at)
    if made:
        record(
            site=site,
            at=at,
            actor=actor,
            action="send",
            subject=(SURVEY, survey.pk),
            event=SurveySent(survey.pk, subject[0], subject[1], survey.late),
        )
    return survey


def _invite(survey: Survey, people: Iterable[Person], at: datetime) -> None:
    known = set(survey.invitations.values_list("person_id", flat=True))
    for person in people:
        if person.pk in known:
            continue
        known.add(person.pk)
        token = secrets.token_urlsafe(24)
        Invitation.objects.create(survey=survey, person=person, token=token)
        write_to(
            site=survey.site,
            person=person,
            template="surveys.invitation",
            context={"title": survey.title},
            link=reverse("surveys:answer", args=[token]),
            at=at,
        )
