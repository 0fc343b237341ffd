"""A renovation worker's pass opens the gates while the renovation runs, and ends with it (FIELD 23)."""

from datetime import timedelta

import pytest

from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Message
from guanjia.frontdesk.homes.actions.renovations import (
    agree,
    give_pass,
    move_renovation,
    take_pass_away,
    tell_renovation,
)
from guanjia.frontdesk.homes.models import Renovation, Worker
from guanjia.frontdesk.homes.rules.renovation import RenovationState
from guanjia.frontdesk.visitors.actions.contractors import end_worker_visits, let_worker_come
from guanjia.frontdesk.visitors.actions.gates import take_scan
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.public import VisitRefused, VisitState, admit
from guanjia.frontdesk.visitors.queries.use import revoked_passes
from guanjia.frontdesk.visitors.rules.contractors import SiteOfWork, barred
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, make_home
from tests.frontdesk.visitors.test_gates import a_gate, at_gate, scan

D = timedelta(days=1)
R, S = RenovationState, VisitState


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (None, ""),
        (SiteOfWork(holds=True, may_work=True), ""),
        (SiteOfWork(holds=True, may_work=False), "hours"),
        (SiteOfWork(holds=False, may_work=True), "stopped"),
    ],
)
def test_why_a_worker_stays_outside(work: SiteOfWork | None, why: str) -> None:
    assert barred(work) == why


def working(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> tuple[Renovation, Visit]:
    """A renovation under way with one worker; the briefing's gate is another module's test."""
    monkeypatch.setattr("guanjia.frontdesk.homes.actions.renovations.require", lambda *args, **more: None)
    home = make_home(cast)
    today = TEN.date()
    row = tell_renovation(site=cast.site, unit=home.unit, person=home.owner, works="厨房改造", planned_from=today,
                          planned_until=today + 20 * D, contractor="华庭装饰", actor=cast.rita, at=TEN)  # fmt: skip
    agree(renovation=row, actor=cast.rita, at=TEN)
    move_renovation(renovation=row, to=R.WORKING, actor=cast.rita, at=TEN, began_at=TEN)
    give_pass(renovation=row, name="马师傅", phone="13700001111", paper_kind="居民身份证", paper_tail="123X",
              valid_until=today + 10 * D, actor=cast.rita, at=TEN)  # fmt: skip
    relay(now=TEN)
    return row, Visit.objects.select_related("site", "person", "unit").get()


@pytest.mark.django_db
def test_a_workers_pass_opens_day_after_day_until_its_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _row, visit = working(cast, monkeypatch)
    assert (visit.kind, visit.confirmed_how, visit.paper_last4) == ("worker", "renovation", "123X")
    assert visit.pass_until.isoformat() == "2026-03-15T16:00:00+00:00", "the whole last day, local"
    assert Message.objects.get(template="visitors.worker_pass").person_id == visit.person_id
    gate = a_gate(cast)
    for day in range(2):
        assert at_gate(cast, gate, visit, at=TEN + day * D).admitted
        visit.refresh_from_db()
        assert at_gate(cast, gate, visit, at=TEN + day * D + H, direction="out").admitted
        visit.refresh_from_db()
    night = TEN + D + 12 * H
    assert at_gate(cast, gate, visit, at=night).reason == "hours"
    again = let_worker_come(worker=Worker.objects.get(), actor=None, at=TEN + D)
    assert again == visit and Visit.objects.count() == 1


@pytest.mark.django_db
def test_while_the_renovation_is_stopped_the_pass_stays_shut_also_without_network(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, visit = working(cast, monkeypatch)
    gate = a_gate(cast)
    move_renovation(renovation=row, to=R.STOPPED, actor=cast.mei, at=TEN, reason="拆改承重墙")
    relay(now=TEN)
    assert at_gate(cast, gate, visit, at=TEN).reason == "stopped"
    assert (visit.pk, visit.serial) in revoked_passes(cast.site, TEN), "a gate without network knows"
    with pytest.raises(VisitRefused) as refused:
        admit(visit=Visit.objects.select_related("site", "person").get(), actor=cast.rita, at=TEN)
    assert refused.value.field == "stopped"
    move_renovation(renovation=row, to=R.WORKING, actor=cast.mei, at=TEN + H, reason="已整改")
    assert revoked_passes(cast.site, TEN + H) == []
    assert at_gate(cast, gate, visit, at=TEN + H).admitted


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["cancelled", "taken"])
def test_with_the_renovation_or_the_pass_the_visit_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    row, visit = working(cast, monkeypatch)
    text, gate = pass_text(visit), a_gate(cast)
    assert at_gate(cast, gate, visit, at=TEN).admitted
    if ending == "taken":
        take_pass_away(worker=Worker.objects.get(), actor=cast.mei, at=TEN + H, reason="违规动火")
    else:
        Renovation.objects.filter(pk=row.pk).update(state=R.CHECKING)
        row.refresh_from_db()
        move_renovation(renovation=row, to=R.PASSED, actor=cast.mei, at=TEN + H, finished_at=TEN + H)
    relay(now=TEN + H)
    visit.refresh_from_db()
    assert (visit.pass_until, visit.leave_by) == (TEN + H, TEN + H), "whoever is inside is to leave at once"
    assert take_scan(gate=gate, scan=scan(text, TEN + 2 * H), actor=cast.gus).reason in {
        "stopped",
        "expired",
        "revoked",
    }
    assert end_worker_visits(worker_ids=[Worker.objects.get().pk], actor=None, at=TEN + 2 * H) == 0
