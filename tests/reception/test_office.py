"""A day in the leaders' reception office: documents by half past nine, callers, whereabouts, errands (W12)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.search.public import search
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import MoveRefused
from guanjia.reception.actions import office
from guanjia.reception.models import Caller, Circulation, Leader
from guanjia.reception.public import ReceptionRefused
from guanjia.reception.rules.kinds import ERRAND, GROUP, PAPER
from guanjia.reception.rules.office import CallerKind, CallerState, PaperState, Whereabouts
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE

EVENING = NINE + timedelta(hours=9)
"""Thursday 18:00."""


def leader(cast: Cast, **more: object) -> Leader:
    told = {"name": "顾清", "title": "顾局长", "room": "701", "main": True} | more
    return office.add_leader(site=cast.site, actor=cast.mei, at=NINE, **told)


def brought(cast: Cast, **more: object) -> Circulation:
    told = {"title": "年度工作要点", "number": "局办〔2026〕12号", "wanted_at": None} | more
    return office.bring_paper(leader=leader(cast), actor=cast.lin, at=NINE, **told)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_document_goes_its_way_and_is_due_at_half_past_nine(cast: Cast) -> None:
    paper = brought(cast)
    paper = office.move_paper(paper=paper, to=PaperState.REVIEWED, actor=cast.lin, at=NINE)
    paper = office.move_paper(paper=paper, to=PaperState.COLLECTED, actor=cast.bob, at=EVENING)
    assert paper.keeper == cast.bob and paper.hand_due_at == NINE + timedelta(days=1, minutes=30)
    plan_now(PAPER, [paper.pk], at=EVENING)
    duty = Duty.objects.get(standard_code="reception.paper.handed")
    assert duty.due_at == paper.hand_due_at
    with pytest.raises(ReceptionRefused) as nobody:
        office.move_paper(paper=paper, to=PaperState.HANDED, actor=cast.bob, at=EVENING)
    assert nobody.value.field == "taken_by"
    at = NINE + timedelta(days=1, minutes=10)
    paper = office.move_paper(paper=paper, to=PaperState.HANDED, taken_by="公文岗 小周", actor=cast.bob, at=at)
    plan_now(PAPER, [paper.pk], at=at)
    duty.refresh_from_db()
    assert not duty.is_live
    with pytest.raises(MoveRefused):
        office.move_paper(paper=paper, to=PaperState.COLLECTED, actor=cast.bob, at=at)
    SubjectBattery.check_kind(PAPER, [paper.pk, brought(cast).pk])


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), [("title", " "), ("number", ""), ("wanted_at", NINE)])
def test_the_record_needs_its_three_fields(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(ReceptionRefused) as refused:
        brought(cast, **{field: value})
    assert refused.value.field == field and not Circulation.objects.exists()
    with pytest.raises(SecretRefused):
        brought(cast, title="【机密】会议材料")


@pytest.mark.django_db
def test_a_missing_document_says_since_when_and_may_turn_up(cast: Cast) -> None:
    paper = brought(cast)
    with pytest.raises(ReceptionRefused):
        office.move_paper(paper=paper, to=PaperState.MISSING, actor=cast.bob, at=NINE)
    paper = office.move_paper(paper=paper, to=PaperState.MISSING, reason="午后起找不到", actor=cast.bob, at=NINE)
    assert office.move_paper(paper=paper, to=PaperState.COLLECTED, actor=cast.bob, at=EVENING).keeper == cast.bob


@pytest.mark.django_db
def test_who_may_go_in_and_who_is_passed_on(cast: Cast) -> None:
    chief = leader(cast)
    told = {"site": cast.site, "leader": chief, "actor": cast.lin, "at": NINE}
    guest = office.receive_caller(kind=CallerKind.VISITOR, matter="汇报工作", name="王处长", **told)
    office.say_whereabouts(leader=chief, where=Whereabouts.MEETING, until=None, actor=cast.lin, at=NINE)
    guest.refresh_from_db()
    with pytest.raises(ReceptionRefused):
        office.move_caller(caller=guest, to=CallerState.INSIDE, actor=cast.lin, at=NINE)
    office.say_whereabouts(leader=chief, where=Whereabouts.IN, until=None, actor=cast.lin, at=NINE)
    guest = Caller.objects.select_related("leader", "site").get(pk=guest.pk)
    guest = office.move_caller(caller=guest, to=CallerState.INSIDE, actor=cast.lin, at=NINE)
    petitioner = office.receive_caller(kind=CallerKind.PETITIONER, matter="反映物业费", name="赵某", **told)
    with pytest.raises(ReceptionRefused):
        office.move_caller(caller=petitioner, to=CallerState.INSIDE, actor=cast.lin, at=NINE)
    with pytest.raises(ReceptionRefused):
        office.move_caller(caller=petitioner, to=CallerState.PASSED, actor=cast.lin, at=NINE)
    office.move_caller(caller=petitioner, to=CallerState.PASSED, outcome="信访接待处", actor=cast.lin, at=NINE)
    with pytest.raises(MoveRefused):
        office.move_caller(caller=petitioner, to=CallerState.DONE, actor=cast.lin, at=NINE)
    assert office.forget_callers(site=cast.site, at=NINE + timedelta(days=90)) == 0
    assert office.forget_callers(site=cast.site, at=NINE + timedelta(days=90, seconds=1)) == 2
    assert set(Caller.objects.values_list("name", flat=True)) == {""}


@pytest.mark.django_db
def test_an_errand_is_owed_until_it_says_what_came_of_it(cast: Cast) -> None:
    due = NINE + timedelta(hours=2)
    errand = office.note_errand(site=cast.site, words="取会议资料两份", due_at=due, actor=cast.lin, at=NINE)
    plan_now(ERRAND, [errand.pk], at=NINE)
    assert Duty.objects.get(standard_code="reception.errand.done").due_at == due
    with pytest.raises(ReceptionRefused):
        office.finish_errand(errand=errand, outcome=" ", actor=cast.lin, at=NINE)
    office.finish_errand(errand=errand, outcome="已送701", actor=cast.lin, at=NINE)
    with pytest.raises(MoveRefused):
        office.finish_errand(errand=errand, outcome="又一次", actor=cast.lin, at=NINE)
    with pytest.raises(ReceptionRefused):
        office.note_errand(site=cast.site, words="x", due_at=NINE, actor=cast.lin, at=NINE)


@pytest.mark.django_db
def test_a_group_without_leaders_owes_no_office_but_looks_at_dress(cast: Cast) -> None:
    group = office.set_up_group(site=cast.site, floors="", leaders=False, actor=cast.mei, at=NINE)
    plan_now(GROUP, [group.pk], at=NINE)
    codes = set(Duty.objects.filter(subject_kind=GROUP).values_list("standard_code", flat=True))
    assert "reception.dress.desk" in codes and not any(code.startswith("reception.office") for code in codes)
    group = office.set_up_group(site=cast.site, floors="7,6,4,3", leaders=True, actor=cast.mei, at=NINE)
    plan_now(GROUP, [group.pk], at=NINE)
    first = Duty.objects.filter(standard_code="reception.office.open").order_by("due_at").first()
    assert first is not None and first.due_at == NINE + timedelta(days=1, minutes=-15)
    SubjectBattery.check_kind(GROUP, [group.pk])


@pytest.mark.django_db
def test_where_a_leader_is_only_the_group_sees(client: Client, cast: Cast) -> None:
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    office.set_up_group(site=cast.site, floors="7", leaders=True, actor=cast.mei, at=NINE)
    chief = leader(cast)
    page = reverse("reception:office", args=[cast.site.code])
    for name, status in (
        ("lin", 200),
        ("mei", 200),
        ("audrey", 200),
        ("bob", 403),
        ("rita", 403),
        ("alice", 403),
        ("charlie", 404),
    ):
        client.force_login(getattr(cast, name))
        assert client.get(page).status_code == status, name
    client.force_login(cast.lin)
    where = reverse("reception:where", args=[cast.site.code, chief.pk])
    assert client.post(where, {"where": "away", "until": "2026-03-06T09:00"}).status_code == 302
    assert "外出" in client.get(page).content.decode()
    entry = Entry.objects.get(action="whereabouts")
    assert not entry.changes, "the journal does not say where"
    assert not search(cast.lin, cast.site, "顾局长") and not search(cast.mei, cast.site, "顾清")
    data = {"kind": "visitor", "leader": str(chief.pk), "name": "王", "matter": ""}
    bad = client.post(reverse("reception:office_fill", args=[cast.site.code, "caller"]), data)
    assert bad.status_code == 422
    assert (
        client.post(
            reverse("reception:office_fill", args=[cast.site.code, "caller"]), data | {"matter": "汇报"}
        ).status_code
        == 302
    )
    paper = {"leader": str(chief.pk), "title": "要点", "number": "1号"}
    assert client.post(reverse("reception:office_fill", args=[cast.site.code, "paper"]), paper).status_code == 302
    assert (
        client.post(reverse("reception:office_fill", args=[cast.site.code, "leader"]), {"name": "x"}).status_code == 404
    )
    move = reverse("reception:office_move", args=[cast.site.code, "paper", Circulation.objects.get().pk, "collected"])
    assert client.post(move).status_code == 302 and Circulation.objects.get().stage is PaperState.COLLECTED
