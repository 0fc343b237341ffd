"""Period, plan, search and decision, as the people of a site use them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from guanjia.conference.models import Event
from guanjia.places.public import Style
from guanjia.scheduling.actions.searching import search
from guanjia.scheduling.models import Period, PeriodRun, Proposal, Request
from guanjia.scheduling.rules.states import ProposalState
from tests.cast import Cast
from tests.factories.places import make_room
from tests.scheduling.periods import AT, FEW, asked, meeting_in, period_of, searched

HEAD = ["序号", "会议名称", "时长", "人数", "台型", "必到", "拟到", "意向日期", "意向时段", "会议室", "优先级"]


def url(name: str, *args: object) -> str:
    return reverse(f"scheduling:{name}", args=["yard", *args])


@pytest.fixture
def alice(cast: Cast, client: Client) -> Client:
    cast.site.held_at = AT
    cast.site.save()
    client.force_login(cast.alice)
    client.cookies["django_language"] = "en"
    return client


def sheet(*rows: list[object]) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("年度计划.xlsx", out.getvalue())


def test_a_period_is_made_and_bad_ones_keep_what_was_typed(alice: Client, cast: Cast) -> None:
    room = make_room(cast.site)
    good = {
        "name": "两会", "first_day": "2026-03-05", "last_day": "2026-03-06", "opens": "08:00", "closes": "18:00",
        "grain_minutes": "30", "rooms": [room.pk],
    }  # fmt: skip
    for field, value, said in (
        ("last_day", "2026-03-04", "first day or later"),
        ("last_day", "2028-03-04", "400 days"),
        ("closes", "08:00", "close after it opens"),
        ("name", "【机密】两会", "classified"),
    ):
        page = alice.post(url("period_new"), good | {field: value})
        assert page.status_code == 422 and not Period.objects.exists()
        if field != "name":
            assert said in page.content.decode() and 'value="08:00' in page.content.decode()
    made = alice.post(url("period_new"), good, follow=True)
    assert made.status_code == 200 and list(Period.objects.get().rooms.all()) == [room]
    assert "两会" in alice.get(url("periods")).content.decode()


def test_a_plan_comes_in_with_a_preview_that_names_row_and_reason(alice: Client, cast: Cast) -> None:
    make_room(cast.site, name="三楼厅", styles={Style.CLASSROOM: 40})
    period = period_of(cast)
    rows = [
        [
            "1",
            "预算审查会",
            "2小时",
            30,
            "课桌式",
            "张市长、秘书长",
            "市财政局",
            "2026-03-05",
            "上午",
            "三楼厅",
            "重要",
        ],
        ["2", "无此厅", 90, 10, "", "", "", "", "", "九楼厅", ""],
        ["3", "太长", 700, 10, "", "", "", "", "", "", ""],
        ["4", "两处", 60, 10, "", "王局长", "王局长", "", "", "", ""],
    ]
    run = alice.post(url("plan_import", period.pk), {"file": sheet(*rows)}, follow=True)
    text = run.content.decode()
    assert "no such room" in text and "longer than the house is open" in text and "both lists" in text
    assert not Request.objects.exists()
    alice.post(run.redirect_chain[-1][0], {"apply": "1", "policy": "good"})
    row = Request.objects.get()
    assert (row.title, row.minutes, row.heads, row.style, row.priority) == ("预算审查会", 120, 30, "classroom", 2)
    assert row.required == ["张市长", "秘书长"] and row.wished_part == "morning" and row.wished_room is not None
    again = alice.post(url("plan_import", period.pk), {"file": sheet(rows[0])}, follow=True)
    alice.post(again.redirect_chain[-1][0], {"apply": "1"})
    assert Request.objects.count() == 1 and Request.objects.get().pk == row.pk


def test_a_line_is_typed_by_hand_and_what_contradicts_itself_is_said(alice: Client, cast: Cast) -> None:
    period = period_of(cast)
    line = {
        "key": "7", "title": "座谈会", "minutes": "90", "heads": "20", "priority": "1", "setup_minutes": "0",
        "cleardown_minutes": "0", "required": "甲，乙", "preferred": "丙",
    }  # fmt: skip
    for wrong in ({"preferred": "乙"}, {"day_from": "2026-03-06", "day_until": "2026-03-05"}, {"minutes": "0"}):
        page = alice.post(url("request_new", period.pk), line | wrong)
        assert page.status_code == 422 and "座谈会" in page.content.decode() and not Request.objects.exists()
    alice.post(url("request_new", period.pk), line)
    assert Request.objects.get().required == ["甲", "乙"]


def test_from_search_to_grid_on_the_pages(alice: Client, cast: Cast) -> None:
    room = make_room(cast.site, name="301")
    block = meeting_in(cast, room)
    period = period_of(cast)
    alice.post(url("act", period.pk, "gather"))
    asked(cast, period, "甲会", required=["王局长"], minutes=600)
    asked(cast, period, "乙会", preferred=["王局长"])
    low = Request.objects.get(block=block)
    sent = {"shown": [low.pk], "may_move": [low.pk], f"priority_{low.pk}": "1", "search": "1", "seconds": "5"}
    page = alice.post(url("settle", period.pk), sent, follow=True)
    run = PeriodRun.objects.get()
    assert page.redirect_chain[-1][0] == url("run", run.pk) and "data-live-topic" in page.content.decode()
    assert search(run.pk, effort=FEW)
    text = alice.get(url("run", run.pk)).content.decode()
    for words in ("What changes on the grid", "甲会", "乙会", "301", "Accept all"):
        assert words in text
    first = run.proposals.get(request__title="甲会")
    alice.post(url("decide", run.pk), {"proposal": [first.pk], "accept": "1", "regime": "commercial"})
    assert Event.objects.get(title="甲会").regime == "commercial"
    second = run.proposals.get(request__title="乙会")
    alice.post(url("decide", run.pk), {"proposal": [second.pk], "refuse": "1"})
    assert Proposal.objects.get(pk=second.pk).stage is ProposalState.REFUSED
    empty = alice.post(url("decide", run.pk), {"accept": "1"}, follow=True)
    assert "Choose what is to be accepted" in empty.content.decode()
    alice.post(url("act", period.pk, "close"))
    assert "Accept all" not in alice.get(url("run", run.pk)).content.decode()


def test_who_sees_and_who_decides(cast: Cast, client: Client) -> None:
    make_room(cast.site)
    period = period_of(cast)
    asked(cast, period, "甲会")
    run = searched(cast, period)
    for user, sees, decides in ((cast.bob, 200, 403), (cast.audrey, 200, 403), (cast.charlie, 404, 404)):
        client.force_login(user)
        assert client.get(url("run", run.pk)).status_code == sees
        assert client.get(url("period", period.pk)).status_code == sees
        assert client.post(url("decide", run.pk), {"all": "1"}).status_code == decides
    assert not Event.objects.filter(title="甲会").exists()


def test_another_sites_period_is_not_found(alice: Client, cast: Cast) -> None:
    from datetime import time  # noqa: PLC0415

    from guanjia.scheduling.actions.periods import make_period  # noqa: PLC0415
    from tests.scheduling.periods import THURSDAY  # noqa: PLC0415

    other = make_period(
        site=cast.other_site, name="外", first_day=THURSDAY, last_day=THURSDAY, opens=time(8), closes=time(9),
        grain_minutes=30, weekends=False, rooms=(), actor=None, at=AT,
    )  # fmt: skip
    assert alice.get(url("period", other.pk)).status_code == 404
    assert alice.post(url("act", other.pk, "gather")).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_of_a_proposal_do_not_grow(
    alice: Client, cast: Cast, many: int, django_assert_max_num_queries: object
) -> None:
    make_room(cast.site)
    period = period_of(cast)
    for number in range(many):
        asked(cast, period, f"会{number}", minutes=60)
    run = searched(cast, period)
    alice.get(url("run", run.pk))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        alice.get(url("run", run.pk))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        alice.get(url("period", period.pk))
