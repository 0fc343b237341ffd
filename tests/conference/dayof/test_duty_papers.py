"""Paper duty sheets (FIELD 3): a number each, entered from paper by somebody else, and a lost one is named at the close."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.duty_papers import print_duty_paper, void_duty_paper
from guanjia.conference.models import Block
from guanjia.conference.queries.duty_papers import duty_paper, lost_papers, papers_of, printed_for
from guanjia.conference.queries.open_ends import open_ends
from guanjia.conference.rules.closeout import OpenEnds, keeps_from
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Secrecy
from guanjia.duties.public import Duty, Evidence, Source, plan_dirty
from tests.cast import Cast
from tests.conference.test_promises import a_block
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)
AT = NINE - 90 * M


def a_paper(cast: Cast, block: Block) -> str:
    return print_duty_paper(blocks=[block], actor=cast.lin, at=AT)


def test_each_sheet_has_a_number_and_is_lost_until_it_comes_back(cast: Cast) -> None:
    block = a_block(cast)
    first, second = a_paper(cast, block), a_paper(cast, block)
    assert (first, second) == ("ZB-20260305-0001", "ZB-20260305-0002")
    assert lost_papers([block.pk]) == [first, second]
    duty = Duty.objects.get(standard_code="conference.check.level1")
    Evidence.objects.create(
        id=uuid.uuid4(), site=cast.site, duty_id=duty.pk, actor=cast.lin, source=Source.PAPER, sheet_number=first,
        at=AT, received_at=AT, status="accepted",
    )  # fmt: skip
    void_duty_paper(block=block, number=second, reason="未使用", actor=cast.lin, at=AT + M)
    assert [(each.entered, each.void) for each in papers_of([block.pk])] == [(1, ""), (0, "未使用")]
    assert lost_papers([block.pk]) == []


def test_a_sheet_is_voided_once_with_a_reason(cast: Cast) -> None:
    block = a_block(cast)
    number = a_paper(cast, block)
    for given, reason in ((number, " "), ("ZB-20260305-0009", "未使用")):
        with pytest.raises(Refused):
            void_duty_paper(block=block, number=given, reason=reason, actor=cast.lin, at=AT)
    void_duty_paper(block=block, number=number, reason="未使用", actor=cast.lin, at=AT)
    with pytest.raises(Refused):
        void_duty_paper(block=block, number=number, reason="未使用", actor=cast.lin, at=AT)


def test_a_lost_sheet_keeps_an_event_from_being_closed(cast: Cast) -> None:
    block = a_block(cast)
    a_paper(cast, block)
    assert open_ends(block.event).lost_papers == 1
    ends = OpenEnds(survey_sent=True, lost_papers=1)
    assert [keeps_from(step, ends) != [] for step in ("surveyed", "closed", "archived")] == [False, True, True]


def test_the_sheet_shows_every_open_duty_and_of_a_controlled_meeting_no_title(cast: Cast) -> None:
    make_post(cast.site, "conference.leader", name_zh="会务组长")
    block = Block.objects.select_related("event", "room", "site").get(pk=a_block(cast, title="人事专题").pk)
    data = duty_paper([block], "ZB-1", "https://x/", AT)
    titles = " ".join(section["title"] for section in data["sections"])
    assert "一级检查（会务组长） · 会务组长 · 应办时间 07:00" in titles
    assert ["会场整洁，桌椅整齐", "□", "□", ""] in [row for section in data["sections"] for row in section["rows"]]
    assert "人事专题" in str(data["facts"])
    block.event.secrecy = Secrecy.CONTROLLED
    assert "人事专题" not in str(duty_paper([block], "ZB-1", "https://x/", AT))


def test_the_pages_print_enter_and_void(cast: Cast, client: Client) -> None:
    block = a_block(cast)
    cast.site.held_at = AT
    cast.site.save()
    for code, who in (("conference.leader", cast.lin), ("environment.supervisor", cast.eva)):
        make_entry(make_post(cast.site, code), who, NINE - timedelta(days=1), NINE + timedelta(days=1))
    client.force_login(cast.lin)
    printed = client.post(reverse("conference:duty_paper_print", args=["yard", block.pk]))
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    number = papers_of([block.pk])[0].number
    again = client.get(reverse("conference:duty_paper_again", args=["yard", block.pk, number]))
    assert again.content.startswith(b"%PDF-")
    page = client.get(reverse("conference:duty_papers", args=["yard", block.pk]), {"sheet": number}).content.decode()
    duty = Duty.objects.get(standard_code="conference.check.level1")
    address = reverse("duties:paper", args=["yard", duty.pk])
    assert f"{address}?sheet={number}" in page
    assert f'value="{number}"' in client.get(address, {"sheet": number}).content.decode()
    client.force_login(cast.mei)
    items = {f"item-{code}": "true" for code in ("place", "changes", "headcount", "standard", "staff")}
    given = items | {"person": cast.lin.pk, "written_at": "2026-03-05T07:00", "sheet_number": number}
    assert client.post(address, given | {"evidence": uuid.uuid4()}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.performed_by) == ("on_time", cast.lin)
    assert lost_papers([block.pk]) == []
    assert client.get(reverse("conference:duty_papers", args=["yard", block.pk]), {"sheet": "ZB-0"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("bob", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_sees_the_sheets(cast: Cast, client: Client, who: str, status: int) -> None:
    block = a_block(cast)
    client.force_login(cast.users[who])
    assert client.get(reverse("conference:duty_papers", args=["yard", block.pk])).status_code == status


def test_one_sheet_serves_all_meetings_of_a_room_and_day(cast: Cast, client: Client) -> None:
    first = a_block(cast, title="早会")
    for start in (300, 24 * 60):
        made = make_event(cast.site, title="午后会")
        make_sitting(made, first.room, start, 60)
        arrange_blocks(event=made, actor=cast.alice, at=AT)
    plan_dirty(now=AT)
    second, tomorrow = Block.objects.filter(room=first.room).exclude(pk=first.pk).order_by("starts_at")
    client.force_login(cast.lin)
    answer = client.post(reverse("conference:duty_paper_print", args=["yard", first.pk]), {"scope": "day"})
    assert answer["Content-Type"] == "application/pdf"
    number = papers_of([first.pk])[0].number
    assert printed_for(first, number) == [first.pk, second.pk]
    assert lost_papers([first.pk, second.pk]) == [number]
    assert papers_of([tomorrow.pk]) == []
    blocks = [Block.objects.select_related("event", "room", "site").get(pk=each.pk) for each in (first, second)]
    data = duty_paper(blocks, number, "https://x/", AT)
    titles = " ".join(section["title"] for section in data["sections"])
    assert "09:00 · 一级检查" in titles and "14:00 · 一级检查" in titles
    page = client.get(reverse("conference:duty_papers", args=["yard", first.pk]), {"sheet": number}).content.decode()
    owed = Duty.objects.get(standard_code="conference.check.level1", subject_id=second.pk)
    assert reverse("duties:paper", args=["yard", owed.pk]) in page
    void_duty_paper(block=second, number=number, reason="未使用", actor=cast.lin, at=AT)
    assert lost_papers([first.pk, second.pk]) == []
