"""Interpreting, receivers, glossaries, phrases on the phone, meetings with venues elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.conference.models import Block, Event
from guanjia.conference.public import extend_block, taken_elsewhere
from guanjia.custody.public import ItemKind, ItemState, Thing, take_item
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import Site
from guanjia.places.public import claim_slot
from guanjia.reception.actions import languages, video
from guanjia.reception.models import Interpreter, LanguageNeed, Term, VideoMeeting
from guanjia.reception.public import ReceptionRefused
from guanjia.reception.queries.languages import demand_of
from guanjia.reception.rules.kinds import NEED, VIDEO
from guanjia.reception.rules.languages import Language, Mode, Skill
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room
from tests.harness.race import race

AT = NINE - timedelta(days=10)
H = timedelta(hours=1)


def needed(cast: Cast, event: Event | None = None, **more: Any) -> LanguageNeed:
    event = event or make_event(cast.site, starts_at=NINE, ends_at=NINE + 4 * H)
    told: dict[str, Any] = {
        "language": Language.EN, "mode": Mode.SIMULTANEOUS, "starts_at": NINE, "ends_at": NINE + 4 * H, "listeners": 40,
    }  # fmt: skip
    return languages.need_language(event=event, actor=cast.alice, at=AT, **(told | more))


def speaker(cast: Cast, name: str = "程译", *tongues: Language) -> Interpreter:
    return languages.add_interpreter(
        site=cast.site,
        name=name,
        phone="",
        languages=tongues or (Language.EN,),
        certificate="一级口译",
        actor=cast.alice,
        at=AT,
    )


@pytest.mark.django_db
def test_a_meeting_that_lasts_longer_asks_its_interpreters_and_keeps_those_who_can_stay(cast: Cast) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + 4 * H, coordinator=cast.alice)
    room = make_room(cast.site)
    block = Block.objects.create(
        site=cast.site, event=event, room=room, starts_at=NINE, ends_at=NINE + 4 * H, state="running", started_at=NINE
    )  # fmt: skip
    claim_slot(
        room=room, starts_at=NINE, ends_at=NINE + 4 * H, holder=("conference.block", block.pk), at=AT, actor=cast.alice
    )
    free, busy = speaker(cast, "程译"), speaker(cast, "林译", Language.JA)
    one, two = needed(cast, event), needed(cast, event, language=Language.JA)
    early = needed(cast, event, language=Language.FR, ends_at=NINE + 3 * H)
    noon = languages.assign_interpreter(
        need=early, interpreter=speaker(cast, "何译", Language.FR), actor=cast.alice, at=AT
    )
    elsewhere = needed(cast, make_event(cast.site), language=Language.FR, starts_at=NINE + 3 * H, ends_at=NINE + 6 * H)
    assert noon.interpreter is not None
    languages.assign_interpreter(need=elsewhere, interpreter=noon.interpreter, actor=cast.alice, at=AT)
    told: dict[str, Any] = {"actor": cast.alice, "at": AT}
    languages.assign_interpreter(need=one, interpreter=free, **told)
    languages.assign_interpreter(need=two, interpreter=busy, **told)
    begins, ends = NINE + 4 * H + timedelta(minutes=30), NINE + 6 * H
    later = needed(cast, make_event(cast.site), language=Language.JA, starts_at=begins, ends_at=ends)
    languages.assign_interpreter(need=later, interpreter=busy, **told)
    touches, longer = NINE + 4 * H + timedelta(minutes=30), NINE + 5 * H
    with CaptureQueriesContext(connection) as asked:
        answers = taken_elsewhere(block, {touches, longer, NINE + 6 * H})
    assert answers[touches] == [], "what only touches is no clash"
    assert len(asked) == 3, "asked once for all ends"
    said = answers[longer]
    assert len(said) == 1 and "日语" in said[0] and "13:30" in said[0]
    extend_block(block_id=block.pk, minutes=60, actor=cast.lin, at=NINE + 3 * H)
    relay(now=NINE + 3 * H)
    held = {each.interpreter_id: each.ends_at for each in one.engagements.all() | two.engagements.all()}
    assert held == {free.pk: NINE + 5 * H, busy.pk: NINE + 4 * H}
    early.refresh_from_db()
    one.refresh_from_db()
    assert (early.ends_at, early.rev, one.ends_at) == (NINE + 3 * H, 1, NINE + 5 * H), (
        "planned to end early, it ends early"
    )
    assert Notice.objects.filter(user=cast.alice, template="reception.interpreter_short").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends_at": NINE}, "ends_at"),
        ({"mode": Mode.SIGNED}, "mode"),
        ({"language": Language.SIGN}, "mode"),
        ({}, "language"),
    ],
)
def test_what_cannot_be_interpreted(cast: Cast, more: dict[str, Any], field: str) -> None:
    first = needed(cast)
    with pytest.raises(ReceptionRefused) as refused:
        needed(cast, first.event, **more)
    assert refused.value.field == field
    with pytest.raises(ReceptionRefused):
        needed(cast, make_event(cast.site, secrecy="controlled"))


@pytest.mark.django_db
def test_materials_are_owed_three_days_before_and_interpreters_five(cast: Cast) -> None:
    need = needed(cast)
    plan_now(NEED, [need.pk], at=AT)
    due = dict(Duty.objects.filter(subject_kind=NEED).values_list("standard_code", "due_at"))
    assert due["reception.interpreting.materials"] == NINE - timedelta(days=3)
    assert due["reception.interpreting.manned"] == NINE - timedelta(days=5)
    assert due["reception.interpreting.tested"] == NINE - 2 * H
    SubjectBattery.check_kind(NEED, [need.pk, needed(cast).pk])


@pytest.mark.django_db(transaction=True)
def test_nobody_interprets_two_meetings_at_once(cast_committed: Cast) -> None:
    cast = cast_committed
    who, needs = speaker(cast), [needed(cast), needed(cast)]

    def take(need: LanguageNeed) -> object:
        return languages.assign_interpreter(need=need, interpreter=who, actor=cast.alice, at=AT)

    outcomes = race([lambda: take(needs[0]), lambda: take(needs[1])])
    assert sorted(type(each).__name__ for each in outcomes) == ["Engagement", "ReceptionRefused"], outcomes
    refused = next(each for each in outcomes if isinstance(each, ReceptionRefused))
    assert any(need.event.ref in str(refused) for need in needs)
    with pytest.raises(ReceptionRefused):
        languages.assign_interpreter(need=needed(cast, language=Language.FR), interpreter=who, actor=cast.alice, at=AT)


@pytest.mark.django_db
def test_receivers_go_out_by_number_and_come_back_counted(cast: Cast) -> None:
    need = needed(cast)
    told = {"actor": cast.bob, "at": NINE}
    with pytest.raises(ReceptionRefused) as many:
        languages.lend_receivers(need=need, count=43, holder="会务组", **told)
    assert "42" in str(many.value)
    item = languages.lend_receivers(need=need, count=42, holder="会务组", **told)
    with pytest.raises(ReceptionRefused):
        languages.drop_need(need=need, **told)
    with pytest.raises(ReceptionRefused):
        languages.take_receivers_back(item=item, count=43, signature="李", **told)
    back = languages.take_receivers_back(item=item, count=40, signature="李", **told)
    assert back.state == ItemState.BROKEN and "2" in back.condition_in and languages.receivers_out(need) == 42
    other = needed(cast)
    whole = languages.lend_receivers(need=other, count=10, holder="会务组", **told)
    assert languages.take_receivers_back(item=whole, count=10, signature="李", **told).state == ItemState.RETURNED
    languages.drop_need(need=other, **told)
    assert LanguageNeed.objects.get(pk=other.pk).dropped_at == NINE


@pytest.mark.django_db
def test_a_glossary_names_the_line_that_is_wrong(cast: Cast) -> None:
    event = make_event(cast.site)
    told = {"event": event, "language": Language.EN, "actor": cast.alice, "at": AT}
    with pytest.raises(ReceptionRefused) as refused:
        languages.keep_terms(text="城市更新 = urban renewal\n会标", **told)
    assert "2" in str(refused.value) and not Term.objects.exists()
    assert languages.keep_terms(text="城市更新 = urban renewal\n\n会标\tbanner", **told) == 2
    assert languages.keep_terms(text="会标＝event banner", **told) == 1
    assert dict(Term.objects.values_list("source", "target")) == {"城市更新": "urban renewal", "会标": "event banner"}


@pytest.mark.django_db
def test_the_pages_of_languages(client: Client, cast: Cast) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + 4 * H, large=True)
    client.force_login(cast.alice)
    page = reverse("reception:languages", args=[cast.site.code, event.ref])
    need = {
        "language": "en",
        "mode": "simultaneous",
        "starts_at": "2026-03-05T09:00",
        "ends_at": "2026-03-05T12:00",
        "listeners": "10",
    }
    fill = reverse("reception:languages_fill", args=[cast.site.code, event.ref, "need"])
    assert client.post(fill, need | {"mode": "signed"}).status_code == 422
    assert client.post(fill, need).status_code == 302
    shown = client.get(page).content.decode()
    assert "至少提供5个语种" in shown and "还缺2人" in shown
    people = reverse("reception:interpreters", args=[cast.site.code])
    assert client.post(people, {"name": "程译", "languages": ["en"], "certificate": ""}).status_code == 422
    assert client.post(people, {"name": "程译", "languages": ["en"], "certificate": "一级"}).status_code == 302
    assert (
        client.post(people, {"user": str(cast.bob.pk), "language": "en", "skill": Skill.BASIC.value}).status_code == 302
    )
    act = reverse("reception:need_act", args=[cast.site.code, LanguageNeed.objects.get().pk, "assign"])
    client.post(act, {"interpreter": str(Interpreter.objects.get().pk)})
    assert "程译" in client.get(page).content.decode()
    foreign = take_item(
        site=cast.site, kind=ItemKind.STORAGE, thing=Thing(name="手表"), keeper=cast.rita, actor=cast.rita, at=NINE
    )
    day = {"starts_at": NINE - 365 * 24 * H, "ends_at": NINE - 364 * 24 * H}
    for more in (day, day | {"starts_at": NINE - 366 * 24 * H}):
        needed(cast, event, **more)
    asked = [(each.language, each.year, each.count, each.growth) for each in demand_of(cast.site)]
    assert asked == [(Language.EN, 2026, 1, -50), (Language.EN, 2025, 2, None)]
    assert "-50 %" in client.get(people).content.decode()
    LanguageNeed.objects.filter(starts_at__lt=NINE).delete()
    back = reverse("reception:need_act", args=[cast.site.code, LanguageNeed.objects.get().pk, "back"])
    answer = client.post(back, {"pk": str(foreign.pk), "count": "1", "signature": "某人"})
    foreign.refresh_from_db()
    assert answer.status_code == 404 and foreign.state == ItemState.HELD, "only receivers come back here"
    terms = reverse("reception:languages_fill", args=[cast.site.code, event.ref, "terms"])
    assert client.post(terms, {"language": "en", "text": "会标"}).status_code == 422
    client.force_login(cast.gus)
    found = client.get(reverse("reception:phrases", args=[cast.site.code]) + "?q=安检&lang=ja").content.decode()
    assert "保安検査" in found and "いらっしゃいませ" not in found
    large = reverse("reception:show", args=[cast.site.code, "emergency-1"])
    assert 'lang="ko"' in client.get(large + "?lang=ko").content.decode()
    assert client.get(large + "?lang=xx").status_code == 404
    assert client.get(reverse("reception:card", args=[cast.site.code, "greeting", "en"])).content[:4] == b"%PDF"
    assert client.get(people).status_code == 403
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404


@pytest.mark.django_db
def test_a_meeting_with_venues_elsewhere(client: Client, cast: Cast) -> None:
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE - timedelta(days=3))
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + H)
    block = event.blocks.create(site=cast.site, room=make_room(cast.site), starts_at=NINE, ends_at=NINE + H)
    client.force_login(cast.alice)
    page = reverse("reception:video", args=[cast.site.code, block.pk])
    data = {"main_line": "专线一", "spare_line": "专线一", "bridge": "0571-80000000", "venues": "甲县\n乙县"}
    same = client.post(page, data)
    assert same.status_code == 422 and "乙县" in same.content.decode()
    assert client.post(page, data | {"spare_line": "4G备用"}).status_code == 302
    found = VideoMeeting.objects.get()
    plan_now(VIDEO, [found.pk], at=NINE - timedelta(days=3))
    due = dict(Duty.objects.filter(subject_kind=VIDEO).values_list("standard_code", "due_at"))
    assert due["reception.video.day_before"] == NINE - timedelta(days=1)
    assert due["reception.video.hour_before"] == NINE - H
    call_at = NINE - timedelta(minutes=20)
    one, two = found.venues.all()
    video.call_venue(venue=one, answered=True, muted=True, actor=cast.bob, at=call_at)
    plan_now(VIDEO, [found.pk], at=call_at)
    roll = Duty.objects.get(standard_code="reception.video.roll_call")
    assert roll.is_live
    video.call_venue(venue=two, answered=True, muted=False, actor=cast.bob, at=call_at)
    plan_now(VIDEO, [found.pk], at=call_at)
    roll.refresh_from_db()
    assert roll.is_live, "an open microphone is not the end of the roll call"
    video.call_venue(venue=two, answered=True, muted=True, actor=cast.bob, at=call_at)
    plan_now(VIDEO, [found.pk], at=call_at)
    roll.refresh_from_db()
    assert not roll.is_live
    SubjectBattery.check_kind(VIDEO, [found.pk])
    client.force_login(cast.gus)
    assert client.post(page, data).status_code in {403, 404}
