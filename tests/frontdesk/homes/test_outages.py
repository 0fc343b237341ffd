"""Outages: a day ahead when planned, everybody reached is told, who was told is a row, the card gives one answer."""

from datetime import timedelta

import pytest

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.messages.models import Message
from guanjia.frontdesk.homes.actions.outages import (
    OUTAGE,
    OutageRefused,
    announce_outage,
    end_outage,
    extend_outage,
    withdraw_outage,
)
from guanjia.frontdesk.homes.models import Outage, OutageTold
from guanjia.frontdesk.homes.public import outages_at
from guanjia.frontdesk.homes.queries.panels import outage_rows
from guanjia.frontdesk.homes.rules.outage import OutageKind
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from guanjia.ui.card import Whom
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.homes import NOON, make_resident, make_unit, settle

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def homes(cast: Cast):
    """A let home, a home of its owner and an empty one in section 2, a home in section 1 of the same building."""
    let, own, empty = (make_unit(cast.site, number) for number in ("1201", "1202", "1203"))
    other = make_unit(cast.site, "101", section="1")
    settle(let, make_resident(cast.site, "周明"), lives_here=False)
    settle(let, make_resident(cast.site, "李红"), Relation.LESSEE)
    settle(own, make_resident(cast.site, "王芳"))
    settle(other, make_resident(cast.site, "赵强"))
    return let, own, empty, other


def announced(cast: Cast, unit, *, whole: bool = False, **fields) -> Outage:
    usual = {"words": "更换水泵", "starts_at": NOON + DAY, "expected_end": NOON + DAY + 4 * HOUR}
    scopes = [(unit.building, None if whole else unit.section)]
    return announce_outage(
        site=cast.site, kind=OutageKind.WATER, scopes=scopes, actor=cast.rita, at=NOON, **(usual | fields)
    )


def told(outage: Outage, about: str) -> list[str]:
    return sorted(OutageTold.objects.filter(outage=outage, about=about).values_list("person__name", flat=True))


def test_whoever_lives_where_it_reaches_is_told_and_told_again_when_it_is_back(cast: Cast, homes):
    outage = announced(cast, homes[0])
    assert told(outage, "announced") == ["李红", "王芳"]
    assert Message.objects.filter(template="homes.outage_announced").count() == 2
    extend_outage(outage=outage, expected_end=NOON + DAY + 6 * HOUR, actor=cast.rita, at=NOON + DAY, reason="配件未到")
    end_outage(outage=outage, actor=cast.rita, at=NOON + DAY + 5 * HOUR)
    assert told(outage, "changed") == told(outage, "ended") == ["李红", "王芳"]
    with pytest.raises(MoveRefused):
        end_outage(outage=outage, actor=cast.rita, at=NOON + DAY + 5 * HOUR)
    assert told(outage, "ended") == ["李红", "王芳"]


def test_a_whole_building_reaches_all_its_sections(cast: Cast, homes):
    assert told(announced(cast, homes[0], whole=True), "announced") == ["李红", "王芳", "赵强"]


def test_late_without_a_reason_nowhere_or_backwards_is_refused(cast: Cast, homes):
    soon = {"starts_at": NOON + DAY - timedelta(minutes=1)}
    with pytest.raises(OutageRefused):
        announced(cast, homes[0], **soon)
    assert announced(cast, homes[0], **soon, why_short="爆管").short_notice == "爆管"
    assert announced(cast, homes[0], starts_at=NOON, planned=False, expected_end=NOON + HOUR).short_notice == ""
    with pytest.raises(OutageRefused):
        announced(cast, homes[0], expected_end=NOON + DAY)
    with pytest.raises(OutageRefused):
        announce_outage(
            site=cast.other_site, kind=OutageKind.WATER, scopes=[(homes[0].building, None)], words="x",
            starts_at=NOON + DAY, expected_end=NOON + 2 * DAY, actor=cast.mia, at=NOON,
        )  # fmt: skip


def test_the_caller_card_shows_it_for_the_homes_it_reaches(cast: Cast, homes):
    let, _own, _empty, other = homes
    outage = announced(cast, let)
    assert outages_at(cast.site, [let.pk], NOON) == [outage] and outages_at(cast.site, [other.pk], NOON) == []
    [row] = outage_rows(cast.site, Whom((), (let.pk,)), cast.rita, NOON)
    assert "更换水泵" in row.text and "03-06 12:00" in row.note
    withdraw_outage(outage=outage, actor=cast.rita, at=NOON, reason="改期")
    assert outages_at(cast.site, [let.pk], NOON) == []
    assert told(outage, "withdrawn") == ["李红", "王芳"]


def test_the_desk_owes_an_answer_when_it_should_be_back(cast: Cast, homes):
    outage = announced(cast, homes[0])
    plan_dirty(now=NOON)
    duty = Duty.objects.get(subject_kind=OUTAGE, subject_id=outage.pk)
    assert duty.due_at == outage.expected_end + timedelta(minutes=10)
    extend_outage(outage=outage, expected_end=NOON + 2 * DAY, actor=cast.rita, at=NOON + DAY, reason="")
    plan_dirty(now=NOON + DAY)
    assert Duty.objects.get(pk=duty.pk).due_at == NOON + 2 * DAY + timedelta(minutes=10)
    end_outage(outage=outage, actor=cast.rita, at=NOON + DAY + HOUR)
    plan_dirty(now=NOON + DAY + HOUR)
    assert Duty.objects.get(pk=duty.pk).state == "on_time"
    SubjectBattery.check_kind(OUTAGE, [outage.pk])
