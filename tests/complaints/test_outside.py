"""Orders from outside and public opinion: clocks of others, approval, feeds."""

import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from guanjia.complaints import tasks
from guanjia.complaints.actions.opinion import OPINION, add_feed, judge, take_in
from guanjia.complaints.actions.outside import (
    OUTSIDE,
    Sent,
    approve_reply,
    contact_first,
    draft_reply,
    extend,
    give_back,
    register_order,
    send_reply,
    sign_for,
)
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint, OpinionFeed, OpinionItem
from guanjia.complaints.queries.clocks import clocks, limits
from guanjia.complaints.queries.feeds import Unreadable, items_of_json, items_of_xml
from guanjia.complaints.queries.lists import rates_by_sender
from guanjia.complaints.rules.opinion import FeedKind, ItemState, Mood, Said
from guanjia.complaints.rules.outside import STEPS, Sender
from guanjia.duties.events import DutyItemFailed
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.events.public import AddressRefused, relay
from guanjia.foundation.messages.models import Notice
from guanjia.kernel.states import MoveRefused
from guanjia.servicedesk.public import OrderKind, Report, open_order
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.complaints.scenes import H, M, heard
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
RSS = """<rss version="2.0"><channel><item><title>电梯又坏了</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Thu, 05 Mar 2026 08:00:00 +0800</pubDate></item></channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Good</title><id>a1</id><link href="https://example.org/2"/>
<updated>2026-03-05T01:00:00Z</updated></entry></feed>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>"""


def an_order(cast: Cast, number: str = "2026-0001", sender: Sender = Sender.HOTLINE, **fields: Any) -> Any:
    return register_order(
        site=cast.site, sent=Sent(sender=sender, number=number, **fields), heard=heard(), actor=cast.rita, at=NINE
    )


def test_every_sender_has_its_clocks_with_a_source() -> None:
    assert all(row.source and row.certainty in "ABC" for row in clocks())
    assert {(row.sender, row.step) for row in clocks()} >= {(sender.value, step) for sender in Sender for step in STEPS}


def test_the_clocks_of_a_city_run_beside_ours(cast: Cast) -> None:
    found = limits(cast.site, "CN-11", "12345", NINE)
    assert found["reply_due"] == NINE + timedelta(days=7) and found["contact_due"] == NINE + 24 * H
    order = an_order(cast)
    plan_dirty(now=NINE)
    assert Duty.objects.get(subject_kind=OUTSIDE, standard_code="complaints.outside.contact").due_at == NINE + 24 * H
    assert Duty.objects.get(standard_code="complaints.general").due_at == NINE + 24 * H
    sign_for(order=order, actor=cast.rita, at=NINE + M)
    plan_dirty(now=NINE + M)
    assert Duty.objects.get(standard_code="complaints.outside.sign").state == "on_time"
    SubjectBattery.check_kind(OUTSIDE, [order.pk])


def test_what_the_order_prints_wins(cast: Cast) -> None:
    assert an_order(cast, reply_due=NINE + 5 * H).reply_due == NINE + 5 * H


def test_a_holiday_moves_working_days(cast: Cast) -> None:
    eve = datetime.fromisoformat("2026-02-13T01:00:00+00:00")  # Friday before the Spring Festival; Saturday is worked
    due = limits(cast.site, "CN", "street", eve)["reply_due"]
    assert due is not None and f"{due:%m-%d}" == "02-27"


def test_the_same_number_is_registered_once(cast: Cast) -> None:
    assert an_order(cast).pk == an_order(cast).pk and Complaint.objects.count() == 1


def test_a_reply_leaves_only_after_somebody_else_approved_it(cast: Cast) -> None:
    order = an_order(cast)
    sign_for(order=order, actor=cast.rita, at=NINE)
    contact_first(order=order, actor=cast.rita, at=NINE + H)
    draft_reply(order=order, reply="已处理", actor=cast.rita, at=NINE + 2 * H)
    with pytest.raises(MoveRefused):
        send_reply(order=order, actor=cast.rita, at=NINE + 2 * H)
    with pytest.raises(ComplaintRefused):
        approve_reply(order=order, actor=cast.rita, at=NINE + 2 * H)
    approve_reply(order=order, actor=cast.mei, at=NINE + 3 * H)
    send_reply(order=order, solved=True, satisfied=False, actor=cast.rita, at=NINE + 4 * H)
    sender, found = rates_by_sender(cast.site)[0]
    assert (sender, found.contacted, found.solved, found.satisfied) == (Sender.HOTLINE, (1, 1), (1, 1), (0, 1))


def test_put_off_once_with_a_reason(cast: Cast) -> None:
    order = an_order(cast, sender=Sender.PETITION)
    before = order.reply_due
    sign_for(order=order, actor=cast.rita, at=NINE)
    with pytest.raises(ComplaintRefused):
        extend(order=order, reason="", actor=cast.rita, at=NINE)
    extend(order=order, reason="需鉴定", actor=cast.rita, at=NINE)
    assert order.reply_due == before + timedelta(days=30)
    with pytest.raises(ComplaintRefused):
        extend(order=order, reason="再延", actor=cast.rita, at=NINE)


def test_given_back_with_a_reason_before_the_contact(cast: Cast) -> None:
    order = an_order(cast)
    with pytest.raises(ComplaintRefused):
        give_back(order=order, reason=" ", actor=cast.rita, at=NINE)
    sign_for(order=order, actor=cast.rita, at=NINE)
    contact_first(order=order, actor=cast.rita, at=NINE)
    with pytest.raises(MoveRefused):
        give_back(order=order, reason="不属本项目", actor=cast.rita, at=NINE)


def test_feeds_are_read_and_tricks_refused() -> None:
    (rss,), (atom,) = items_of_xml(RSS), items_of_xml(ATOM)
    assert (rss.title, rss.guid, rss.published_at) == ("电梯又坏了", "g1", NINE - H)
    assert (atom.title, atom.url) == ("Good", "https://example.org/2")
    for bad in (BOMB, b"<html/>", b"no xml"):
        with pytest.raises(Unreadable):
            items_of_xml(bad)
    with pytest.raises(Unreadable):
        items_of_json([1])


def test_a_feed_that_fails_says_so_and_the_next_time_brings_each_item_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = add_feed(
        site=cast.site, name="论坛", kind=FeedKind.RSS, url="https://example.org/rss", actor=cast.mei, at=NINE
    )

    def down(url: str, *, allow_private: bool) -> bytes:
        raise httpx.ConnectTimeout("slow")

    monkeypatch.setattr(tasks, "fetch", down)
    tasks.read_feeds(NINE)
    assert "ConnectTimeout" in OpinionFeed.objects.get().failure
    monkeypatch.setattr(tasks, "fetch", lambda url, allow_private: RSS)
    assert [tasks.read_feed(feed, NINE), tasks.read_feed(feed, NINE)] == [1, 0]
    assert OpinionFeed.objects.get().failure == "" and OpinionItem.objects.get().suggested_mood == "bad"


class Feed(BaseHTTPRequestHandler):
    """Answers a feed, sends elsewhere, or goes on for ever."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/rss")
        self.end_headers()
        self.wfile.write(RSS if self.path == "/rss" else b"x" * (tasks.MOST_BYTES + 1))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


def test_a_feed_is_fetched_where_it_moved_to_and_never_from_inside_the_house() -> None:
    with HTTPServer(("127.0.0.1", 0), Feed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(AddressRefused):
            tasks.fetch(f"{address}/rss")
        assert tasks.fetch(f"{address}/moved", allow_private=True) == RSS
        with pytest.raises(Unreadable):
            tasks.fetch(f"{address}/endless", allow_private=True)
        server.shutdown()


def test_the_named_officer_judges_within_four_hours_and_three_bad_ones_warn(cast: Cast) -> None:
    feed = add_feed(site=cast.site, name="群", kind=FeedKind.HAND, actor=cast.mei, at=NINE)
    take_in(feed=feed, said=[Said(f"物业太差{n}", guid=str(n)) for n in range(3)], actor=None, at=NINE)
    plan_dirty(now=NINE)
    assert {d.due_at for d in Duty.objects.filter(standard_code="complaints.opinion.judge")} == {NINE + 4 * H}
    items = list(OpinionItem.objects.select_related("site"))
    for item in items[:2]:
        judge(item=item, to=ItemState.WATCHED, mood=Mood.BAD, actor=cast.rita, at=NINE + H)
    assert not Notice.objects.filter(template="complaints.opinion").exists()
    judge(item=items[2], to=ItemState.COMPLAINT, mood=Mood.BAD, actor=cast.rita, at=NINE + H)
    judge(item=items[2], to=ItemState.COMPLAINT, mood=Mood.BAD, actor=cast.rita, at=NINE + H)
    assert Notice.objects.filter(template="complaints.opinion", user=cast.mei).count() == 1
    assert Complaint.objects.count() == 1
    SubjectBattery.check_kind(OPINION, [item.pk for item in items])


def test_a_secret_in_a_feed_leaves_no_trace(cast: Cast) -> None:
    feed = add_feed(site=cast.site, name="群", kind=FeedKind.HAND, actor=cast.mei, at=NINE)
    assert take_in(feed=feed, said=[Said("绝密★1年 名单")], actor=None, at=NINE) == 0
    assert not OpinionItem.objects.exists()


def test_a_complaint_order_of_a_duty_opens_a_complaint_once(cast: Cast) -> None:
    assert DutyItemFailed.__doc__
    order = open_order(
        site=cast.site, report=Report(title="大堂有异味", kind=OrderKind.COMPLAINT), actor=cast.bob, at=NINE
    )
    for _twice in range(2):
        relay(now=NINE + M)
    row = Complaint.objects.get()
    assert (row.problem, row.channel, row.source_key) == ("大堂有异味", "duty", f"order:{order.pk}")
