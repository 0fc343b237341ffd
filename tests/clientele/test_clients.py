"""Profiles, packages at the enquiry, referrals and points, as the people of a site use them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.clientele.actions.clients import adopt_client, note_visit, tell_preference
from guanjia.clientele.actions.packages import save_package, take_package, withdraw_package
from guanjia.clientele.actions.points import earn, expire_points, spend
from guanjia.clientele.actions.referrals import code_for, name_referral, settle_referral
from guanjia.clientele.models import Package, PackageChoice, PointAccount, PointEntry, Preference, Referral, Visit
from guanjia.clientele.queries.clients import profile_of
from guanjia.clientele.queries.offering import offering_of
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import ReferralState
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.models import Event
from guanjia.conference.public import Channel, Segment
from guanjia.foundation.persons.models import Consent, Person
from guanjia.foundation.persons.public import erase
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Contact, Organisation
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
AT = NINE - timedelta(days=10)


@pytest.fixture(autouse=True)
def held(cast: Cast) -> None:
    Site.objects.update(held_at=AT)


def url(name: str, *args: object) -> str:
    return reverse(f"clientele:{name}", args=["yard", *args])


def client_named(cast: Cast, name: str = "启明公司", kind: str = "enterprise") -> Organisation:
    made = Organisation.objects.create(company=cast.company, name=name, kind=kind)
    made.sites.add(cast.site)
    return made


def asked(cast: Cast, applicant: str = "启明公司", segment: Segment = Segment.ENTERPRISE, **fields: Any) -> Event:
    wish = Wish(
        segment=segment, channel=Channel.TELEPHONE, headcount=30, title="培训", applicant=applicant, contact_name="何女士",
        contact_phone="13800138000", starts_at=NINE, ends_at=NINE + timedelta(hours=2), **fields,
    )  # fmt: skip
    return Event.objects.select_related("site", "intake", "organisation").get(
        pk=receive_wish(site=cast.site, wish=wish, actor=cast.alice, at=AT).pk
    )


def test_a_client_without_any_meeting_stands_in_the_list(client: Client, cast: Cast) -> None:
    client_named(cast, "尚未办会的单位")
    client.force_login(cast.alice)
    shown = client.get(url("clients"))
    assert shown.status_code == 200 and "尚未办会的单位" in shown.content.decode()


def package(cast: Cast, code: str, *services: str, least: int = 1, most: int = 100, **fields: Any) -> Package:
    values: dict[str, Any] = {
        "code": code, "name": code, "pitch": "", "kinds": ["ordinary"], "services": list(services), "style": "", "least": least,
        "most": most, "head_fen": 8000, "valid_from": date(2026, 1, 1), "valid_until": None,
    }  # fmt: skip
    return save_package(site=cast.site, package=Package(), values=values | fields, rev=0, actor=cast.mei, at=AT)


def held_event(cast: Cast, client: Organisation, days: int = 30, **fields: Any) -> Event:
    return make_event(cast.site, organisation=client, starts_at=NINE - timedelta(days=days), state="closed", **fields)


def test_an_unknown_one_becomes_a_client_with_its_contact_and_is_found_the_next_time(cast: Cast) -> None:
    event = asked(cast)
    assert event.organisation is None
    client = adopt_client(event=event, actor=cast.alice, at=AT)
    contact = Contact.objects.get()
    assert client.name == "启明公司" and contact.name == "何女士" and Person.objects.get(pk=contact.person_id)
    assert adopt_client(event=event, actor=cast.alice, at=AT) == client and Contact.objects.count() == 1
    assert asked(cast).organisation == client


def test_habits_are_facts_with_their_meetings_and_a_persons_likes_are_locked(client: Client, cast: Cast) -> None:
    known, room = client_named(cast), make_room(cast.site, name="301")
    for days in (90, 60, 30):
        event = make_event(cast.site, organisation=known, starts_at=NINE - timedelta(days=days), kind="training")
        make_sitting(event, room, -1440 * days)
        arrange_blocks(event=event, actor=cast.alice, at=AT - timedelta(days=91))
        Event.objects.filter(pk=event.pk).update(state="closed")
    habit = next(each for each in profile_of(cast.site, known).habits if each.value == "301")
    assert (habit.count, habit.of, len(habit.refs)) == (3, 3, 3)
    event = asked(cast)
    contact = Contact.objects.create(organisation=known, name="何女士", person_id=None)
    given = {"site": cast.site, "client": known, "event": event, "actor": cast.alice, "at": AT, "topic": "tea"}
    with pytest.raises(ClienteleRefused):
        tell_preference(contact=contact, text="龙井", agreed=True, **given)
    adopt_client(event=asked(cast, "另一家"), actor=cast.alice, at=AT)
    other = Contact.objects.exclude(person_id=None).get()
    with pytest.raises(ClienteleRefused):
        tell_preference(contact=other, text="龙井", agreed=True, **given)
    given["client"] = other.organisation
    with pytest.raises(ClienteleRefused):
        tell_preference(contact=other, text="龙井，不加糖", agreed=False, **given)
    row = tell_preference(contact=other, text="龙井，不加糖", agreed=True, **given)
    assert (
        row.text == "" and "龙井".encode() not in bytes(row.sealed) and Consent.objects.get(purpose="clientele.habits")
    )
    page = url("client", other.organisation.pk)
    for who, status in (("alice", 200), ("audrey", 200), ("bob", 403), ("rita", 403), ("charlie", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(page).status_code == status, who
    client.force_login(cast.alice)
    assert "龙井，不加糖" in client.get(page).content.decode()
    person = Person.objects.get(pk=other.person_id)
    erase(person, actor=cast.mei, at=AT, reason="asked", site=cast.site)
    assert not Preference.objects.exists() and not Contact.objects.filter(pk=other.pk).exists()
    assert "何女士" not in client.get(page).content.decode()


def test_taking_a_preference_back_ends_the_consent(client: Client, cast: Cast) -> None:
    adopt_client(event=asked(cast), actor=cast.alice, at=AT)
    contact = Contact.objects.get()
    client.force_login(cast.alice)
    tell = url("client_act", contact.organisation_id, "tell")
    told = {"topic": "tea", "text": "白茶", "contact": contact.pk}
    assert client.post(tell, told).status_code == 422
    assert client.post(tell, told | {"agreed": "on"}).status_code == 302
    assert client.post(tell, {"topic": "cards", "text": "机密"}).status_code == 422
    assert client.post(tell, {"topic": "cards", "text": "双面繁体"}).status_code == 302
    row = Preference.objects.get(contact=contact)
    assert client.post(url("forget", row.pk)).status_code == 302
    assert Consent.objects.get().withdrawn_at is not None and Preference.objects.count() == 1


def test_packages_are_recommended_with_reasons_and_taken_into_the_needs(client: Client, cast: Cast) -> None:
    known = client_named(cast)
    package(cast, "plain", "tea")
    loved = package(cast, "loved", "tea", "projector", "tea_break")
    package(cast, "huge", "sound", least=200, most=900)
    for days in range(3):
        old = held_event(cast, known, days + 20)
        PackageChoice.objects.create(
            site=cast.site, event=old, package=loved, organisation=known, segment="enterprise", kind="ordinary",
            offered=["plain", "loved"], rank=2, head_fen=8000, chosen_at=AT - timedelta(days=days),
        )  # fmt: skip
    event = asked(cast, services=("sound",))
    offering = offering_of(event, AT)
    assert [line.package.code for line in offering.lines] == ["loved", "plain"] and offering.known == 3
    assert "3" in offering.lines[0].reasons[0] and offering.lines[0].lacks and offering.left_out[0][0].code == "huge"
    client.force_login(cast.rita)
    page, take = url("offer", event.ref), url("offer_act", event.ref, "take")
    assert "推荐" in client.get(page).content.decode()
    client.post(take, {"package": "huge"})
    assert not PackageChoice.objects.filter(event=event).exists()
    assert client.post(take, {"package": "loved"}).status_code == 302
    choice = PackageChoice.objects.get(event=event)
    event.intake.refresh_from_db()
    assert choice.rank == 1 and choice.offered == ["loved", "plain"] and choice.head_fen == 8000
    assert set(event.intake.services) == {"sound", "tea", "projector", "tea_break"}
    withdraw_package(package=loved, actor=cast.mei, at=AT)
    with pytest.raises(ClienteleRefused):
        take_package(event=event, code="loved", actor=cast.alice, at=AT)
    for code in ("spare1", "spare2", "spare3"):
        package(cast, code, "tea")
    assert [line.first for line in offering_of(event, AT).lines] == [True, True, True, False], (
        "three stand out, not four"
    )
    client.force_login(cast.carl)
    assert client.get(page).status_code == 403


def test_public_funds_are_not_offered_what_the_law_bars(cast: Cast) -> None:
    package(cast, "fruit", "tea", "fruit")
    event = asked(cast, "市财政局", Segment.GOVERNMENT)
    offering = offering_of(event, AT)
    assert offering.lines == () and "财行" in offering.left_out[0][1]
    with pytest.raises(ClienteleRefused, match="财行"):
        take_package(event=event, code="fruit", actor=cast.alice, at=AT)


def test_last_time_is_copied_in_one_press_and_prefills_a_new_enquiry(client: Client, cast: Cast) -> None:
    known = client_named(cast)
    first = asked(cast, services=("tea", "projector"), special="靠窗")
    Event.objects.filter(pk=first.pk).update(state="closed")
    event = asked(cast, services=("sound",))
    assert event.organisation == known
    client.force_login(cast.alice)
    assert first.ref in client.get(url("offer", event.ref)).content.decode()
    assert client.post(url("offer_act", event.ref, "copy")).status_code == 302
    event.intake.refresh_from_db()
    assert event.intake.services == ["tea", "projector"] and event.intake.special == "靠窗"
    new = client.get(
        reverse("conference:intake_new", args=["yard"]) + f"?segment=enterprise&like={first.ref}"
    ).content.decode()
    assert "启明公司" in new and "靠窗" in new and 'value="何女士"' in new
    client.force_login(cast.charlie)
    assert (
        "靠窗"
        not in client.get(reverse("conference:intake_new", args=["quay"]) + f"?like={first.ref}").content.decode()
    )


def test_who_comes_again_is_prepared_for(cast: Cast) -> None:
    known = client_named(cast)
    assert note_visit(event=make_event(cast.site, organisation=known), at=AT) is None
    held_event(cast, known)
    visit = note_visit(event=make_event(cast.site, organisation=known, starts_at=NINE), at=AT)
    assert visit is not None and visit.number == 2 and Visit.objects.count() == 1


def test_a_referral_counts_when_held_and_nobody_sends_himself(cast: Cast) -> None:
    sender, new = client_named(cast), client_named(cast, "新公司")
    code = code_for(site=cast.site, organisation=sender, actor=cast.alice, at=AT)
    assert code_for(site=cast.site, organisation=sender, actor=cast.alice, at=AT) == code
    who = {"actor": cast.alice, "at": AT}
    for event in (asked(cast), asked(cast, " 启明公司 ")):
        with pytest.raises(ClienteleRefused):
            name_referral(event=event, code=code.code, **who)
    event = make_event(cast.site, organisation=new)
    with pytest.raises(ClienteleRefused):
        name_referral(event=event, code="NOSUCH1", **who)
    name_referral(event=event, code=code.code.lower(), **who)
    Event.objects.filter(pk=event.pk).update(state="surveyed")
    row = settle_referral(event=event, at=AT)
    assert row is not None and row.stage is ReferralState.COUNTED and PointAccount.objects.get().balance == 300
    assert settle_referral(event=event, at=AT) == row and PointEntry.objects.count() == 1
    again = make_event(cast.site, organisation=new)
    with pytest.raises(ClienteleRefused, match="办过会"):
        name_referral(event=again, code=code.code, **who)
    twin = client_named(cast, "孪生公司")
    pair = [make_event(cast.site, organisation=twin) for _n in range(2)]
    for each in pair:
        name_referral(event=each, code=code.code, **who)
    Event.objects.filter(pk__in=[each.pk for each in pair]).update(state="surveyed")
    late = settle_referral(event=pair[1], at=AT)
    assert late is not None and late.stage is ReferralState.REFUSED, "by then it had been here"
    assert Referral.objects.filter(state="counted").count() == 1


def test_the_public_enquiry_carries_the_code(client: Client, cast: Cast) -> None:
    code = code_for(site=cast.site, organisation=client_named(cast), actor=cast.alice, at=AT).code
    typed = {"applicant": "新公司", "title": "培训", "kind": "training", "tone": "working", "headcount": "20", "contact_name": "何女士",
             "contact_phone": "13800138000", "on": "2026-03-05", "start": "09:00", "end": "11:00"}  # fmt: skip
    page = reverse("portal:enquiry", args=["yard"])
    assert f"?segment=government&amp;code={code}" in client.get(f"{page}?code={code}").content.decode()
    assert "已记下" in client.post(f"{page}?code={code}", typed).content.decode()
    assert Referral.objects.get().code.code == code
    wrong = client.post(f"{page}?code=NOSUCH", typed | {"title": "培训二"})
    assert wrong.status_code == 200 and Referral.objects.count() == 1 and Event.objects.filter(title="培训二").exists()


def test_government_and_public_funds_get_no_points_and_the_article_is_quoted(client: Client, cast: Cast) -> None:
    bureau, firm = client_named(cast, "财政局", "government"), client_named(cast)
    given = {"site": cast.site, "rule": "held", "bill_fen": 500_000, "actor": None, "at": AT}
    for who, regime in ((bureau, "commercial"), (firm, "fiscal")):
        with pytest.raises(ClienteleRefused, match="国务院令第20号"):
            earn(organisation=who, event=held_event(cast, who, regime=regime), key="k", **given)
    assert not PointEntry.objects.exists()
    client.force_login(cast.alice)
    page = client.get(url("client", bureau.pk)).content.decode()
    assert "国务院令第20号" in page and "兑换积分" not in page
    spent = {"reward": "room_hour", "count": "1", "key": "x"}
    answer = client.post(url("client_act", bureau.pk, "spend"), spent)
    assert answer.status_code == 422 and "国务院令第20号" in answer.content.decode()


def test_points_are_booked_once_spent_to_nought_and_run_out(client: Client, cast: Cast) -> None:
    firm = client_named(cast)
    given = {"site": cast.site, "organisation": firm, "actor": None, "at": AT}
    event = held_event(cast, firm)
    first = earn(rule="held", event=event, key=f"held:{event.pk}", bill_fen=4_000_000, **given)
    assert first is not None and first.points == 400 and first.expires_on == date(2028, 2, 23)
    assert earn(rule="held", event=event, key=f"held:{event.pk}", bill_fen=4_000_000, **given) == first
    assert earn(rule="held", event=event, key="small", bill_fen=9_999, **given) is None
    client.force_login(cast.alice)
    deed, page = url("client_act", firm.pk, "spend"), {"reward": "room_hour", "count": "1", "key": "once", "note": ""}
    assert client.post(deed, page).status_code == 302 and client.post(deed, page).status_code == 302
    account = PointAccount.objects.get()
    assert account.balance == 100 and PointEntry.objects.count() == 2, "the same page sent twice is one booking"
    assert client.post(deed, page | {"key": "twice"}).status_code == 422
    assert client.post(deed, page | {"count": "0"}).status_code == 422
    with pytest.raises(TypeError):
        PointEntry.objects.all().delete()
    with pytest.raises(TypeError):
        first.save()
    late = AT + timedelta(days=731)
    assert expire_points(site=cast.site, at=late) == 1 and expire_points(site=cast.site, at=late) == 0
    account.refresh_from_db()
    assert account.balance == 0 == sum(PointEntry.objects.values_list("points", flat=True))
    with pytest.raises(ClienteleRefused):
        spend(reward="green_plants", count=1, key="z", note="", **given)


@pytest.mark.one_engine
def test_the_other_pages(client: Client, cast: Cast) -> None:
    firm = client_named(cast)
    event = held_event(cast, firm)
    client.force_login(cast.alice)
    assert "启明公司" in client.get(url("clients") + "?q=启明").content.decode()
    assert "启明公司" not in client.get(url("clients") + "?q=没有").content.decode()
    page = client.get(url("numbers") + "?since=2026-01-01&until=2026-12-31&rate=repeat&part=of").content.decode()
    assert event.title in page
    assert client.get(url("numbers") + "?since=2026-02-01&until=2026-01-01").status_code == 422
    assert client.get(url("package_new")).status_code == 403
    client.force_login(cast.mei)
    typed = {"code": "tea", "name": "茶话", "kinds": "ordinary", "services": "tea", "least": "2", "most": "20", "price": "30",
             "valid_from": "2026-01-01"}  # fmt: skip
    assert client.post(url("package_new"), typed | {"most": "1"}).status_code == 422
    assert client.post(url("package_new"), typed | {"services": "gold"}).status_code == 422
    assert client.post(url("package_new"), typed).status_code == 302
    assert client.post(url("package_new"), typed).status_code == 422, "one of a code"
    row = Package.objects.get()
    assert client.post(url("package", row.pk), typed | {"price": "35", "rev": row.rev}).status_code == 302
    assert client.post(url("package", row.pk), typed | {"price": "36", "rev": row.rev}).status_code == 422, "stale"
    assert Package.objects.get().head_fen == 3500 and "茶话" in client.get(url("packages")).content.decode()
