"""The pages of posts: who may open them, what bad input says."""

import io
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.posts.models import Post, Qualification, Roster, Shift
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post, make_shift

MONDAY = datetime(2026, 11, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def lin(cast: Cast, client: Client) -> Client:
    """The team leader, logged in, on Monday morning."""
    cast.site.held_at = MONDAY
    cast.site.save()
    client.force_login(cast.lin)
    return client


@pytest.mark.django_db
def test_the_week_shows_who_stands_where_and_what_is_missing(cast: Cast, lin: Client):
    post = make_post(cast.site, "a", name_zh="大厅", required=True, manned_from=time(8), manned_until=time(18))
    make_entry(post, cast.bob, MONDAY, MONDAY + 8 * HOUR)
    page = lin.get(reverse("posts:roster", args=["yard"]))
    text = page.content.decode()
    assert "Bob" in text and "大厅" in text
    assert page.context["week"].gap_count == 7


@pytest.mark.django_db
@pytest.mark.parametrize("week", ["", "nonsense", "2026-99-99", "2026-11-18"])
def test_any_week_address_gives_a_week(cast: Cast, lin: Client, week):
    assert lin.get(reverse("posts:roster", args=["yard"]), {"week": week}).context["week"].monday == date(2026, 11, 16)


@pytest.mark.django_db
def test_put_somebody_on_a_post_for_three_days(cast: Cast, lin: Client):
    post, shift = make_post(cast.site, "a"), make_shift(cast.site, "早班", time(8), time(16))
    form = {"post": post.pk, "user": cast.bob.pk, "day": "2026-11-16", "shift": shift.pk, "repeat_days": 3}
    answer = lin.post(reverse("posts:entry_add", args=["yard"]), form)
    assert answer.status_code == 302
    assert [entry.starts_at for entry in Roster.objects.all()] == [MONDAY + timedelta(days=n) for n in range(3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"shift": "", "from_time": "08:00"}, "shift"),
        ({"user": ""}, "user"),
        ({"day": "2026-02-30"}, "day"),
        ({"repeat_days": "0"}, "repeat_days"),
        ({"repeat_days": "32"}, "repeat_days"),
    ],
)
def test_bad_input_names_the_field_and_keeps_the_rest(cast: Cast, lin: Client, change, field):
    post, shift = make_post(cast.site, "a"), make_shift(cast.site)
    form = {"post": post.pk, "user": cast.bob.pk, "day": "2026-11-16", "shift": shift.pk, "repeat_days": 1} | change
    answer = lin.post(reverse("posts:entry_add", args=["yard"]), form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Roster.objects.exists()


@pytest.mark.django_db
def test_a_double_is_refused_with_the_other_post_and_nothing_is_half_done(cast: Cast, lin: Client):
    other = make_post(cast.site, "b", name_zh="前台")
    make_entry(other, cast.bob, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=2))
    post, shift = make_post(cast.site, "a"), make_shift(cast.site)
    form = {"post": post.pk, "user": cast.bob.pk, "day": "2026-11-16", "shift": shift.pk, "repeat_days": 3}
    answer = lin.post(reverse("posts:entry_add", args=["yard"]), form)
    assert answer.status_code == 422
    assert "前台" in answer.content.decode() and "11-17 08:00" in answer.content.decode()
    assert Roster.objects.count() == 1


@pytest.mark.django_db
def test_swap_and_take_off(cast: Cast, lin: Client):
    entry = make_entry(make_post(cast.site, "a"), cast.bob, MONDAY + HOUR, MONDAY + 3 * HOUR)
    assert lin.get(reverse("posts:entry", args=["yard", entry.pk])).status_code == 200
    answer = lin.post(
        reverse("posts:entry_cover", args=["yard", entry.pk]),
        {"user": cast.eva.pk, "starts_at": "2026-11-16T10:00", "ends_at": ""},
    )
    assert answer.status_code == 302
    stand_in = Roster.objects.get(user=cast.eva)
    assert stand_in.starts_at == MONDAY + 2 * HOUR
    lin.post(reverse("posts:entry_release", args=["yard", stand_in.pk]), {"reason": "ill"})
    assert Roster.objects.get(user=cast.eva).released_at == MONDAY


@pytest.mark.django_db
def test_cover_by_the_same_person_is_refused_in_words(cast: Cast, lin: Client):
    entry = make_entry(make_post(cast.site, "a"), cast.bob, MONDAY + HOUR, MONDAY + 3 * HOUR)
    answer = lin.post(reverse("posts:entry_cover", args=["yard", entry.pk]), {"user": cast.bob.pk})
    assert answer.status_code == 422


@pytest.mark.django_db
def test_copy_button_tells_what_it_did(cast: Cast, lin: Client):
    make_entry(make_post(cast.site, "a"), cast.bob, MONDAY - 7 * 24 * HOUR, MONDAY - 7 * 24 * HOUR + HOUR)
    answer = lin.post(reverse("posts:copy", args=["yard"]), {"week": "2026-11-16"}, follow=True)
    assert "1" in "".join(str(message) for message in answer.context["messages"])
    assert Roster.objects.count() == 2


@pytest.mark.django_db
def test_master_data_is_kept_by_the_manager(cast: Cast, client: Client):
    client.force_login(cast.mei)
    add = lambda noun: reverse("posts:master_add", args=["yard", noun])  # noqa: E731
    post = {"code": "frontdesk", "name_zh": "前台", "name_en": "Front desk", "least_people": 1, "is_open": "on"}
    assert client.post(add("post"), post).status_code == 302
    assert client.post(add("post"), post).status_code == 422, "the code is taken"
    assert client.post(add("shift"), {"name": "夜班", "from_time": "20:00", "until_time": "08:00"}).status_code == 302
    paper = {"user": cast.bob.pk, "kind": "fire_operator", "number": "1", "expires_on": "2027-01-01"}
    assert client.post(add("qualification"), paper).status_code == 302
    assert (Post.objects.count(), Shift.objects.count(), Qualification.objects.count()) == (1, 1, 1)
    row = Post.objects.get()
    change = reverse("posts:master_change", args=["yard", "post", row.pk])
    assert client.get(change).status_code == 200
    assert client.get(reverse("posts:posts", args=["yard"])).status_code == 200
    client.post(change, post | {"name_en": "Reception"})
    row.refresh_from_db()
    assert row.name_en == "Reception"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("lin", 422), ("mei", 422), ("bob", 403), ("audrey", 403), ("charlie", 404)]
)
def test_who_may_write_the_roster(cast: Cast, client: Client, who, status):
    client.force_login(cast.users[who])
    assert client.post(reverse("posts:entry_add", args=["yard"]), {}).status_code == status


@pytest.mark.django_db
def test_an_entry_of_another_site_is_not_found(cast: Cast, lin: Client):
    entry = make_entry(make_post(cast.other_site, "a"), cast.charlie, MONDAY, MONDAY + HOUR)
    assert lin.get(reverse("posts:entry", args=["yard", entry.pk])).status_code == 404


def sheet(*rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("roster.xlsx", content.getvalue())


@pytest.mark.django_db
def test_a_week_goes_out_as_a_sheet_and_comes_back_without_doubling(cast: Cast, lin: Client):
    post = make_post(cast.site, "a", name_zh="大厅")
    make_entry(post, cast.bob, MONDAY, MONDAY + 8 * HOUR)
    out = lin.get(reverse("posts:roster", args=["yard"]), {"export": "xlsx"})
    back = SimpleUploadedFile("roster.xlsx", out.content)
    sent = lin.post(reverse("posts:import", args=["yard"]), {"file": back})
    lin.post(sent["Location"], {"apply": "1"})
    assert lin.get(sent["Location"]).context["run"].counts["created"] == 0
    assert Roster.objects.count() == 1


@pytest.mark.django_db
def test_a_sheet_of_entries_names_each_bad_row_and_takes_the_good_ones(cast: Cast, lin: Client):
    make_post(cast.site, "a", name_zh="大厅")
    make_shift(cast.site, "夜班", time(20), time(8))
    head = ["岗位", "姓名", "日期", "班次", "开始", "结束"]
    rows = [
        ["大厅", "bob", "2026-11-16", "夜班", "", ""],
        ["a", "Eva", "2026/11/17", "", "08:00", "18:00"],
        ["a", "bob", "2026-11-17", "", "07:59", "09:00"],
        ["no such", "bob", "2026-11-18", "夜班", "", ""],
        ["a", "nobody", "2026-11-18", "夜班", "", ""],
        ["a", "bob", "2026-11-19", "", "08:00", ""],
        ["a", "bob", "2026-02-30", "夜班", "", ""],
    ]
    sent = lin.post(reverse("posts:import", args=["yard"]), {"file": sheet(head, *rows)})
    page = lin.get(sent["Location"])
    assert page.context["run"].counts["bad"] == 5, page.context["problems"]
    lin.post(sent["Location"], {"apply": "1"})
    assert [(entry.user.username, entry.starts_at) for entry in Roster.objects.all()] == [
        ("bob", MONDAY + 12 * HOUR),
        ("eva", MONDAY + 24 * HOUR),
    ]
