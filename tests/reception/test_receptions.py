"""A visiting party from the letter to the farewell, and what goes wrong on the way (W10)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.files.models import StoredFile
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import ReasonNeeded
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Slot
from guanjia.reception.actions import logistics, receiving, running, wishes
from guanjia.reception.actions.printing import who_rows
from guanjia.reception.models import Car, Engagement, Reception
from guanjia.reception.public import ReceptionRefused
from guanjia.reception.queries.profiles import card_marks
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import Hospitality, Kind, Level, Lodging, Part, ReceptionState
from guanjia.ui.card import Whom
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room
from tests.harness.race import race
from tests.reception.parties import AT, LETTER, announced, hosted, part, with_guest

H = timedelta(hours=1)


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["letter_number", "letter_from", "letter_on"])
def test_without_its_letter_no_official_reception_and_the_refusal_is_kept(cast: Cast, missing: str) -> None:
    empty: dict[str, Any] = {missing: None if missing == "letter_on" else ""}
    with pytest.raises(ReceptionRefused) as refused:
        announced(cast, **empty)
    assert "国内公务接待管理规定" in str(refused.value) and refused.value.field == "letter_number"
    entry = Entry.objects.get(action="reception.refuse")
    assert entry.changes["fields"] == ["letter_number"] and not Reception.objects.exists()
    nothing = dict.fromkeys(LETTER, "") | {"letter_on": None}
    assert announced(cast, kind=Kind.BUSINESS, **nothing).number.startswith("JD-")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"party": " "}, "party"),
        ({"heads": 0}, "heads"),
        ({"leaves_at": NINE}, "leaves_at"),
    ],
)
def test_what_is_not_announced(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ReceptionRefused) as refused:
        announced(cast, **more)
    assert refused.value.field == field
    with pytest.raises(SecretRefused):
        announced(cast, purpose="【机密】会谈")
    with pytest.raises(ReceptionRefused):
        announced(cast, event=make_event(cast.site, secrecy="controlled"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("offered", "field", "article"),
    [
        (Hospitality(0, companions=4, greeters=2), "companions", "第10条"),
        (Hospitality(0, meals=2, greeters=2), "meals", "第10条"),
        (Hospitality(0, gifts=True, greeters=2), "gifts", "厉行节约"),
        (Hospitality(0, pomp=True, greeters=2), "pomp", "第8条"),
        (Hospitality(0, lodging=Lodging.SUITE, greeters=2), "lodging", "第9条"),
        (Hospitality(0, greeters=3), "greeters", ""),
    ],
)
def test_beyond_law_or_table_is_refused_with_the_article_and_journalled(
    cast: Cast, offered: Hospitality, field: str, article: str
) -> None:
    row = announced(cast)
    with pytest.raises(ReceptionRefused) as refused:
        receiving.offer(reception=row, offered=offered, rev=row.rev, actor=cast.alice, at=AT)
    assert refused.value.field == field and article in refused.value.article and article in str(refused.value)
    assert Entry.objects.filter(action="reception.refuse", subject_id=row.pk).count() == 1
    row.refresh_from_db()
    assert (row.companions, row.meals, row.lodging) == (0, 0, "none")


@pytest.mark.django_db
def test_less_than_the_rank_gets_needs_a_reason_and_an_unknown_rank_is_never_confirmed(cast: Cast) -> None:
    row = announced(cast)
    with pytest.raises(ReceptionRefused) as short:
        receiving.offer(reception=row, offered=Hospitality(0, greeters=1), rev=row.rev, actor=cast.alice, at=AT)
    assert short.value.field == "short_reason"
    unknown = announced(cast, level=Level.UNKNOWN)
    with pytest.raises(ReceptionRefused) as refused:
        receiving.confirm(reception=unknown, actor=cast.alice, at=AT)
    assert refused.value.field == "level"


@pytest.mark.django_db
def test_from_the_letter_to_the_farewell(cast: Cast) -> None:
    row = hosted(cast)
    plan_now(RECEPTION, [row.pk], at=AT)
    owed = {duty.standard_code: duty for duty in Duty.objects.filter(subject_kind=RECEPTION, subject_id=row.pk)}
    assert owed["reception.greeters"].due_at == NINE - timedelta(minutes=5)
    assert owed["reception.greeters"].opens_at == NINE - timedelta(minutes=10)
    assert owed["reception.lounge.ready"].due_at == NINE - timedelta(minutes=15)
    row = running.greeters_in_place(reception=row, actor=cast.bob, at=NINE - timedelta(minutes=7))
    row = running.arrive(reception=row, actor=cast.bob, at=NINE)
    row = running.seat(reception=row, actor=cast.bob, at=NINE + timedelta(minutes=9))
    plan_now(RECEPTION, [row.pk], at=NINE + timedelta(minutes=10))
    live = set(Duty.objects.filter(subject_kind=RECEPTION).values_list("standard_code", flat=True))
    assert {"reception.led", "reception.served", "reception.tea"} <= live
    with pytest.raises(MoveRefused):
        running.arrive(reception=row, actor=cast.bob, at=NINE)
    row = running.leave(reception=row, actor=cast.bob, at=NINE + 5 * H)
    assert running.close(reception=row, actor=cast.alice, at=NINE + 6 * H).stage is ReceptionState.CLOSED
    SubjectBattery.check_kind(RECEPTION, [row.pk, announced(cast).pk])


@pytest.mark.django_db
def test_a_gift_is_a_promise_to_a_business_guest_and_refused_to_an_official_one(cast: Cast) -> None:
    official = announced(cast)
    given = {"kind": Logistics.GIFT, "what": "龙井一盒", "when": NINE + H, "actor": cast.alice, "at": AT}
    with pytest.raises(ReceptionRefused) as refused:
        logistics.arrange(reception=official, **given)
    assert "厉行节约" in refused.value.article and Entry.objects.filter(action="reception.refuse").exists()
    business = announced(cast, kind=Kind.BUSINESS)
    logistics.arrange(reception=business, **given)
    plan_now(RECEPTION, [official.pk, business.pk], at=AT)
    duty = Duty.objects.get(standard_code="reception.gift")
    assert duty.subject_id == business.pk and duty.due_at == NINE + H


@pytest.mark.django_db
def test_an_article_from_memory_is_quoted_as_one_to_be_checked(cast: Cast) -> None:
    row = announced(cast)
    with pytest.raises(ReceptionRefused) as beyond:
        told = Hospitality(0, greeters=2, lodging=Lodging.SUITE)
        receiving.offer(reception=row, offered=told, rev=row.rev, actor=cast.alice, at=AT)
    assert "第9条，条号待核" in str(beyond.value)
    with pytest.raises(ReceptionRefused) as meals:
        receiving.offer(
            reception=row, offered=Hospitality(0, meals=2, greeters=2), rev=row.rev, actor=cast.alice, at=AT
        )
    assert "第10条" in str(meals.value) and "待核" not in str(meals.value)


@pytest.mark.django_db
def test_a_host_of_another_rank_needs_the_reason_and_nobody_hosts_two_at_once(cast: Cast) -> None:
    row = announced(cast)
    receiving.offer(reception=row, offered=Hospitality(0, greeters=2), rev=row.rev, actor=cast.alice, at=AT)
    row.refresh_from_db()
    row = receiving.confirm(reception=row, actor=cast.alice, at=AT)
    with pytest.raises(ReceptionRefused) as refused:
        running.assign_host(reception=row, user=cast.lin, actor=cast.alice, at=AT)
    assert refused.value.field == "reason"
    row = running.assign_host(reception=row, user=cast.lin, reason="经理外出开会", actor=cast.alice, at=AT)
    assert row.host == cast.lin and row.host_reason == "经理外出开会"
    other = announced(cast, party="另一家")
    receiving.offer(reception=other, offered=Hospitality(0, greeters=2), rev=other.rev, actor=cast.alice, at=AT)
    other.refresh_from_db()
    other = receiving.confirm(reception=other, actor=cast.alice, at=AT)
    with pytest.raises(ReceptionRefused) as busy:
        running.assign_host(reception=other, user=cast.lin, reason="同上", actor=cast.alice, at=AT)
    assert row.number in str(busy.value)


@pytest.mark.django_db
def test_a_late_flight_moves_duties_lounge_and_cars_and_sends_the_greeters_back(cast: Cast) -> None:
    room = make_room(cast.site, "VIP")
    row = hosted(cast)
    row = running.take_lounge(reception=row, room=room, actor=cast.alice, at=AT)
    car = Car.objects.create(site=cast.site, name="一号车")
    running.take_car(reception=row, car=car, starts_at=NINE - H, ends_at=NINE, actor=cast.alice, at=AT)
    row = running.greeters_in_place(reception=row, actor=cast.bob, at=NINE - timedelta(minutes=8))
    late = NINE + 2 * H
    now = NINE - timedelta(minutes=6)
    told = {"arrives_at": late, "leaves_at": late + 5 * H, "reason": "航班延误", "actor": cast.alice, "at": now}
    row = running.retime(reception=row, rev=row.rev, **told)
    assert row.stage is ReceptionState.HOSTED and Engagement.objects.get().starts_at == late - H
    assert Slot.objects.get(holder_kind=RECEPTION).starts_at == late - timedelta(minutes=15)
    plan_now(RECEPTION, [row.pk], at=now)
    assert Duty.objects.filter(standard_code="reception.greeters", due_at=late - timedelta(minutes=5)).exists()
    assert Notice.objects.filter(user=cast.mei, template="reception.moved").count() == 1
    with pytest.raises(MoveRefused):
        running.retime(reception=row, rev=row.rev - 1, **told)


@pytest.mark.django_db
def test_two_receptions_do_not_share_lounge_or_car_and_an_early_farewell_frees_both(cast: Cast) -> None:
    room, car = make_room(cast.site, "VIP"), Car.objects.create(site=cast.site, name="一号车")
    one, two = hosted(cast), announced(cast, party="乙")
    one = running.take_lounge(reception=one, room=room, actor=cast.alice, at=AT)
    running.take_car(reception=one, car=car, starts_at=NINE, ends_at=NINE + 5 * H, actor=cast.alice, at=AT)
    with pytest.raises(ReceptionRefused) as taken:
        running.take_lounge(reception=two, room=room, actor=cast.alice, at=AT)
    assert one.number in str(taken.value) and taken.value.field == "room"
    one = running.arrive(reception=one, actor=cast.bob, at=NINE)
    one = running.leave(reception=one, actor=cast.bob, at=NINE + H)
    assert Engagement.objects.get().released_at == NINE + H and not Slot.objects.exists()
    assert Notice.objects.filter(template="reception.early").exists()
    two.refresh_from_db()
    assert running.take_lounge(reception=two, room=room, actor=cast.alice, at=NINE + H).lounge == room


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_car_at_once_one_is_told_who_has_it(cast_committed: Cast) -> None:
    cast = cast_committed
    car = Car.objects.create(site=cast.site, name="一号车")
    rows = [announced(cast, party=name) for name in ("甲", "乙")]

    def take(row: Reception) -> Engagement:
        return running.take_car(reception=row, car=car, starts_at=NINE, ends_at=NINE + H, actor=cast.alice, at=AT)

    outcomes = race([lambda: take(rows[0]), lambda: take(rows[1])])
    assert sorted(type(each).__name__ for each in outcomes) == ["Engagement", "ReceptionRefused"], outcomes
    assert any(row.number in str(each) for row in rows for each in outcomes if isinstance(each, ReceptionRefused))
    later = running.take_car(
        reception=rows[0], car=car, starts_at=NINE + H, ends_at=NINE + 2 * H, actor=cast.alice, at=AT
    )
    assert later.pk, "what only touches does not overlap"


@pytest.mark.django_db
def test_the_party_changes_and_is_confirmed_again(cast: Cast) -> None:
    row = hosted(cast)
    guest = with_guest(cast, row)
    with pytest.raises(ReceptionRefused):
        with_guest(cast, row, name="副团长")
    row = receiving.set_party(reception=row, level=Level.COUNTY, heads=1, rev=row.rev, actor=cast.alice, at=AT)
    assert row.stage is ReceptionState.ANNOUNCED
    with pytest.raises(ReceptionRefused):
        receiving.set_party(reception=row, level=Level.COUNTY, heads=0, rev=row.rev, actor=cast.alice, at=AT)
    receiving.drop_guest(guest=guest, actor=cast.alice, at=AT)
    assert not row.guests.exists()


@pytest.mark.django_db
def test_wishes_are_seen_by_those_who_serve_for_a_reason_and_by_nobody_else(cast: Cast, client: Client) -> None:
    row = hosted(cast)
    guest = with_guest(cast, row)
    part(cast, row, "bob", Part.SERVER)
    part(cast, row, "carl", Part.KITCHEN)
    part(cast, row, "tom", Part.DRIVER)
    wishes.note_wishes(guest=guest, diet="海鲜过敏", habits="龙井，椅子调低", actor=cast.bob, at=AT)
    for name in ("alice", "tom", "carl", "audrey", "hugo", "rita"):
        with pytest.raises(ReceptionRefused):
            wishes.read_wishes(guest=guest, reason="好奇", actor=getattr(cast, name), at=AT)
    assert Entry.objects.filter(action="wishes.denied").count() == 6
    with pytest.raises(ReasonNeeded):
        wishes.read_wishes(guest=guest, reason=" ", actor=cast.bob, at=AT)
    shown = wishes.read_wishes(guest=guest, reason="备茶", actor=cast.bob, at=AT)
    assert shown == {"health": ["海鲜过敏"], "habits": ["龙井,椅子调低"]}
    assert Entry.objects.filter(action="reveal").count() == 2, "diet and habits, each look on the record"
    assert wishes.kitchen_card(reception=row, actor=cast.carl, at=AT) == ["海鲜过敏"]
    with pytest.raises(ReceptionRefused):
        wishes.kitchen_card(reception=row, actor=cast.tom, at=AT)
    pages = [reverse("reception:receptions", args=[cast.site.code]) + "?day=2026-03-05",
             reverse("reception:reception", args=[cast.site.code, row.number]),
             reverse("reception:profiles", args=[cast.site.code]) + "?q=海鲜",
             reverse("reception:profile", args=[cast.site.code, guest.profile_id])]  # fmt: skip
    for name in ("hugo", "lin", "eva", "hana", "carl", "dora", "ann", "cleo", "charlie", "mia", "tom"):
        client.force_login(getattr(cast, name))
        texts = [client.get(page).content.decode().replace("?q=海鲜", "").replace('value="海鲜"', "") for page in pages]
        assert not [text for text in texts if "海鲜过敏" in text or "龙井" in text], name
    del pages[2:]
    for name in ("alice", "bob", "rita", "gus", "audrey", "mei"):
        client.force_login(getattr(cast, name))
        for page in pages:
            text = client.get(page).content.decode()
            assert "海鲜" not in text and "龙井" not in text
        inside = "梁远" in client.get(pages[1]).content.decode()
        assert inside is (name in {"alice", "bob", "mei"})
    mine = reverse("reception:wishes", args=[cast.site.code, row.number, guest.pk])
    for name, status in (("alice", 404), ("tom", 404), ("audrey", 404), ("charlie", 404)):
        client.force_login(getattr(cast, name))
        assert client.get(mine).status_code == status, name
    client.force_login(cast.bob)
    assert "海鲜" not in client.get(mine).content.decode()
    assert client.post(mine, {"reason": ""}).status_code == 422
    assert "海鲜过敏" in client.post(mine, {"reason": "备餐"}).content.decode()
    paper = reverse("reception:kitchen", args=[cast.site.code, row.number])
    assert client.post(paper).content[:4] == b"%PDF"
    row = running.arrive(reception=row, actor=cast.bob, at=NINE)
    row = running.leave(reception=row, actor=cast.bob, at=NINE + H)
    running.close(reception=row, actor=cast.alice, at=NINE + 2 * H)
    assert client.get(mine).status_code == 404, "afterwards nobody sees them here"
    assert not StoredFile.objects.exists(), "no paper with wishes is kept"


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "stale"), [(179, False), (180, True)])
def test_old_wishes_are_asked_about_anew(cast: Cast, days: int, stale: bool) -> None:
    row = hosted(cast)
    guest = with_guest(cast, row)
    assert wishes.is_stale(guest.profile, AT)
    wishes.note_wishes(guest=guest, diet="素食", actor=cast.mei, at=AT)
    guest.profile.refresh_from_db()
    assert wishes.is_stale(guest.profile, AT + timedelta(days=days)) is stale


@pytest.mark.django_db
def test_a_changed_arrangement_is_told_to_those_concerned(cast: Cast) -> None:
    row = hosted(cast)
    guest = with_guest(cast, row)
    told = {"actor": cast.alice, "at": AT}
    line = logistics.arrange(
        reception=row, kind=Logistics.CAR, what="机场接站", when=NINE - H, guest=guest, by=cast.tom, **told
    )
    line = logistics.rearrange(line=line, what="高铁站接站", when=NINE - 2 * H, by=cast.gus, rev=line.rev, **told)
    heard = set(Notice.objects.filter(template="reception.rearranged").values_list("user__username", flat=True))
    assert heard == {"tom", "gus", "mei"}, "who had it, who has it, the host"
    assert "梁远" not in str(list(Notice.objects.values_list("context", flat=True)))
    with pytest.raises(MoveRefused):
        logistics.rearrange(line=line, what="别的", when=NINE, by=cast.gus, rev=1, **told)
    logistics.arrange(reception=row, kind=Logistics.GATE, what="东门入", when=NINE, **told)
    plan_now(RECEPTION, [row.pk], at=AT)
    assert Duty.objects.get(standard_code="reception.gate").due_at == NINE - H
    logistics.drop_line(line=line, **told)
    assert row.logistics.filter(dropped_at=None).count() == 1


@pytest.mark.django_db
def test_the_pages_keep_what_was_typed_and_print(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    new = reverse("reception:new", args=[cast.site.code])
    data = {"kind": "official", "party": "兰州考察团", "level": "bureau", "heads": "6", "arrives_at": "2027-03-05T09:00",
            "leaves_at": "2027-03-05T15:00"}  # fmt: skip
    refused = client.post(new, data)
    assert (
        refused.status_code == 422 and "公函" in refused.content.decode() and "兰州考察团" in refused.content.decode()
    )
    whole = data | {"letter_number": "函8号", "letter_from": "政府办", "letter_on": "2026-03-01"}
    assert client.post(new, whole).status_code == 302
    row = Reception.objects.get()

    def at(name: str, *more: object) -> str:
        return reverse(f"reception:{name}", args=[cast.site.code, row.number, *more])

    offer = {"companions": "4", "meals": "1", "lodging": "none", "greeters": "2"}
    own = {"reception.greeters.bureau": 1}
    Site.objects.filter(pk=cast.site.pk).update(settings=own)
    many = client.post(at("fill", "offer"), offer | {"companions": "2"})
    assert many.status_code == 422 and "最多1" in many.content.decode().replace(" ", ""), "the site's own table"
    Site.objects.filter(pk=cast.site.pk).update(settings={})
    bad = client.post(at("fill", "offer"), offer)
    assert bad.status_code == 422 and "第10条" in bad.content.decode()
    assert client.post(at("fill", "offer"), offer | {"companions": "2"}).status_code == 302
    assert client.post(at("act", "confirm")).status_code == 302
    assert client.post(at("fill", "host"), {"user": str(cast.mei.pk)}).status_code == 302
    assert (
        client.post(at("fill", "guest"), {"name": "梁远", "position": "副市长", "plate": "不是车牌"}).status_code == 422
    )
    assert (
        client.post(at("fill", "guest"), {"name": "梁远", "position": "副市长", "principal": "on"}).status_code == 302
    )
    assert client.get(at("paper")).content[:4] == b"%PDF"
    assert client.get(at("who")).content[:4] == b"%PDF" and Entry.objects.filter(action="guests.print").count() == 1
    assert who_rows(row) == [["1 ★", "梁远", "副市长", "梁市长", "兰州考察团"]], "as they are spoken to"
    line = {"kind": "ticket", "what": "MU2401", "when": "2027-03-05T08:00", "guest": str(row.guests.get().pk)}
    assert client.post(at("fill", "line"), line).status_code == 302
    assert client.get(at("sheet", row.guests.get().pk)).content[:4] == b"%PDF"
    kept = row.logistics.get()
    change = {"what": "CA1502", "when": "2027-03-05T08:30", "by": str(cast.gus.pk), "rev": str(kept.rev)}
    assert "MU2401" in client.get(at("line", kept.pk)).content.decode()
    assert client.post(at("line", kept.pk), change | {"what": ""}).status_code == 422
    assert client.post(at("line", kept.pk), change).status_code == 302
    assert client.post(at("line", kept.pk), change).status_code == 422, "somebody changed it meanwhile"
    kept.refresh_from_db()
    assert (kept.what, kept.by) == ("CA1502", cast.gus)
    client.force_login(cast.gus)
    assert client.get(at("who")).status_code == 404, "only those with a part learn to know the guests"
    assert client.get(at("line", kept.pk)).status_code == 403
    assert client.post(at("act", "call_off"), {"reason": "x"}).status_code == 404
    assert client.post(at("act", "arrive")).status_code == 302
    row.refresh_from_db()
    assert row.stage is ReceptionState.ARRIVED
    client.force_login(cast.charlie)
    assert client.get(at("reception")).status_code == 404


@pytest.mark.django_db
def test_a_guest_on_file_has_mark_scheme_and_butler(client: Client, cast: Cast) -> None:
    row = hosted(cast)
    mine = with_guest(cast, row)
    client.force_login(cast.alice)

    def at(name: str, *more: object) -> str:
        return reverse(f"reception:{name}", args=[cast.site.code, row.number, *more])

    profile = reverse("reception:profile", args=[cast.site.code, mine.profile_id])
    assert client.post(profile, {"marked": "on", "scheme": "全程专人陪同", "by": str(cast.gus.pk)}).status_code == 302
    marked = client.post(profile, {"marked": "on", "scheme": "机密★方案"})
    assert "机密★" not in marked.content.decode()
    mine.profile.refresh_from_db()
    assert (mine.profile.marked, mine.profile.scheme, mine.profile.butler) == (True, "全程专人陪同", cast.gus)
    shown = client.get(reverse("reception:profiles", args=[cast.site.code]) + "?q=梁").content.decode()
    assert "梁远" in shown and "★" in shown and "全程专人陪同" in shown
    (mark,) = card_marks(cast.site, Whom(person_ids=(mine.profile.person_id,)), cast.alice, AT)
    assert (mark.text, mark.note, mark.mark.label) == ("", "", "Guest of rank"), "the mark and nothing else"
    again = client.post(at("fill", "guest"), {"on_file": str(mine.profile_id)})
    assert again.status_code == 422, "the same guest does not stand on one party twice"
    assert client.post(at("fill", "guest"), {"position": "处长"}).status_code == 422
    assert client.get(at("welcome", mine.pk)).content[:4] == b"%PDF"
    client.force_login(cast.gus)
    assert client.get(profile).status_code == 403
