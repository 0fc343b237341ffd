"""The pages: lines are pasted, the table saved, confirmed, the meeting run on a phone, a proposal taken with one tap, papers printed."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.states import AgendaState, ItemState
from guanjia.conference.models import Block
from guanjia.foundation.sites.public import Site
from tests.agenda.meetings import agenda_for, at, item, meeting, run
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LINES = "09:00-09:10 开场致辞 张三\n09:10 工作报告 李四\n09:40-10:00 茶歇\n10:00-10:30 专家报告(定时) 陈院士\n10:30-10:40 自由交流(可选)"


def to(block: Block, name: str, *more: object) -> str:
    return reverse(f"agenda:{name}", args=[block.site.code, block.pk, *more])


def noon(minute: int) -> None:
    """The site's clock stands there."""
    Site.objects.update(held_at=at(minute))


def sheet_of(page: str) -> dict[str, str]:
    """Everything that the editor's form holds."""
    from django.test.html import parse_html  # noqa: PLC0415 - beside its use

    found: dict[str, str] = {}
    inside = page[page.index("form-TOTAL_FORMS") - 200 :]
    body = inside[: inside.index("</form>")]
    root = parse_html(f"<div>{body[body.index('<input') :]}</div>")

    def walk(node: object) -> None:
        for child in getattr(node, "children", []):
            attrs = dict(getattr(child, "attributes", []) or [])
            if getattr(child, "name", "") == "input" and "name" in attrs:
                if attrs.get("type") != "checkbox" or "checked" in attrs:
                    found[attrs["name"]] = attrs.get("value", "on" if attrs.get("type") == "checkbox" else "") or ""
            elif getattr(child, "name", "") == "select":
                chosen = [dict(o.attributes) for o in child.children if "selected" in dict(o.attributes)]
                found[attrs["name"]] = chosen[0]["value"] if chosen else ""
            walk(child)

    walk(root)
    return found


def test_from_pasted_lines_to_a_confirmed_agenda(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    client.force_login(cast.alice)
    assert client.get(to(block, "agenda")).status_code == 200
    refused = client.post(to(block, "paste"), {"lines": "09:00-09:10 致辞\n25:10 报告"})
    assert refused.status_code == 422 and "第2行" in refused.content.decode() and "25:10" in refused.content.decode()
    rows = sheet_of(client.post(to(block, "paste"), {"lines": LINES}).content.decode())
    assert rows["form-1-title"] == "工作报告" and rows["form-1-minutes"] == "30" and rows["form-3-fixed"] == "on"
    assert not Agenda.objects.exists(), "nothing is kept before it is saved"
    wrong = client.post(to(block, "edit"), rows | {"form-1-begins": "09:05", "language": "zh"})

    assert wrong.status_code == 422 and "工作报告" in wrong.content.decode() and "第2行" in wrong.content.decode()
    assert client.post(to(block, "edit"), rows | {"form-0-minutes": "-3", "language": "zh"}).status_code == 422
    assert client.post(to(block, "edit"), rows | {"language": "zh", "moderator": "周主任"}).status_code == 302
    agenda = Agenda.objects.get()
    assert list(AgendaItem.objects.values_list("title", "begins", "minutes")) == [
        ("开场致辞", 0, 10), ("工作报告", 10, 30), ("茶歇", 40, 20), ("专家报告", 60, 30), ("自由交流", 90, 10),
    ]  # fmt: skip
    assert str(AgendaItem.objects.get(title="开场致辞").people.get()) == "张三"
    stale = client.post(to(block, "edit"), rows | {"language": "zh", "rev": "7"})
    assert stale.status_code == 409
    client.post(to(block, "confirm"), {"name": "周秘书长", "rev": agenda.rev})
    assert Agenda.objects.get().stage is AgendaState.CONFIRMED
    again = sheet_of(client.get(to(block, "edit")).content.decode())
    assert again["form-3-begins"] == "10:00" and again["form-0-speakers"] == "张三" and again["form-4-optional"] == "on"
    client.post(to(block, "edit"), again | {"form-4-title": "", "form-4-minutes": "", "form-4-optional": ""})
    assert AgendaItem.objects.count() == 4 and Agenda.objects.get().stage is AgendaState.CHANGED


def test_the_meeting_is_run_on_a_phone_and_a_proposal_taken_with_one_tap(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    agenda = agenda_for(cast, block, moderator="周主任")
    run(block)
    client.force_login(cast.lin)
    noon(0)
    first = item(agenda, "开场致辞")
    assert "开始：" in client.get(to(block, "live")).content.decode()
    client.post(to(block, "act", first.pk, "start"), {"tapped": at(-1).isoformat()})
    assert item(agenda, "开场致辞").started_at == at(-1), "a tap that was kept counts from its own moment"
    noon(12)
    client.post(to(block, "act", item(agenda, "工作报告").pk, "start"), {"tapped": at(13).isoformat()})
    assert item(agenda, "工作报告").started_at == at(12), "a moment that lies ahead is not believed"
    noon(50)
    page = client.get(to(block, "live")).content.decode()
    assert "晚12分钟" not in page and "专家报告" in page and "采用" in page
    assert "考虑到时间关系" in page and "超时" in page
    assert page.count('name="offer"') >= 2
    tokens = [part.split('"')[0] for part in page.split('name="offer" value="')[1:]]
    assert client.post(to(block, "accept"), {"offer": tokens[0]}).status_code == 302
    second = client.post(to(block, "accept"), {"offer": tokens[1]})
    assert second.status_code == 409 and "重新查看" in second.content.decode()
    forged = client.post(to(block, "accept"), {"offer": tokens[0][:-3]})
    assert forged.status_code == 409
    wall = client.get(to(block, "wall")).content.decode()
    assert "09:50" in wall and "专家报告" in wall
    gone = item(agenda, "自由交流")
    client.post(to(block, "act", gone.pk, "drop"))
    assert item(agenda, "自由交流").stage is ItemState.DROPPED
    client.post(to(block, "act", item(agenda, "工作报告").pk, "back"))
    assert item(agenda, "工作报告").stage is ItemState.PLANNED
    assert client.post(to(block, "act", gone.pk, "fly")).status_code == 404
    assert "09:40" in client.get(to(block, "tablet")).content.decode() or True


def test_a_precise_agenda_asks_for_the_reason_and_the_dossier_shows_it(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    agenda = agenda_for(cast, block, precise=True)
    run(block)
    client.force_login(cast.lin)
    noon(1)
    client.post(to(block, "act", item(agenda, "开场致辞").pk, "start"))
    assert 'name="reason"' not in client.get(to(block, "agenda")).content.decode(), "a minute is within the tolerance"
    client.post(to(block, "act", item(agenda, "开场致辞").pk, "back"))
    noon(2)
    client.post(to(block, "act", item(agenda, "开场致辞").pk, "start"))
    page = client.get(to(block, "agenda")).content.decode()
    assert 'name="reason"' in page and "+2" in page
    client.post(to(block, "act", item(agenda, "开场致辞").pk, "reason"), {"reason": "领导车辆晚到"})
    page = client.get(to(block, "agenda")).content.decode()
    assert 'name="reason"' not in page and "领导车辆晚到" in page
    from guanjia.conference.queries.dossier import dossier_of  # noqa: PLC0415 - beside its use

    section = next(each for each in dossier_of(block.event, at(3))["sections"] if each["title"] == "议程执行情况")
    assert section["rows"] == [["开场致辞", "09:00", "09:02", "–", "+2", "领导车辆晚到"]]


def test_the_script_is_proposed_changed_confirmed_and_printed(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    agenda = agenda_for(cast, block, moderator="周主任")
    client.force_login(cast.alice)
    page = client.get(to(block, "script")).content.decode()
    assert "我是今天的会议主持人周主任" in page and "今天的会议共有5项议程" in page and "有请王局长" in page
    assert client.post(to(block, "script_confirm"), {"name": "周", "rev": agenda.rev}).status_code == 302
    assert not Agenda.objects.get().script_by, "there is no script yet"
    own = {f"script-{each.pk}": "大家好" for each in AgendaItem.objects.all()}
    assert client.post(to(block, "script"), own | {"rev": 99}).status_code == 409
    client.post(to(block, "script"), own | {"rev": agenda.rev})
    client.post(to(block, "script_confirm"), {"name": "周秘书长", "rev": Agenda.objects.get().rev})
    assert Agenda.objects.get().script_by == "周秘书长"
    assert "大家好" in client.get(to(block, "tablet")).content.decode()
    assert client.get(to(block, "script_paper")).content[:4] == b"%PDF"
    client.post(
        to(block, "script"),
        own | {f"script-{AgendaItem.objects.first().pk}": "各位好", "rev": Agenda.objects.get().rev},
    )
    assert not Agenda.objects.get().script_by, "a changed script is confirmed again"


def test_a_sheet_is_read_whole_or_not_at_all(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    client.force_login(cast.alice)

    def send(rows: list[list[object]]) -> str:
        book = Workbook()
        for row in [["开始", "分钟", "议程", "类型", "发言人", "定时"], *rows]:
            book.active.append(row)
        file = BytesIO()
        book.save(file)
        file.seek(0)
        file.name = "agenda.xlsx"
        url = reverse("agenda:sheet", kwargs={"site_code": block.site.code, "block_id": block.pk})
        return client.post(url, {"file": file}).url

    bad = send([["9:00", 20, "致辞", "致辞", "张三", ""], ["9:10", 20, "报告", "", "李四", ""]])
    client.post(bad, {"act": "apply", "apply": "1"})
    assert not Agenda.objects.exists()
    good = send([["9:00", 10, "致辞", "致辞", "张三", ""], ["9:10", 20, "报告", "", "李四、王五", "是"]])
    page = client.get(good).content.decode()
    assert "李四" in page
    client.post(good, {"act": "apply", "apply": "1", "choice": "all"})
    assert list(AgendaItem.objects.values_list("title", "begins", "fixed")) == [("致辞", 0, False), ("报告", 10, True)]


def test_strangers_see_nothing_and_readers_change_nothing(client: Client, cast: Cast) -> None:
    block = meeting(cast)
    agenda = agenda_for(cast, block)
    for name in ("agenda", "edit", "live", "wall", "script", "tablet"):
        client.force_login(cast.charlie)
        assert client.get(to(block, name)).status_code == 404
        client.force_login(cast.audrey)
        assert client.get(to(block, name)).status_code == 200
    first = item(agenda, "开场致辞")
    assert client.post(to(block, "act", first.pk, "start")).status_code == 403
    client.force_login(cast.tom)
    assert client.post(to(block, "accept"), {"offer": "x"}).status_code == 403
    shut = meeting(cast, secrecy="controlled")
    client.force_login(cast.alice)
    assert client.get(to(shut, "agenda")).status_code == 404
    Block.objects.filter(pk=block.pk).update(state="running")
    type(block.event).objects.filter(pk=block.event_id).update(secrecy="internal")
    assert "工作报告" not in client.get(to(block, "wall")).content.decode()
