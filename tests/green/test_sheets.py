"""Meals ordered by heads, waste, meters, counted things and the sum, as the people of a site use them."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.duties.public import Duty, GateClosed, plan_now
from guanjia.foundation.sites.public import Site
from guanjia.green.actions.meals import close_meal, drop_meal, order_meal, plan_meal
from guanjia.green.actions.sheets import move_sheet, sheet_of, weigh
from guanjia.green.models import GreenSheet, Meal, MeterReading, SiteFactor, Tally, Weighing
from guanjia.green.queries.footprint import green_page
from guanjia.green.queries.meals import expected_of, meal_lines
from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.refusals import GreenRefused, GreenStale
from guanjia.green.rules.states import SheetState
from guanjia.green.rules.waste import WasteKind
from guanjia.kernel.states import MoveRefused
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=2)
NOON = NINE + timedelta(hours=3)


@pytest.fixture
def event(cast: Cast) -> Event:
    Site.objects.update(held_at=BEFORE)
    return make_event(
        cast.site,
        title="培训会",
        kind="training",
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=8),
        expected_count=100,
    )


def url(name: str, *args: object) -> str:
    return reverse(f"green:{name}", args=["yard", *args])


def lunch(cast: Cast, event: Event) -> Meal:
    return plan_meal(event=event, kind=MealKind.LUNCH, serve_at=NOON, actor=cast.alice, at=BEFORE)


def over(cast: Cast, eaten: int, number: int) -> None:
    """A lunch of the past for a hundred."""
    past = timedelta(days=30 + number)
    old = make_event(cast.site, starts_at=NINE - past, expected_count=100)
    Meal.objects.create(
        site=cast.site, event=old, kind="lunch", serve_at=NOON - past,
        cut_off_at=BEFORE - past,
        state="closed", expected=100, portions=100, eaten=eaten, left_grams=500,
    )  # fmt: skip


def test_portions_follow_heads_and_what_the_site_has_learned(cast: Cast, event: Event) -> None:
    meal = lunch(cast, event)
    assert meal.cut_off_at == NOON - timedelta(hours=24) and lunch(cast, event) == meal, "the same meal is that one"
    (line,) = meal_lines(event, BEFORE)
    assert not line.seen.learned and line.seen.likely == 90 and expected_of(event) == (100, "booked")
    for number, eaten in enumerate((78, 80, 82, 79, 81, 80, 78, 82)):
        over(cast, eaten, number)
    (line,) = meal_lines(event, BEFORE)
    assert line.seen.learned and line.seen.likely == 80 and line.proposed == 82
    Guest.objects.bulk_create(
        Guest(site=cast.site, event=event, name=f"客{n}", state=GuestState.CONFIRMED) for n in range(50)
    )
    assert expected_of(event) == (50, "confirmed") and meal_lines(event, BEFORE)[0].seen.likely == 40


def test_much_too_much_needs_a_reason_and_the_forecast_is_frozen_with_the_order(cast: Cast, event: Event) -> None:
    meal = lunch(cast, event)
    who = {"actor": cast.alice, "at": BEFORE}
    with pytest.raises(GreenRefused, match="110"):
        order_meal(meal=meal, portions=122, reason="", rev=meal.rev, **who)
    order_meal(meal=meal, portions=121, reason="", rev=meal.rev, **who)
    assert (meal.portions, meal.likely, meal.high) == (121, 90, 110)
    with pytest.raises(GreenStale):
        order_meal(meal=meal, portions=90, reason="", rev=meal.rev - 1, **who)
    order_meal(meal=meal, portions=150, reason="另有工作人员三十人", rev=meal.rev, **who)
    with pytest.raises(GreenRefused):
        order_meal(meal=meal, portions=90, reason="", rev=meal.rev, actor=cast.alice, at=NOON)
    with pytest.raises(GreenRefused):
        close_meal(meal=meal, eaten=80, left_grams=0, packed=0, donated=0, donated_to="", rev=meal.rev, **who)


def test_the_order_is_owed_before_the_cut_off_and_the_weighing_after(cast: Cast, event: Event) -> None:
    meal = lunch(cast, event)
    plan_now("green.meal", [meal.pk], at=BEFORE)
    owed = Duty.objects.get(standard_code="green.meal.ordered")
    assert owed.due_at == meal.cut_off_at and owed.state == "open"
    order_meal(meal=meal, portions=90, reason="", rev=meal.rev, actor=cast.alice, at=BEFORE)
    plan_now("green.meal", [meal.pk], at=BEFORE)
    owed.refresh_from_db()
    assert owed.state == "on_time"
    assert Duty.objects.get(standard_code="green.meal.weighed").due_at == NOON + timedelta(hours=4)
    told = {"left_grams": 4000, "packed": 5, "rev": meal.rev, "actor": cast.bob, "at": NOON + timedelta(hours=1)}
    with pytest.raises(GreenRefused):
        close_meal(meal=meal, eaten=80, donated=3, donated_to="", **told)
    with pytest.raises(GreenRefused):
        close_meal(meal=meal, eaten=200, donated=0, donated_to="", **told)
    close_meal(meal=meal, eaten=80, donated=3, donated_to="福利院", **told)
    plan_now("green.meal", [meal.pk], at=NOON + timedelta(hours=1))
    assert Duty.objects.get(standard_code="green.meal.weighed").state == "on_time"
    assert meal_lines(event, NOON)[0].wasted.grams_a_head == 50
    with pytest.raises(MoveRefused):
        drop_meal(meal=meal, reason="x", rev=meal.rev, actor=cast.bob, at=NOON)


def test_public_funds_pay_for_no_dinner_and_meals_lie_around_the_event(cast: Cast, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(regime="fiscal")
    event.refresh_from_db()
    with pytest.raises(GreenRefused, match="条"):
        plan_meal(event=event, kind=MealKind.DINNER, serve_at=NOON, actor=cast.alice, at=BEFORE)
    plan_meal(event=event, kind=MealKind.WORK_MEAL, serve_at=NOON, actor=cast.alice, at=BEFORE)
    for hours in (-4, 13):
        with pytest.raises(GreenRefused):
            plan_meal(
                event=event, kind=MealKind.LUNCH, serve_at=NINE + timedelta(hours=hours), actor=cast.alice, at=BEFORE
            )
    with pytest.raises(GreenRefused):
        plan_meal(event=event, kind=MealKind.LUNCH, serve_at=BEFORE, actor=cast.alice, at=BEFORE)


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return SimpleUploadedFile("bin.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.django_db(transaction=True)
def test_a_bin_is_weighed_with_its_photo_and_a_page_is_no_photo(cast_committed: Cast, client: Client) -> None:
    event = make_event(cast_committed.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    client.force_login(cast_committed.carl)
    given = {"kind": "kitchen", "kilograms": "3.5"}
    answer = client.post(url("enter", event.ref, "weigh"), given | {"photo": photo()})
    row = Weighing.objects.get()
    assert answer.status_code == 302 and row.grams == 3500 and row.photo is not None
    page = SimpleUploadedFile("bin.jpg", b"<html><script>1</script></html>", "image/jpeg")
    assert client.post(url("enter", event.ref, "weigh"), given | {"photo": page}).status_code == 422
    assert client.post(url("enter", event.ref, "weigh"), given | {"kilograms": "2001"}).status_code == 422
    assert Weighing.objects.count() == 1


def test_meters_counts_and_slips_and_the_sum_line_by_line(cast: Cast, client: Client, event: Event) -> None:
    client.force_login(cast.tom)
    meter = {
        "meter": "3层配电",
        "before": "1000",
        "own_m2": "200",
        "own_hours": "8",
        "all_m2_hours": "3200",
        "multiplier": "1",
    }
    assert client.post(url("enter", event.ref, "meter"), meter | {"all_m2_hours": "1599"}).status_code == 422
    assert client.post(url("enter", event.ref, "meter"), meter).status_code == 302
    assert client.post(url("enter", event.ref, "meter"), meter).status_code == 422, "read once"
    row = MeterReading.objects.get()
    Site.objects.update(held_at=NINE + timedelta(hours=8))
    after = url("meter", row.pk)
    assert client.post(after, {"value": "999"}).status_code == 422
    assert client.post(after, {"value": "99999"}).status_code == 422
    assert client.post(after, {"value": "1120"}).status_code == 302
    assert client.post(url("enter", event.ref, "tally"), {"thing": "printed", "quantity": "500"}).status_code == 302
    assert client.post(url("enter", event.ref, "tally"), {"thing": "cups", "quantity": "100"}).status_code == 302
    assert client.post(url("enter", event.ref, "tally"), {"thing": "printed", "quantity": "0"}).status_code == 422
    slip = Tally.objects.get(thing="printed")
    sheet = GreenSheet.objects.get()
    page = green_page(sheet)
    assert page.kwh == 60, "half of 120 is ours"
    assert page.sum.caused == Decimal(60) * Decimal("0.5366") + 500 * Decimal("0.0040")
    assert page.sum.avoided == 100 * Decimal("0.08") and page.printed == 500
    assert (
        client.post(url("strike", "tally", slip.pk), {"reason": ""}).status_code == 302
        and green_page(sheet).printed == 500
    )
    client.post(url("strike", "tally", slip.pk), {"reason": "重复登记"})
    assert green_page(sheet).printed == 0
    shown = client.get(url("method", event.ref)).content.decode()
    assert "0.5366" in shown and "生态环境部" in shown and "不声称" in shown
    assert client.get(url("report", event.ref)).content.startswith(b"%PDF")


def test_the_sheet_closes_only_after_the_bins_were_weighed(cast: Cast, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(ended_at=NINE)
    sheet = sheet_of(event=event, at=NINE)
    with pytest.raises(GateClosed):
        move_sheet(sheet=sheet, to=SheetState.CLOSED, actor=cast.alice, at=NINE)
    weigh(sheet=sheet, kind=WasteKind.RESIDUAL, grams=900, photo=None, actor=cast.carl, at=NINE)
    move_sheet(sheet=sheet, to=SheetState.CLOSED, actor=cast.alice, at=NINE)
    with pytest.raises(GreenRefused):
        weigh(sheet=sheet, kind=WasteKind.RESIDUAL, grams=900, photo=None, actor=cast.carl, at=NINE)


def test_a_factor_of_our_own_needs_a_source_and_counts_from_its_day(cast: Cast, client: Client, event: Event) -> None:
    given = {"code": "grid", "value": "0.1", "year": "2025", "since": "2026-03-01", "source": "供电公司绿电证明"}
    client.force_login(cast.alice)
    assert client.post(url("factors"), given).status_code == 403
    client.force_login(cast.mei)
    assert client.post(url("factors"), given | {"source": ""}).status_code == 422
    assert client.post(url("factors"), given | {"since": "2026-03-09"}).status_code == 422
    assert client.post(url("factors"), given).status_code == 302
    assert client.post(url("factors"), given).status_code == 422
    assert SiteFactor.objects.count() == 1 and "供电公司" in client.get(url("factors")).content.decode()


@pytest.mark.one_engine
def test_every_page_opens_for_who_may_and_for_nobody_else(cast: Cast, client: Client, event: Event) -> None:
    meal = lunch(cast, event)
    pages = [url("home"), url("sheet", event.ref), url("meal", meal.pk), url("method", event.ref), url("factors")]
    for who, status in (("bob", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)):
        client.force_login(getattr(cast, who))
        assert [client.get(page).status_code for page in pages] == [status] * len(pages), who
    client.force_login(cast.bob)
    assert (
        client.post(url("enter", event.ref, "meal"), {"kind": "lunch", "on": "2026-03-05", "time": "12:30"}).status_code
        == 403
    )
    client.force_login(cast.alice)
    plan = {"kind": "tea_break", "on": "2026-03-05", "time": "10:30"}
    assert client.post(url("enter", event.ref, "meal"), plan).status_code == 302
    assert client.post(url("enter", event.ref, "meal"), plan | {"time": "23:59"}).status_code == 422
    order = {"verb": "order", "portions": "90", "rev": meal.rev}
    assert client.post(url("meal", meal.pk), order | {"portions": "900"}).status_code == 422
    assert client.post(url("meal", meal.pk), order).status_code == 302
    assert client.get(url("home")).content.decode().count("已下单") == 1
