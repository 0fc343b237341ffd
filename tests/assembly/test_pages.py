"""The pages: the clerk sets up, puts and closes votes; attendees vote, ask and read by their links; strangers see nothing."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageChops

from guanjia.assembly.actions.assembling import adjourn, adjust, follow_guests
from guanjia.assembly.actions.motions import close_motion
from guanjia.assembly.actions.tablets import make_tablet
from guanjia.assembly.models import (
    Assembly,
    Attendee,
    Ballot,
    MeetingPaper,
    Minutes,
    Motion,
    PaperReading,
    Question,
    SpeechRequest,
)
from guanjia.assembly.queries.rooms import room_path, tablet_token
from guanjia.assembly.rules.states import Video
from guanjia.assembly.rules.watermark import marked
from guanjia.conference.public import code_of
from guanjia.foundation.documents.public import page_picture, render_pdf
from guanjia.foundation.files.public import font_file
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.sites.models import Site
from tests.assembly.meetings import AT, in_session, invite, make_block, motion_of, person, vote
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PLAIN = {"remote": False, "own_devices": True, "video": Video.NONE, "video_url": "", "video_code": "", "chair_id": None}


def held(cast: Cast, **more: object) -> None:
    Site.objects.update(held_at=AT, **more)
    cast.site.refresh_from_db()


def of(row: Assembly | Motion, name: str, *more: object) -> str:
    site = row.site if isinstance(row, Assembly) else row.assembly.site
    return reverse(f"assembly:{name}", args=[site.code, row.pk, *more])


def pdf() -> bytes:
    data = {
        "title": "预算",
        "lines": ["一"] * 80,
        "number": "1",
        "site": "S",
        "signed": "",
        "chair": "",
        "draft": "",
        "heads": [],
    }
    return render_pdf("assembly/minutes.typ", data)


def test_the_clerk_from_setting_up_to_the_result(client: Client, cast: Cast) -> None:
    held(cast)
    block = make_block(cast)
    invite(block, "赵一", "钱二", "孙三")
    client.force_login(cast.alice)
    home = reverse("assembly:event", args=[cast.site.code, block.event.ref])
    assert block.room.name in client.get(home).content.decode()
    assert client.post(home, {"block": 0}).status_code == 404
    assert client.post(home, {"block": block.pk}).status_code == 302
    assembly = Assembly.objects.get()
    page = client.get(of(assembly, "console")).content.decode()
    assert "开始会议" in page and "尚无议题" in page
    client.post(of(assembly, "act", "open"))
    new = of(assembly, "motion_new")
    told = {"title": "关于预算的议题", "way": "open", "quorum": "half", "majority": "half_present"}
    bad = client.post(new, told | {"way": "secret", "weighted": "on"})
    assert bad.status_code == 422 and "权重" in bad.content.decode() and "关于预算的议题" in bad.content.decode()
    assert client.post(new, told).status_code == 302
    motion = Motion.objects.get()
    client.post(of(motion, "motion_act", "open"), {"to": "console"})
    for name in ("赵一", "钱二"):
        vote(assembly, motion, name)
    assert "已投票 2 / 3" in client.get(of(assembly, "console")).content.decode()
    page = client.get(of(motion, "motion")).content.decode()
    assert "孙三" in page and "赵一" not in page and "表决结束前不显示票数" in page
    client.post(of(motion, "motion_act", "slip"), {"attendee": person(assembly, "孙三").pk, "option": "against"})
    client.post(of(motion, "motion_act", "close"), {"to": "console"})
    closed = client.get(of(motion, "motion")).content.decode()
    assert "通过" in closed and "公布的票单" in closed and "孙三" in closed
    wall = client.get(of(assembly, "wall")).content.decode()
    assert "通过" in wall and 'data-live-topic="assembly:' in wall
    assert client.get(of(assembly, "settings")).status_code == 200
    wrong = client.post(of(assembly, "settings"), {"video": "link", "remote": "on"})
    assert wrong.status_code == 422 and "视频会议地址" in wrong.content.decode()


def test_hands_are_entered_by_an_attendant_as_the_second_person(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一", "钱二")
    motion = motion_of(assembly, cast, way="hands")
    counts = {"n-for": 2, "n-against": 0, "n-abstain": 0}
    client.force_login(cast.alice)
    assert client.post(of(motion, "count"), counts).status_code == 302
    client.force_login(cast.bob)
    other = client.post(of(motion, "count"), counts | {"n-for": 1, "n-against": 1})
    assert other.status_code == 422 and "重新清点" in other.content.decode()
    assert client.post(of(motion, "count"), {"n-for": "x"}).status_code == 422
    assert client.post(of(motion, "count"), counts).status_code == 302
    assert client.post(of(motion, "motion_act", "close")).status_code == 403, "closing is the clerk's"
    assert (
        "两人" in client.get(of(motion, "motion")).content.decode()
        or "核对人" in client.get(of(motion, "motion")).content.decode()
    )


def test_an_attendee_votes_asks_and_speaks_by_the_link(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一", "钱二")
    motion = motion_of(assembly, cast)
    room = room_path(person(assembly, "赵一"))
    page = client.get(room)
    assert page.status_code == 200 and "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "same-origin"
    assert "关于年度预算的议题" in page.content.decode()
    sent = {"motion": motion.pk, "option": "for", "key": "k" * 20, "rev": 0}
    done = client.post(f"{room}vote/", sent, follow=True).content.decode()
    assert "您已投票" in done and Ballot.objects.get().receipt in done
    client.post(f"{room}vote/", sent)
    client.post(f"{room}vote/", sent | {"option": "against", "key": "c" * 20, "rev": 1})
    assert Ballot.objects.get().option == "against"
    late = client.post(f"{room}vote/", sent | {"key": "z" * 20, "rev": 1})
    assert late.status_code == 422 and "重新查看" in late.content.decode()
    client.post(f"{room}speak/", {"topic": "预算"})
    client.post(f"{room}speak/", {"topic": "预算"})
    assert SpeechRequest.objects.count() == 1
    client.post(f"{room}give-up/")
    assert SpeechRequest.objects.get().state == "withdrawn"
    ask = {"words": "何时完成？", "key": "q" * 20}
    for _again in range(2):
        client.post(f"{room}ask/", ask)
    assert Question.objects.count() == 1
    marked = client.post(f"{room}ask/", {"words": "机密★1年 的内容", "key": "r" * 20})
    assert marked.status_code == 422 and Question.objects.count() == 1
    empty = client.post(f"{room}ask/", {"words": " ", "key": "s" * 20})
    assert empty.status_code == 422

    close_motion(motion=motion, actor=cast.alice, at=AT)
    closed = client.post(f"{room}vote/", sent | {"option": "for", "key": "y" * 20, "rev": 2})
    assert (
        closed.status_code == 422
        and "表决已结束" in closed.content.decode()
        and Ballot.objects.get().option == "against"
    )
    assert "未通过" in client.get(room).content.decode()


def test_forged_revoked_and_spent_links_open_nothing(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一", title="保密标题不应出现")
    attendee = person(assembly, "赵一")
    room = room_path(attendee)
    forged = [room[:-2] + "x/", "/p/meeting/1-1.abc/", "/p/meeting/T/", f"/p/meeting/{attendee.pk}-1/"]
    for address in forged:
        answer = client.get(address)
        assert answer.status_code == 404 and "保密标题" not in answer.content.decode()
        assert client.post(f"{address}vote/", {"motion": 1}).status_code == 404
    client.force_login(cast.alice)
    client.post(of(assembly, "people_act", "relink"), {"attendee": attendee.pk})
    assert client.get(room).status_code == 404
    fresh = room_path(person(assembly, "赵一"))
    assert client.get(fresh).status_code == 200
    Site.objects.update(held_at=AT + timedelta(hours=15))
    spent = client.get(fresh)
    assert spent.status_code == 410 and "会议已结束" in spent.content.decode()


def test_papers_bear_the_readers_name_and_go_when_the_meeting_ends(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一")
    client.force_login(cast.alice)
    papers = of(assembly, "papers")
    assert client.post(papers, {"file": SimpleUploadedFile("a.pdf", b"<html>")}).status_code == 422
    broken = client.post(papers, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing in it")})
    assert broken.status_code == 422
    client.post(papers, {"file": SimpleUploadedFile("预算.pdf", pdf()), "title": ""})
    paper = MeetingPaper.objects.get()
    assert paper.title == "预算" and paper.pages > 1
    room = room_path(person(assembly, "赵一"))
    reader = Client()
    page = f"{room}papers/{paper.pk}/"
    assert reader.get(page).status_code == 404, "not given out yet"
    client.post(of(assembly, "papers_act", "out"))
    assert "预算" in reader.get(room).content.decode() and reader.get(page).status_code == 200
    assert PaperReading.objects.get().attendee == person(assembly, "赵一")
    first = reader.get(f"{page}1.png")
    assert first["Content-Type"] == "image/png" and "no-store" in first["Cache-Control"]
    other = in_session(cast, "赵一")
    assert reader.get(f"{room_path(person(other, '赵一'))}papers/{paper.pk}/").status_code == 404, "of another meeting"
    assert reader.get(f"{page}{paper.pages + 1}.png").status_code == 404
    refused = client.post(of(assembly, "papers_act", "clear"), follow=True)
    assert "仍在进行" in refused.content.decode()
    adjourn(assembly=assembly, actor=cast.alice, at=AT)
    assert reader.get(page).status_code == 404, "closed at once, before anything is cleared"
    client.post(of(assembly, "papers_act", "clear"))
    paper.refresh_from_db()
    assert paper.state == "cleared" and paper.file is None and len(paper.sha256) == 64
    assert client.post(papers, {"file": SimpleUploadedFile("b.pdf", pdf())}).status_code == 422


def test_two_readers_see_two_different_pages() -> None:

    bare = page_picture(pdf(), 1, dots_per_inch=60)
    one, again, two = (marked(bare, words, str(font_file())) for words in ("赵一 09:10", "赵一 09:10", "钱二 09:10"))
    assert one == again and one != two and bare not in (one, two)

    with Image.open(io.BytesIO(bare)) as before, Image.open(io.BytesIO(one)) as after:
        changed = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
        width, height = changed.size
        for left in range(0, width - width // 3, width // 3):
            for top in range(0, height - height // 3, height // 3):
                assert changed.crop((left, top, left + width // 3, top + height // 3)).getbbox(), (
                    "a part of the page is without the name"
                )


def test_a_tablet_left_with_a_guest_shows_nothing(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一", "钱二", secrecy="internal")
    own = person(assembly, "赵一")
    assert client.get(room_path(own)).status_code == 404, "an internal meeting has no page on one's own telephone"
    tablet = make_tablet(assembly=assembly, name="平板1", actor=cast.alice, at=AT)
    door = reverse("assembly_tablet", args=[tablet_token(tablet)])
    assert "领用平板" in client.get(door).content.decode()
    assert client.post(door, {"code": "GJ1.nonsense"}).status_code == 422
    entered = client.post(door, {"code": code_of(own.guest, assembly.event)})
    room = entered["Location"]
    assert client.get(room).status_code == 200 and "赵一" in client.get(room).content.decode()
    Site.objects.update(held_at=AT + timedelta(minutes=4))
    assert client.get(room, headers={"HX-Request": "true"}).status_code == 200, "renewing itself is no touch"
    Site.objects.update(held_at=AT + timedelta(minutes=6))
    left = client.get(room)
    assert left.status_code == 302 and left["Location"] == door
    Site.objects.update(held_at=AT)
    room = client.post(door, {"code": code_of(own.guest, assembly.event)})["Location"]
    client.get(door)
    assert client.get(room).status_code == 302, "whoever opens the sign-in page signs the one before out"
    room = client.post(door, {"code": code_of(own.guest, assembly.event)})["Location"]
    assert client.post(f"{room}free/").status_code == 302 and client.get(room).status_code == 302
    Attendee.objects.filter(pk=own.pk).update(serial=9)
    client.force_login(cast.alice)
    client.post(of(assembly, "tablets"), {"off": tablet.pk})
    assert client.get(door).status_code == 404
    assert client.post(of(assembly, "tablets"), {"name": "平板1"}).status_code == 302


def test_from_afar_one_joins_drops_and_comes_back(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一")
    invite(assembly.block, "远方", here=False)

    follow_guests(assembly)
    room = room_path(person(assembly, "远方"))
    assert client.post(f"{room}join/").status_code == 422, "this meeting is for the hall alone"
    adjust(
        assembly=assembly,
        **(PLAIN | {"remote": True, "video": Video.LINK, "video_url": "https://meeting.example.cn/9"}),
        actor=cast.alice,
        at=AT,
    )
    before = client.get(room).content.decode()
    assert "远程参会" in before and "meeting.example.cn" not in before
    client.post(f"{room}join/")
    motion = motion_of(assembly, cast)
    afar = client.get(room).content.decode()
    assert "/video/enter/" in afar and motion.title in afar and "agenda-list" in afar
    client.post(f"{room}vote/", {"motion": motion.pk, "option": "for", "key": "k" * 20})
    assert Ballot.objects.get().attendee == person(assembly, "远方"), "from afar one votes as in the hall"
    close_motion(motion=motion, actor=cast.alice, at=AT)
    client.force_login(cast.alice)
    client.post(of(assembly, "papers"), {"file": SimpleUploadedFile("预算.pdf", pdf()), "title": ""})
    client.post(of(assembly, "papers_act", "out"))
    paper = client.get(f"{room}papers/{MeetingPaper.objects.get().pk}/1.png")
    assert paper.status_code == 200 and PaperReading.objects.count() == 0, "the picture alone counts for nothing"
    assert client.get(f"{room}papers/{MeetingPaper.objects.get().pk}/").status_code == 200
    hall = client.get(room_path(person(assembly, "赵一"))).content.decode()
    assert "/video/enter/" not in hall
    client.force_login(cast.alice)
    Site.objects.update(held_at=AT + timedelta(minutes=3))
    assert "掉线" in client.get(of(assembly, "people")).content.decode()
    assert client.get(f"{room}ping/").status_code == 204
    assert (
        "掉线" not in client.get(of(assembly, "people")).content.decode().split("people-live")[1].split("</table>")[0]
    )
    client.post(f"{room}leave/")
    assert person(assembly, "远方").said == ""


def test_minutes_are_edited_by_one_at_a_time_and_confirmed_by_the_chair(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一", "钱二")
    chair = person(assembly, "赵一")
    adjust(assembly=assembly, **(PLAIN | {"chair_id": chair.pk}), actor=cast.alice, at=AT)
    client.force_login(cast.alice)
    page = of(assembly, "minutes")
    assert "尚无纪要" in client.get(page).content.decode()
    client.post(of(assembly, "minutes_act", "draft"))
    row = Minutes.objects.get()
    assert "会议纪要" in row.text and "主持：赵一" in row.text
    assert client.post(page, {"text": "甲改", "rev": row.rev}).status_code == 302
    stale = client.post(page, {"text": "乙改", "rev": row.rev})
    assert stale.status_code == 409 and "甲改" in stale.content.decode() and "乙改" in stale.content.decode()
    assert client.post(page, {"text": " ", "rev": 2}).status_code == 422
    confirm = {"rev": 2}
    room = room_path(chair)
    assert client.post(f"{room}confirm/", confirm).status_code == 422, "not before the meeting is over"
    client.post(of(assembly, "act", "adjourn"))
    other = room_path(person(assembly, "钱二"))
    assert client.post(f"{other}confirm/", confirm).status_code == 422
    assert "甲改" in client.get(room).content.decode() and "甲改" not in client.get(other).content.decode()
    assert client.post(f"{room}confirm/", {"rev": 1}).status_code == 422
    assert client.post(f"{room}confirm/", confirm).status_code == 302
    row.refresh_from_db()
    assert row.confirmed_by == "赵一"
    assert client.post(page, {"text": "丙改", "rev": row.rev}).status_code == 422
    assert client.get(of(assembly, "minutes_paper")).content[:4] == b"%PDF"
    client.post(of(assembly, "minutes_act", "seal"))
    assert "未发现改动" in client.get(page).content.decode()
    assert client.get(of(assembly, "record", 1)).content[:2] == b"PK"


def test_who_may_see_and_who_may_take_the_list_away(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, "赵一")
    motion = motion_of(assembly, cast)
    pages = [of(assembly, name) for name in ("console", "people", "papers", "minutes", "wall")] + [of(motion, "motion")]
    for who, status in ((cast.charlie, 404), (cast.cleo, 403), (cast.bob, 200), (cast.audrey, 200)):
        client.force_login(who)
        assert {client.get(page).status_code for page in pages} == {status}, who.username
    client.force_login(cast.bob)
    assert client.get(of(assembly, "export")).status_code == 403, "an attendant's role does not need the list"
    assert client.get(of(assembly, "settings")).status_code == 403
    client.force_login(cast.alice)
    assert client.get(of(assembly, "export")).content[:2] == b"PK"
    assert Entry.objects.filter(action="assembly.export", actor_id=cast.alice.pk).exists()
    block = make_block(cast, secrecy="controlled")
    assert client.get(reverse("assembly:event", args=[cast.site.code, block.event.ref])).status_code == 404


def test_no_page_of_the_room_is_heavy(client: Client, cast: Cast) -> None:
    held(cast)
    assembly = in_session(cast, *[f"代表{n}" for n in range(40)])
    motion_of(assembly, cast)
    assert len(client.get(room_path(person(assembly, "代表3"))).content) < 25_000
