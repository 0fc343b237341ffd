"""The security of a hall: strength by size and risk, rings that stand only when full, the entry check, the way down (W08)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.models import Event
from guanjia.duties.public import Duty, GateClosed, discharge, plan_now
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import Site
from guanjia.reception.actions.security import move_security, name_command, name_guards, note_check, plan_security
from guanjia.reception.models import EntryCheck, SecurityPlan
from guanjia.reception.public import ReceptionRefused, What, deposit_item
from guanjia.reception.rules.kinds import SECURITY
from guanjia.reception.rules.security import Check, PlanState, Ring, Risk, lanes, risk_of, strength
from guanjia.standards.queries.shipped import shipped
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

BEFORE = NINE - timedelta(hours=2)


@pytest.mark.parametrize(
    ("heads", "risk", "outer", "entry", "inside"),
    [
        (1, Risk.ORDINARY, None, 1, 1),
        (200, Risk.ORDINARY, None, 1, 1),
        (201, Risk.ORDINARY, None, 2, 2),
        (240, Risk.RAISED, 2, 2, 2),
        (241, Risk.RAISED, 2, 3, 3),
        (10, Risk.HIGH, 2, 2, 2),
        (800, Risk.HIGH, 8, 10, 14),
        (801, Risk.HIGH, 9, 11, 14),
    ],
)
def test_strength_follows_size_and_risk(heads: int, risk: Risk, outer: int | None, entry: int, inside: int) -> None:
    found = strength(heads, risk)
    assert (found.get(Ring.OUTER), found[Ring.ENTRY], found[Ring.INSIDE]) == (outer, entry, inside)


@pytest.mark.parametrize(("heads", "count"), [(0, 1), (250, 1), (251, 2), (1000, 4)])
def test_a_lane_for_each_250(heads: int, count: int) -> None:
    assert lanes(heads) == count


@pytest.mark.parametrize(
    ("told", "risk"),
    [
        ({"heads": 199}, Risk.ORDINARY),
        ({"heads": 200}, Risk.RAISED),
        ({"heads": 20, "vips": 1}, Risk.RAISED),
        ({"heads": 20, "vips": 1, "large": True}, Risk.HIGH),
        ({"heads": 20, "internal": True}, Risk.HIGH),
    ],
)
def test_the_risk_that_is_proposed(told: dict[str, Any], risk: Risk) -> None:
    assert risk_of(**({"large": False, "vips": 0, "internal": False} | told)) is risk


@pytest.mark.parametrize(
    ("code", "path", "value"),
    [
        ("reception.security.before", "when.offset.time", timedelta(hours=-1)),
        ("reception.security.report", "when.seasons.0.links.0.most", timedelta(minutes=30)),
        ("reception.security.after", "when.offset.time", timedelta(minutes=30)),
        ("reception.deposits.cleared", "when.offset.time", timedelta(minutes=30)),
    ],
)
def test_promises_of_the_hall(code: str, path: str, value: object) -> None:
    found: Any = shipped()[code].standard
    for name in path.split("."):
        found = found[int(name)] if name.isdigit() else getattr(found, name)
    assert found == value


def planned(cast: Cast, heads: int = 120, risk: Risk = Risk.RAISED, **fields: Any) -> SecurityPlan:
    told = {"starts_at": NINE, "ends_at": NINE + timedelta(hours=2)} | fields
    return plan_security(event=make_event(cast.site, **told), risk=risk, heads=heads, actor=cast.alice, at=BEFORE)


def manned(cast: Cast, plan: SecurityPlan) -> SecurityPlan:
    for row in plan.rings.all():
        ours = [cast.gus] if row.ring == Ring.ENTRY else []
        name_guards(
            plan=plan, ring=row.circle, needed=row.needed, guards=ours, helpers=row.needed - len(ours), place="东门",
            actor=cast.alice, at=BEFORE,
        )  # fmt: skip
    return name_command(plan=plan, commander=cast.lin, channel="3", permit="", actor=cast.alice, at=BEFORE)


@pytest.mark.django_db
def test_rings_stand_only_with_a_commander_and_enough_guards(cast: Cast) -> None:
    plan = planned(cast)
    with pytest.raises(ReceptionRefused) as refused:
        move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE)
    assert refused.value.field == "commander"
    plan = name_command(plan=plan, commander=cast.lin, channel="3", permit="", actor=cast.alice, at=BEFORE)
    with pytest.raises(ReceptionRefused) as short:
        move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE)
    assert "外围" in str(short.value) and "2" in str(short.value)
    told = {"plan": plan, "helpers": 0, "place": "", "actor": cast.alice, "at": BEFORE}
    with pytest.raises(ReceptionRefused) as few:
        name_guards(ring=Ring.ENTRY, needed=1, guards=[], **told)
    assert few.value.field == "needed"
    name_guards(ring=Ring.ENTRY, needed=2, guards=[cast.gus], **told)
    with pytest.raises(ReceptionRefused):
        name_guards(ring=Ring.INSIDE, needed=2, guards=[cast.gus], **told)
    plan = manned(cast, plan)
    assert move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE).set_at == BEFORE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heads", "regime", "asked"), [(999, "commercial", False), (1000, "commercial", True), (1000, "fiscal", False)]
)
def test_a_large_public_event_needs_its_permit_and_the_article_is_quoted(
    cast: Cast, heads: int, regime: str, asked: bool
) -> None:
    plan = manned(cast, planned(cast, heads, regime=regime))
    if not asked:
        assert move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE).stage is PlanState.SET
        return
    with pytest.raises(ReceptionRefused) as refused:
        move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE)
    assert "大型群众性活动" in str(refused.value) and "大型群众性活动" in refused.value.article
    plan = name_command(plan=plan, commander=cast.lin, channel="3", permit="杭公许2026-8", actor=cast.alice, at=BEFORE)
    assert move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE).stage is PlanState.SET


@pytest.mark.django_db
def test_the_doors_open_after_the_check_and_nobody_stands_down_over_deposits(cast: Cast) -> None:
    plan = manned(cast, planned(cast))
    event: Event = plan.event
    plan = move_security(plan=plan, to=PlanState.SET, actor=cast.alice, at=BEFORE)
    with pytest.raises(ReceptionRefused):
        note_check(plan=plan, kind=Check.IDENTITY, actor=cast.gus, at=BEFORE)
    with pytest.raises(GateClosed):
        move_security(plan=plan, to=PlanState.SCREENING, actor=cast.gus, at=BEFORE)
    open_at = NINE - timedelta(minutes=40)
    assert discharge(SECURITY, plan.pk, standard_code="reception.security.before", at=open_at, actor=cast.gus) == 1
    plan = move_security(plan=plan, to=PlanState.SCREENING, actor=cast.gus, at=open_at)
    plan_now(SECURITY, [plan.pk], at=open_at)
    report = Duty.objects.get(standard_code="reception.security.report")
    assert report.due_at == open_at + timedelta(minutes=30)
    note_check(plan=plan, kind=Check.IDENTITY, actor=cast.gus, at=open_at)
    with pytest.raises(ReceptionRefused):
        note_check(plan=plan, kind=Check.ITEM, note=" ", actor=cast.gus, at=open_at)
    note_check(plan=plan, kind=Check.INSISTS, note="坚持携带大型行李", actor=cast.gus, at=open_at)
    assert Notice.objects.filter(user=cast.lin, template="reception.insists").count() == 1
    assert EntryCheck.objects.count() == 2
    deposit_item(event=event, tag="1", holder="王明", what=What.BAG, actor=cast.rita, at=open_at)
    plan = move_security(plan=plan, to=PlanState.SESSION, actor=cast.gus, at=NINE)
    with pytest.raises(ReceptionRefused) as left:
        move_security(plan=plan, to=PlanState.DOWN, actor=cast.gus, at=NINE)
    assert "1" in str(left.value)
    SubjectBattery.check_kind("reception.security", [plan.pk])


@pytest.mark.django_db
def test_a_controlled_meeting_is_guarded_by_its_organiser(cast: Cast, client: Client) -> None:
    event = make_event(cast.site, secrecy="controlled")
    with pytest.raises(ReceptionRefused):
        plan_security(event=event, risk=Risk.HIGH, heads=10, actor=cast.alice, at=BEFORE)
    client.force_login(cast.mei)
    for name in ("security", "deposits", "give", "screening"):
        assert client.get(reverse(f"reception:{name}", args=[cast.site.code, event.ref])).status_code == 404


@pytest.mark.django_db
def test_the_pages_of_the_hall(client: Client, cast: Cast) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=1), expected_count=120)

    def at(name: str, *more: object) -> str:
        return reverse(f"reception:{name}", args=[cast.site.code, event.ref, *more])

    client.force_login(cast.alice)
    assert client.get(at("security")).status_code == 200
    assert client.post(at("security_plan"), {"heads": "0", "risk": "high"}).status_code == 422
    assert client.post(at("security_plan"), {"heads": "120", "risk": "raised"}).status_code == 302
    Site.objects.filter(pk=cast.site.pk).update(
        settings={"reception.people_a_guard.raised.entry": 30, "reception.people_a_lane": 50}
    )
    own = client.post(at("security_plan"), {"heads": "120", "risk": "raised"}, follow=True).content.decode()
    assert "需要4人" in own.replace(" ", "") and "3条" in own.replace(" ", ""), "the site's own strength and lanes"
    Site.objects.filter(pk=cast.site.pk).update(settings={})
    assert client.post(at("security_plan"), {"heads": "120", "risk": "raised"}).status_code == 302
    few = client.post(at("ring", "entry"), {"entry-needed": "1", "entry-helpers": "0", "entry-place": "东门"})
    assert few.status_code == 422 and "东门" in few.content.decode()
    good = {"entry-needed": "2", "entry-helpers": "1", "entry-guards": str(cast.gus.pk)}
    assert client.post(at("ring", "entry"), good).status_code == 302
    assert client.post(at("security_command"), {"commander": str(cast.lin.pk)}).status_code == 302
    assert "缺" in client.post(at("security_act", "set"), follow=True).content.decode()
    assert client.get(at("screening")).status_code == 200
    assert client.post(at("screening"), {"kind": "identity"}).status_code == 422
    client.force_login(cast.gus)
    assert client.post(at("security_plan"), {"heads": "9", "risk": "high"}).status_code == 403
    client.force_login(cast.charlie)
    assert client.get(at("security")).status_code == 404
