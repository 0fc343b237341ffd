"""The troupes of complaints and care on a small estate: they act through the actions and leave tables in order."""

import random
from datetime import timedelta

import pytest

from guanjia.care import rehearsal as care
from guanjia.care.models import CallBack, Greeting
from guanjia.complaints import rehearsal as complaints
from guanjia.complaints.models import Complaint, OpinionItem, OutsideOrder, Statement
from guanjia.foundation.rehearsal.public import KEY, Estate, Home, Stage
from guanjia.people.public import Roles
from guanjia.surveys.models import StudyAnswer
from tests.care.test_w21 import an_estate
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


def test_two_days_of_complaints_and_care(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complaints, "PER_DAY", 0.5)
    monkeypatch.setattr(care, "PER_DAY", 0.2)
    butler = make_member(cast.site, Roles.BUTLER)
    homes = [Home(unit.pk, unit.code, (person.pk,)) for unit, person in an_estate(cast, 20)]
    crew = {
        "frontdesk": [cast.rita],
        "butler": [butler],
        "technician": [cast.tom],
        "duty.manager": [cast.mei],
        "estate.manager": [cast.mei],
    }
    days = [NINE.date() + timedelta(days=n) for n in range(3)]
    stage = Stage(cast.site, NINE - timedelta(hours=2), random.Random(7))
    stage.memory[KEY] = Estate(homes, crew, days)
    stage.move_to(stage.now)
    for troupe in (complaints.TROUPE, care.TROUPE):
        troupe.cast(stage)
    while (moment := stage.next_moment()) is not None:
        stage.move_to(moment)
        stage.perform_due()
    told = complaints.TROUPE.report(stage) | care.TROUPE.report(stage)
    assert told["complaints"] == Complaint.objects.exclude(channel="opinion").count() == 30
    assert (
        told["opinion_items"] == 3
        and OpinionItem.objects.get(state="new")
        and Statement.objects.get().state == "approved"
    )
    assert told["surveys_opened"] == 1 and told["survey_answers"] == StudyAnswer.objects.count() == 9
    assert told["complaints_filed"] and told["outside_orders"] == OutsideOrder.objects.count() == 1
    assert told["call_backs"] and CallBack.objects.exists() and not Greeting.objects.exists()
    for invariant in (*complaints.INVARIANTS, *care.INVARIANTS):
        assert invariant.broken(cast.site) == [], invariant.name
