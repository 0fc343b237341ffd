"""A survey waits on the portal until it is answered, once a person, by nobody else."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from guanjia.foundation.sites.public import local, site_now
from guanjia.surveys.models import StudyAnswer, StudyInvitation
from guanjia.surveys.public import Study, begin_study, close_study, open_study, send_survey, studies_waiting
from tests.cast import Cast
from tests.portal.neighbours import OTHER_PHONE, PHONE, log_in, neighbours

pytestmark = pytest.mark.django_db


def opened(cast: Cast, at: Any, people: tuple[Any, ...] = ()) -> Study:
    study = begin_study(site=cast.site, code="annual", title="年度满意度调查", annual=True, actor=cast.mia, at=at)
    closes_at = at + timedelta(days=14)
    return open_study(study=study, closes_at=closes_at, population=100, people=people, actor=cast.mia, at=at)


def filled(study: Study) -> dict[str, Any]:
    marks = {f"q{row.pk}": "5" for row in study.questions.filter(kind__in=("scale", "nps"))}
    return marks | {"form_key": str(uuid4())}


def test_a_resident_answers_once_and_the_neighbour_for_himself(cast: Cast, client: Client) -> None:
    at = site_now(cast.site)
    door = neighbours(cast.site, at, local(cast.site, at).date())
    study = opened(cast, at, (door.wang,))
    subject = ("conference.event", 1)
    send_survey(site=cast.site, subject=subject, title="业主座谈会", ended_at=at, people=[door.wang], actor=None, at=at)
    log_in(client, cast.site, PHONE)
    page = client.get("/p/home/yard/surveys/").content.decode()
    assert study.title in page and "业主座谈会" in page
    url = f"/p/home/yard/surveys/{study.pk}/"
    lacking = client.post(url, {"form_key": str(uuid4())})
    assert lacking.status_code == 422 and not StudyAnswer.objects.exists()
    assert client.post(url, filled(study)).status_code == 302
    again = client.post(url, filled(study), follow=True)
    assert again.redirect_chain[-1][0] == "/p/home/yard/surveys/" and StudyAnswer.objects.count() == 1
    assert study.title not in client.get("/p/home/yard/surveys/").content.decode()
    assert StudyInvitation.objects.filter(study=study, person=door.wang, answered_at__isnull=False).count() == 1
    other = Client()
    log_in(other, cast.site, OTHER_PHONE)
    assert study.title in other.get("/p/home/yard/surveys/").content.decode()
    assert [row.pk for row in studies_waiting(cast.site, door.li, at)] == [study.pk]
    assert studies_waiting(cast.site, door.li, at + timedelta(days=14)) == []
    close_study(study=study, actor=cast.mia, at=at)
    assert other.post(url, filled(study)).status_code == 302 and StudyAnswer.objects.count() == 1
