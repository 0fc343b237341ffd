"""From what a guest tells to the kitchen's sheet and the floor plan; nothing of it lies open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.guest_links import guest_token
from guanjia.conference.actions.guests import Draft, add_guests, move_guest
from guanjia.conference.models import Event, Guest
from guanjia.conference.public import place_needs_of
from guanjia.conference.rules.guests import GuestState
from guanjia.duties.public import Duty, plan_now, tick
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.models import Consent
from guanjia.foundation.persons.public import erase
from guanjia.foundation.sites.public import Site
from guanjia.green.actions.meals import order_meal, plan_meal
from guanjia.green.actions.needs import erase_needs, tell_needs
from guanjia.green.models import GreenSheet, GuestNeeds, KitchenNote
from guanjia.green.queries.needs import needs_page, told_by_guest
from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.needs import Need
from guanjia.green.rules.refusals import GreenRefused
from guanjia.seating.actions.planning import make_plan
from guanjia.seating.queries.floors import floor_of
from guanjia.seating.rules.states import Scene
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=3)
TICKED = {"diets": ["halal", "no_nuts"], "access": ["wheelchair", "hearing"], "prayer": "on", "agreed": "on"}


@pytest.fixture
def event(cast: Cast) -> Event:
    settings = {"green.coordinates": "30.27, 120.15"}
    Site.objects.update(held_at=BEFORE, settings=settings)
    cast.site.held_at, cast.site.settings = BEFORE, settings
    made = make_event(cast.site, title="开放日", starts_at=NINE, ends_at=NINE + timedelta(hours=8))
    make_sitting(made, make_room(cast.site, name="东厅"), 0, 480)
    arrange_blocks(event=made, actor=cast.alice, at=BEFORE)
    drafts = [
        Draft("张三", seat="A1"),
        Draft("李四", seat="A2", diet="素食"),
        Draft("王五", needs="轮椅"),
        Draft("赵六"),
    ]
    add_guests(event=made, drafts=drafts, actor=cast.alice, at=BEFORE)
    return made


def own(name: str) -> str:
    return reverse("guest_needs", args=[guest_token(Guest.objects.get(name=name))])


def test_a_guest_tells_and_kitchen_hall_and_floor_plan_know_without_a_name(
    client: Client, cast: Cast, event: Event
) -> None:
    assert client.post(own("张三"), TICKED | {"agreed": ""}).status_code == 422 and not GuestNeeds.objects.exists()
    assert client.post(own("张三"), TICKED | {"diets": ["poison"]}).status_code == 422
    assert client.post(own("张三"), TICKED | {"other": "机密"}).status_code == 422 and not GuestNeeds.objects.exists()
    assert client.post(own("张三"), TICKED).status_code == 302
    row, consent = GuestNeeds.objects.get(), Consent.objects.get(purpose="green.needs")
    assert b"halal" not in bytes(row.sealed) and consent.version and "厨房" in consent.text
    told = client.get(own("张三")).content.decode()
    assert "晌礼" in told and "checked" in told, "prayer times stand there for who asked"
    page = needs_page(event)
    assert {line.need: line.count for line in page.diets} == {Need.VEGETARIAN: 1, Need.HALAL: 1, Need.NO_NUTS: 1}
    assert {line.need: line.count for line in page.access} == {Need.WHEELCHAIR: 2, Need.HEARING: 1}
    nuts = next(line for line in page.diets if line.need is Need.NO_NUTS)
    assert nuts.dangerous and nuts.seated == ["A1"] and page.plain == 2
    sheet = GreenSheet.objects.get()
    assert sheet.has_diets and sheet.has_access and sheet.has_prayer
    needed = {Guest.objects.get(pk=pk).name: codes for pk, codes in place_needs_of(event.pk).items()}
    assert needed == {"张三": {"wheelchair"}, "王五": {"wheelchair"}}
    client.force_login(cast.bob)
    shown = client.get(reverse("green:needs", args=["yard", event.ref])).content.decode()
    assert "张三" not in shown and "王五" not in shown and "A1" in shown and "清真餐" in shown
    paper = client.get(reverse("green:kitchen", args=["yard", event.ref]))
    assert paper.content.startswith(b"%PDF") and Entry.objects.filter(action="sheet.needs_read").count() == 1


def test_the_floor_plan_gives_them_their_places(cast: Cast, event: Event) -> None:
    guest = Guest.objects.get(name="赵六")
    told = {"codes": ["wheelchair", "guide_dog"], "other": "", "agreed": True}
    tell_needs(guest=guest, actor=None, at=BEFORE, **told)
    plan = make_plan(
        event=event, scene=Scene.FLOOR, title="", parts={g.pk: ("", "") for g in Guest.objects.all()},
        options={"rows": 3, "parts": [4, 4]}, actor=cast.alice, at=BEFORE,
    )  # fmt: skip
    people = {Guest.objects.get(pk=person.id).name: person for person in floor_of(plan).people}
    assert people["赵六"].wheelchair and people["赵六"].aisle and people["王五"].wheelchair
    assert not people["张三"].wheelchair and not people["张三"].aisle


def test_a_change_after_the_order_is_told_to_the_kitchen_at_once_and_owed(
    client: Client, cast: Cast, event: Event
) -> None:
    meal = plan_meal(event=event, kind=MealKind.LUNCH, serve_at=NINE + timedelta(hours=3), actor=cast.alice, at=BEFORE)
    guest = Guest.objects.select_related("event__site", "site", "person").get(name="张三")
    tell_needs(guest=guest, codes=["halal"], other="", agreed=True, actor=None, at=BEFORE)
    assert not KitchenNote.objects.exists(), "before the order nobody is disturbed"
    order_meal(meal=meal, portions=5, reason="", rev=meal.rev, actor=cast.alice, at=BEFORE)
    tell_needs(guest=guest, codes=["vegan"], other="", agreed=True, actor=None, at=NINE)
    note = KitchenNote.objects.get()
    assert note.changes == {"vegan": 1, "halal": -1} and "张三" not in str(note.changes)
    assert Notice.objects.filter(template="green.late_change", user=cast.dora).exists()
    plan_now("green.note", [note.pk], at=NINE)
    duty = Duty.objects.get(standard_code="green.note.read")
    assert duty.due_at == NINE + timedelta(minutes=15)
    client.force_login(cast.bob)
    url = reverse("green:note_read", args=["yard", note.pk])
    assert client.post(url).status_code == 403
    client.force_login(cast.dora)
    assert client.post(url).status_code == 302
    plan_now("green.note", [note.pk], at=NINE)
    duty.refresh_from_db()
    assert duty.state == "on_time"
    tell_needs(guest=guest, codes=["vegan", "wheelchair"], other="", agreed=True, actor=None, at=NINE)
    assert KitchenNote.objects.count() == 1, "a wheelchair is no matter of the kitchen"


def test_taken_back_is_gone_and_a_week_later_everything_is(client: Client, cast: Cast, event: Event) -> None:
    client.post(own("张三"), TICKED)
    assert client.post(own("张三"), {}).status_code == 302
    assert not GuestNeeds.objects.exists() and Consent.objects.get().withdrawn_at is not None
    assert "不再保留" in client.get(own("张三") + "?kept=1").content.decode()
    client.post(own("张三"), TICKED)
    sheet = GreenSheet.objects.get()
    Event.objects.filter(pk=event.pk).update(ended_at=NINE)
    plan_now("green.sheet", [sheet.pk], at=NINE)
    late = NINE + timedelta(days=7)
    for moment, left in ((late - timedelta(minutes=1), 1), (late, 0)):
        Site.objects.update(held_at=moment)
        cast.site.refresh_from_db()
        tick(moment, site=cast.site)
        assert GuestNeeds.objects.count() == left
    assert not GuestNeeds.objects.exists(), "the system erases it by itself"


def test_an_erased_guest_takes_all_of_it_along(client: Client, cast: Cast, event: Event) -> None:
    client.post(own("张三"), TICKED)
    guest = Guest.objects.get(name="张三")
    erase(guest.person, actor=cast.mei, at=BEFORE, reason="asked", site=cast.site)
    assert not GuestNeeds.objects.exists() and guest.pk not in told_by_guest(event.pk)
    gone = Guest.objects.select_related("event__site", "site", "person").get(pk=guest.pk)
    with pytest.raises(GreenRefused):
        tell_needs(guest=gone, codes=["halal"], other="", agreed=True, actor=None, at=BEFORE)
    assert erase_needs(event_id=event.pk, at=BEFORE) == 2, "what staff typed into the guest list goes as well"
    assert not Guest.objects.exclude(wishes=None).exists() and erase_needs(event_id=event.pk, at=BEFORE) == 0


def test_forged_over_and_strangers(client: Client, cast: Cast, event: Event) -> None:
    assert client.get(own("张三").replace(".", ".x", 1)).status_code == 404
    page, away = own("张三"), own("李四")
    move_guest(guest=Guest.objects.get(name="李四"), to=GuestState.EXCUSED, actor=cast.alice, at=BEFORE, reason="病")
    assert client.get(away).status_code == 410 and client.post(away, TICKED).status_code == 410
    controlled = make_event(cast.site, secrecy="controlled", starts_at=NINE)
    needs = reverse("green:needs", args=["yard", event.ref])
    for who, status in (("bob", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)):
        client.force_login(getattr(cast, who))
        assert client.get(needs).status_code == status, who
    client.force_login(cast.alice)
    for name in ("needs", "sheet", "kitchen"):
        assert client.get(reverse(f"green:{name}", args=["yard", controlled.ref])).status_code == 404
    client.logout()
    Site.objects.update(held_at=NINE + timedelta(days=2))
    assert client.get(page).status_code == 410


def test_staff_note_it_for_somebody_who_asked(client: Client, cast: Cast, event: Event) -> None:
    url, guest = reverse("green:needs", args=["yard", event.ref]), Guest.objects.get(name="赵六")
    client.force_login(cast.rita)
    assert client.post(url, {"guest": guest.pk, "access": ["sign_language"]}).status_code == 422
    assert client.post(url, {"guest": guest.pk, "access": ["sign_language"], "agreed": "on"}).status_code == 302
    assert Consent.objects.get().given_how == "staff" and GuestNeeds.objects.get().told_by == cast.rita
    client.force_login(cast.bob)
    assert client.post(url, {"guest": guest.pk, "agreed": "on"}).status_code == 403
