"""The pages of complaints: who may open them, what is kept when something is refused."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.complaints.actions.grave import declare_crisis
from guanjia.complaints.actions.moving import COMPLAINT, amend
from guanjia.complaints.actions.opinion import add_feed
from guanjia.complaints.actions.outside import Sent, register_order
from guanjia.complaints.actions.speaking import approve_statement, draft_statement
from guanjia.complaints.models import Complaint, OpinionItem, OutsideOrder, Statement
from guanjia.complaints.queries.lists import card_rows
from guanjia.complaints.rules.nature import Kind
from guanjia.complaints.rules.opinion import FeedKind
from guanjia.complaints.rules.outside import Sender
from guanjia.duties.public import plan_dirty
from guanjia.foundation.search.public import search
from guanjia.kernel.clock import now
from guanjia.knowledge.models import Judged
from guanjia.ui.card import Whom, acts, panels
from tests.cast import Cast
from tests.complaints.scenes import a_complaint, a_unit, an_article, an_owner, answered, heard, judged
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db


def at(name: str, *args: Any) -> str:
    return reverse(f"complaints:{name}", args=["yard", *args])


@pytest.mark.parametrize(
    ("who", "status"),
    [("rita", 200), ("mei", 200), ("audrey", 200), ("mia", 404), ("cleo", 403), ("tom", 200), ("carl", 403)],
)
def test_who_reads_complaints(cast: Cast, client: Client, who: str, status: int) -> None:
    complaint = answered(cast)
    client.force_login(getattr(cast, who))
    for address in (
        at("complaints"),
        at("complaint", complaint.number),
        at("sheet", complaint.number),
        at("card", complaint.number),
    ):
        assert client.get(address).status_code == status, address


def test_a_technician_takes_none_and_sees_no_outside_order(cast: Cast, client: Client) -> None:
    client.force_login(cast.tom)
    for name in ("new", "outside", "opinion", "statements"):
        assert client.get(at(name)).status_code == 403
    complaint = a_complaint(cast)
    assert client.post(at("act", complaint.number, "withdraw"), {"reason": "x"}).status_code == 403


def test_an_auditor_writes_nothing(cast: Cast, client: Client) -> None:
    complaint = a_complaint(cast)
    client.force_login(cast.audrey)
    assert client.get(at("new")).status_code == 200
    assert client.post(at("act", complaint.number, "ask"), {"details": "x"}).status_code == 403


def test_it_is_taken_from_the_caller_card_with_unit_and_person(cast: Cast, client: Client) -> None:
    unit = a_unit(cast)
    person = an_owner(cast, unit)
    act = next(each for each in acts(cast.rita, cast.site) if each.code == "complaint")
    assert act.key == "F7"
    address = act.url(cast.site, Whom((person.pk,), (unit.pk,)))
    client.force_login(cast.rita)
    page = client.get(address).content.decode()
    assert "王秀英" in page and "3-2-1201" in page and "不要打断业主的话" in page
    typed = {
        "problem": "楼上漏水",
        "unit": unit.code,
        "name": person.name,
        "person": person.pk,
        "kind": "leak",
        "level": "general",
        "channel": "phone",
    }
    bad = client.post(address, typed | {"unit": "9-9-9999"})
    assert bad.status_code == 422 and "楼上漏水" in bad.content.decode()
    assert client.post(address, typed).status_code == 302
    complaint = Complaint.objects.get()
    assert (complaint.person, complaint.unit) == (person, unit)
    rows = card_rows(cast.site, Whom((person.pk,), (unit.pk,)), cast.rita, NINE)
    assert [row.text for row in rows] == ["楼上漏水"] and "complaints" in {
        each.code for each in panels(cast.rita, cast.site)
    }


def test_a_refused_step_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    complaint = a_complaint(cast, place="")
    client.force_login(cast.rita)
    given = {"kind": "noise", "is_true": "1", "is_valid": "1"}
    refused = client.post(at("act", complaint.number, "classify"), given)
    assert refused.status_code == 422 and "听清楚" in refused.content.decode()
    late = client.post(
        at("act", complaint.number, "appoint"), {"next_reply_at": "2020-01-01T10:00", "process": "已派人查看"}
    )
    assert late.status_code == 422 and "已派人查看" in late.content.decode()
    assert client.post(at("act", complaint.number, "nonsense")).status_code == 404


def test_the_whole_way_on_the_pages(cast: Cast, client: Client) -> None:
    complaint = a_complaint(cast, at=now(), happened_at=None)
    client.force_login(cast.rita)
    local = "2026-03-05T09:00"
    for verb, typed in (
        ("facts", {"problem": "门禁坏", "place": "3幢", "persons": "保安", "happened_at": local}),
        ("ask", {"details": "有照片"}),
        ("classify", {"kind": "security", "is_true": "1", "is_valid": "1", "wants": ["action"]}),
        ("handle", {}),
        ("answer", {"process": "换读卡器", "result": "已恢复", "how": "phone"}),
        ("satisfied", {"score": "5", "comment": "很快"}),
        ("file", {"cause": "老化", "prevention": "月检"}),
    ):
        assert client.post(at("act", complaint.number, verb), typed).status_code == 302, verb
    complaint.refresh_from_db()
    assert complaint.state == "filed"


def test_the_list_costs_the_same_for_one_and_for_five(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    counts = []
    for number in (1, 4):
        for each in range(number):
            unit = a_unit(cast, f"5-1-{number}{each:02}")
            a_complaint(cast, unit_id=unit.pk, person_id=an_owner(cast, unit, phone=f"1370000{number}{each:03}").pk)
        client.get(at("complaints"))
        with CaptureQueriesContext(connection) as found:
            client.get(at("complaints"))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_an_outside_order_on_its_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    typed = {"sender": "12345", "number": "WX-1", "kind": "noise", "problem": "夜间施工"}
    assert client.get(at("outside_new")).status_code == 200
    assert client.post(at("outside_new"), typed | {"number": ""}).status_code == 422
    assert client.post(at("outside_new"), typed).status_code == 302
    order = OutsideOrder.objects.get()
    act = {
        verb: at("outside_act", order.pk, verb) for verb in ("sign", "contact", "draft", "approve", "reply", "extend")
    }
    client.post(act["sign"])
    assert client.post(act["extend"], {"words": ""}).status_code == 422
    client.post(act["contact"])
    client.post(act["draft"], {"words": "已劝止施工"})
    assert client.post(act["approve"]).status_code == 403
    client.force_login(cast.mei)
    client.post(act["approve"])
    client.force_login(cast.rita)
    client.post(act["reply"], {"solved": "1", "unasked": "1"})
    order.refresh_from_db()
    assert (order.state, order.solved, order.satisfied) == ("replied", True, None)
    assert client.get(at("outside")).status_code == client.get(at("outside_order", order.pk)).status_code == 200


def test_opinion_is_judged_and_the_webhook_takes_each_item_once(cast: Cast, client: Client) -> None:
    feed = add_feed(site=cast.site, name="监测", kind=FeedKind.WEBHOOK, actor=cast.mei, at=NINE)
    address = reverse("opinion_webhook", args=[feed.token])
    body = {
        "items": [
            {"title": "小区停水三天没人管", "guid": "1"},
            {"title": "<script>", "url": "javascript:alert(1)", "guid": "2"},
        ]
    }
    assert client.post(address, body, content_type="application/json").json() == {"kept": 2}
    assert client.post(address, body, content_type="application/json").json() == {"kept": 0}
    assert client.post(address, "{}", content_type="application/json").status_code == 422
    assert (
        client.post(reverse("opinion_webhook", args=["wrong"]), body, content_type="application/json").status_code
        == 404
    )
    client.force_login(cast.rita)
    page = client.get(at("opinion")).content.decode()
    assert "javascript:" not in page and "&lt;script&gt;" in page
    item = OpinionItem.objects.get(title__startswith="小区")
    client.post(at("judge", item.pk), {"to": "complaint", "mood": "bad"})
    item.refresh_from_db()
    assert item.complaint is not None and item.complaint.channel == "opinion"
    assert client.post(at("opinion"), {"title": ""}).status_code == 422


def test_the_words_are_understood_and_looked_through_while_they_are_typed(cast: Cast, client: Client) -> None:
    article = an_article(cast, question="楼上漏水怎么办", points="先关阀门\n再通知楼上", words="漏水 渗水")
    client.force_login(cast.rita)
    page = client.post(at("advise"), {"problem": "楼上漏水漏到我家卫生间"}).content.decode()
    assert "房屋漏水" in page and "工程部" in page and article.question in page
    told = client.post(at("advise"), {"result": "这个不可能，你们自己去找开发商"}).content.decode()
    assert "不可能" in told and "我们可以为您" in told
    assert client.post(at("advise"), {"problem": "", "result": "今天18:00前给您回复"}).content.decode().strip() == ""
    complaint = a_complaint(cast, problem="楼上漏水漏到我家卫生间", kind=Kind.OTHER)
    page = client.get(at("complaint", complaint.number)).content.decode()
    assert article.question in page and '<option value="leak" selected>' in page
    client.force_login(cast.cleo)
    assert client.post(at("advise"), {"problem": "x"}).status_code == 403


def test_a_complaint_is_found_by_its_words_and_by_nobodys_name(cast: Cast) -> None:
    unit = a_unit(cast)
    complaint = a_complaint(cast, unit_id=unit.pk, person_id=an_owner(cast, unit).pk)

    def found(text: str, user: Any = None) -> list[int]:
        return [
            hit.id
            for _provider, hits in search(user or cast.rita, cast.site, text)
            for hit in hits
            if hit.kind == COMPLAINT
        ]

    assert found("门禁") == found(complaint.number) == found("3-2-1201") == [complaint.pk]
    assert found("王秀英") == [] and found("门禁", cast.cleo) == []
    amend(complaint=complaint, verb="facts", problem="道闸坏了", actor=cast.rita, at=NINE)
    assert found("道闸") == [complaint.pk] and found("门禁坏了") == []


def test_an_item_goes_where_its_kind_says_and_the_prepared_answer_stands_beside_it(cast: Cast, client: Client) -> None:
    statement = draft_statement(
        site=cast.site, topic="电梯检修", text="电梯正在检修，今晚恢复。", actor=cast.mei, at=NINE
    )
    approve_statement(statement=statement, actor=cast.hugo, at=NINE)
    client.force_login(cast.rita)
    client.post(at("opinion"), {"title": "电梯又坏了，天天爬楼"})
    page = client.get(at("opinion") + "?show=new").content.decode()
    assert "今晚恢复" in page and '<option value="equipment" selected>' in page
    item = OpinionItem.objects.get()
    client.post(at("judge", item.pk), {"to": "complaint", "mood": "bad", "kind": "equipment"})
    complaint = Complaint.objects.get()
    assert complaint.kind == "equipment" and Judged.objects.get().label == "negative"
    assert client.post(at("judge", item.pk), {"to": "none", "mood": "bad", "kind": "nonsense"}).status_code == 302


def test_theirs_and_ours_stand_beside_each_other(cast: Cast, client: Client) -> None:
    order = register_order(
        site=cast.site, sent=Sent(sender=Sender.HOTLINE, number="WX-7"), heard=heard(), actor=cast.rita, at=NINE
    )
    plan_dirty(now=NINE)
    client.force_login(cast.rita)
    for address in (at("outside_order", order.pk), at("complaint", order.complaint.number)):
        page = client.get(address).content.decode()
        assert (
            "外部工单回复" in page
            and "一般投诉解决" in page
            and page.index("外部工单回复") < page.index("一般投诉解决")
        )
    listed = client.get(at("outside")).content.decode()
    assert "WX-7" in listed and order.complaint.number in listed and "2 个工作小时" in listed


def test_prepared_answers_need_a_second_person(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    client.post(at("statements"), {"topic": "停水", "text": "正在抢修"})
    row = Statement.objects.get()
    client.post(at("statement_act", row.pk, "approve"))
    row.refresh_from_db()
    assert row.state == "draft"
    client.force_login(cast.hugo)
    client.post(at("statement_act", row.pk, "approve"))
    row.refresh_from_db()
    assert row.state == "approved" and client.get(at("statements")).status_code == 200


def test_the_page_of_a_crisis_shows_the_approved_words_only(cast: Cast, client: Client) -> None:
    complaint = judged(cast)
    declare_crisis(complaint=complaint, spokesperson=cast.mei, reason="停水", actor=cast.hugo, at=NINE)
    client.force_login(cast.rita)
    page = client.get(at("crisis", complaint.number)).content.decode()
    assert "声明尚未核准" in page
    assert client.post(at("crisis_act", complaint.number, "draft"), {"topic": "a", "text": "b"}).status_code == 403
    assert (
        client.post(at("crisis_act", complaint.number, "ask"), {"medium": "晚报", "question": "为何"}).status_code
        == 302
    )
    refused = client.post(at("crisis_act", complaint.number, "care"), {"unit": "", "deed": "送水"})
    assert refused.status_code == 422


def test_not_yours_is_not_found(cast: Cast, client: Client) -> None:
    order = register_order(
        site=cast.site, sent=Sent(sender=Sender.STREET, number="J1"), heard=heard(), actor=cast.rita, at=NINE
    )
    client.force_login(cast.mia)
    assert client.get(reverse("complaints:outside_order", args=["quay", order.pk])).status_code == 404
    assert client.get(reverse("complaints:complaint", args=["quay", order.complaint.number])).status_code == 404
    client.logout()
    assert client.get(at("complaints")).status_code == 302
