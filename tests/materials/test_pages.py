"""The pages: a list from nothing to the signed report; the desk; readers' links; a controlled meeting has none of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from guanjia.conference.models import Event
from guanjia.conference.public import code_of, printings_of
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.materials.actions.handing import hand_copy
from guanjia.materials.actions.reading import clear_paper, make_readers, perform_clear, put_file, token_of
from guanjia.materials.models import Copy, Destruction, HandOut, Incident, Paper, PaperList, ReaderCopy
from guanjia.materials.queries.stamping import pages_of, stamped
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import PAPER
from guanjia.materials.urls import urlpatterns
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.materials.papers import AT, copy, guest, listed, meeting, printed

pytestmark = pytest.mark.django_db


def at(event: Event, name: str) -> str:
    return reverse(f"materials:{name}", args=[event.site.code, event.ref])


def of(paper: Paper, name: str, *more: object) -> str:
    return reverse(f"materials:{name}", args=[paper.site.code, paper.pk, *more])


def small_pdf(text: str = "议程") -> bytes:
    return render_pdf("documents/form.typ", {"title": text, "sections": [{"text": text}]})


def test_from_the_empty_list_to_the_numbered_copies(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    Site.objects.update(held_at=AT)
    client.force_login(cast.alice)
    assert "清单为空" in client.get(at(event, "papers")).content.decode()
    entry = {"title": "工作方案", "kind": "background", "form": "printed", "packing": "name", "source": "house",
             "internal": "on", "double_sided": "on", "recycled": "on", "pages": "7"}  # fmt: skip
    refused = client.post(at(event, "add"), entry)
    assert (
        refused.status_code == 422 and "专人保管" in refused.content.decode() and "工作方案" in refused.content.decode()
    )
    marked = client.post(at(event, "add"), entry | {"title": "机密★方案", "keeper": cast.lin.pk})
    assert (
        marked.status_code == 422
        and "机密★" not in marked.content.decode()
        and "第22条" in marked.content.decode()
        and not Paper.objects.exists()
    )
    assert client.post(at(event, "add"), entry | {"keeper": cast.lin.pk}).status_code == 302
    paper = Paper.objects.get()
    assert (
        client.post(of(paper, "edit"), entry | {"keeper": cast.lin.pk, "title": "工作方案（送审稿）"}).status_code
        == 302
    )
    early = client.post(of(paper, "act", "print"), {"count": 6}, follow=True).content.decode()
    assert "资料清单确认" in early and not Copy.objects.exists()
    client.post(at(event, "confirm"))
    none = client.post(of(paper, "act", "print"), {"count": 6, "pages": "0"}, follow=True).content.decode()
    assert "页数为1至2000" in none and not Copy.objects.exists()
    over = client.post(of(paper, "act", "print"), {"count": 7}, follow=True).content.decode()
    assert "超出" in over and not Copy.objects.exists()
    page = client.post(of(paper, "act", "print"), {"count": 6, "pages": "9"}, follow=True).content.decode()
    assert "赵一" in page and "备用" in page and Copy.objects.count() == 6
    assert printings_of(event.pk)[-1].printed == 6 * 5, "nine pages on both sides are five sheets"
    for name in ("list_paper", "record_paper"):
        assert client.get(at(event, name)).content[:4] == b"%PDF"
    for name in ("labels", "recall_paper"):
        assert client.get(of(paper, name)).content[:4] == b"%PDF"
    client.post(of(paper, "act", "version"), {"reason": "数字更正"}, follow=True)
    assert Paper.objects.get(version=2).replaces == Paper.objects.get(version=1)
    assert PaperList.objects.get().stage.value == "confirmed"


def test_the_desk_hands_a_scanned_copy_to_the_right_person_only(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    printed(cast, event, title="议程", internal=False)
    Site.objects.update(held_at=NINE)
    client.force_login(cast.bob)
    desk, number = at(event, "desk"), copy(paper, 1).number
    assert client.get(desk).status_code == 200
    assert "扫编号件" in client.post(desk, {"scan": "无此人"}, follow=True).content.decode()
    held = client.post(desk, {"scan": number}, follow=True).content.decode()
    assert "应发" in held and "赵一" in held
    wrong = client.post(
        desk, {"copy": number, "scan": code_of(guest(event, "钱二"), event)}, follow=True
    ).content.decode()
    assert "应发给赵一" in wrong and not HandOut.objects.exists() and number in wrong
    right = client.post(
        desk, {"copy": number, "scan": code_of(guest(event, "赵一"), event)}, follow=True
    ).content.decode()
    assert "已交给赵一" in right and HandOut.objects.get().copy.number == number
    person = client.post(desk, {"scan": "赵一"}, follow=True).content.decode()
    assert "议程" in person and "已交付" in person
    client.post(desk, {"guest": guest(event, "赵一").pk, "verb": "set"})
    assert HandOut.objects.filter(copy=None).count() == 1
    record = client.get(at(event, "record")).content.decode()
    assert number in record and "议程" in record
    assert client.get(at(event, "record") + "?export=xlsx").status_code == 403, (
        "an attendant has no need of the whole record"
    )
    client.force_login(cast.alice)
    sheet = load_workbook(BytesIO(b"".join(client.get(at(event, "record") + "?export=xlsx"))))
    assert any("赵一" in [cell.value for cell in row] for row in sheet.active.iter_rows())


def test_whoever_is_admitted_gets_the_papers_on_the_same_page(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    printed(cast, event, title="议程", internal=False)
    Site.objects.update(held_at=NINE)
    client.force_login(cast.bob)
    one, two = guest(event, "赵一"), guest(event, "钱二")
    admit = reverse("conference:by_hand", args=[cast.site.code, event.ref, one.pk])
    page = client.post(admit, follow=True)
    said, (there, _status) = page.content.decode(), page.redirect_chain[-1]
    assert there.endswith(f"?guest={one.pk}") and copy(paper, 1).number in said and "议程" in said and "已交付" in said
    desk, back = at(event, "desk"), {"back": "checkin", "guest": one.pk}
    wrong = client.post(desk, back | {"scan": copy(paper, 2).number}, follow=True).content.decode()
    assert "应发给钱二" in wrong and "papers-of-guest" in wrong and not HandOut.objects.exists()
    assert "不是本会议" in client.post(desk, back | {"scan": "NB-0"}, follow=True).content.decode()
    client.post(desk, back | {"copy": copy(paper, 1).number})
    done = client.post(desk, back | {"verb": "set"}, follow=True).content.decode()
    assert "已全部领取" in done and HandOut.objects.filter(guest=one).count() == 2
    scan = reverse("conference:scan", args=[cast.site.code, event.ref])
    answer = client.post(scan, {"code": code_of(two, event)}, content_type="application/json").json()
    assert copy(paper, 2).number in answer["more"] and copy(paper, 3).number not in answer["more"]
    outside = client.get(
        reverse("conference:checkin", args=[cast.site.code, event.ref]) + f"?guest={guest(event, '李四').pk}"
    )
    assert "papers-of-guest" not in outside.content.decode(), "who is not inside gets nothing here"
    kiosk = client.post(
        f"{scan}?kiosk=1", {"code": code_of(guest(event, "李四"), event)}, content_type="application/json"
    ).json()
    assert kiosk["outcome"] == "admitted" and kiosk["more"] == "", "a kiosk hands nothing out"


def test_recall_incident_and_destruction_on_the_screen(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    for serial, name in ((1, "赵一"), (2, "钱二")):
        hand_copy(copy=copy(paper, serial), guest=guest(event, name), actor=cast.bob, at=NINE)
    Site.objects.update(held_at=NINE + timedelta(hours=3))
    client.force_login(cast.bob)
    recall = of(paper, "recall")
    assert "赵一" in client.get(recall).content.decode()
    client.post(recall, {"scan": copy(paper, 1).number})
    refused = client.post(recall, {"verb": "finish", "spares": 4}, follow=True).content.decode()
    assert "钱二" in refused and copy(paper, 2).number in refused
    missing = of(paper, "missing", copy(paper, 2).pk)
    empty = client.post(missing, {"searched": "", "reported_to": "安保组长"})
    assert empty.status_code == 422 and "安保组长" in empty.content.decode()
    client.post(missing, {"searched": "会场、复印点", "reported_to": "安保组长"})
    incident = Incident.objects.get()
    assert copy(paper, 2).number in client.get(at(event, "papers")).content.decode()
    approve = reverse("materials:approve", args=[cast.site.code, incident.pk])
    assert client.post(approve).status_code == 403
    for user in (cast.alice, cast.alice, cast.lin):
        client.force_login(user)
        client.post(approve)
    incident.refresh_from_db()
    assert (incident.first_by, incident.second_by) == (cast.alice, cast.lin)
    client.post(recall, {"verb": "finish", "spares": 4})
    destroy = at(event, "destroy")
    assert client.get(destroy).status_code == 200
    assert client.post(destroy, {"method": "shredded", "place": "碎纸间"}).status_code == 422
    client.post(destroy, {"papers": [paper.pk], "method": "shredded", "place": "碎纸间"})
    made = Destruction.objects.get()
    page = reverse("materials:destruction", args=[cast.site.code, made.pk])
    client.post(page)
    assert Destruction.objects.get().watched_by is None, "the same person never signs twice"
    client.force_login(cast.bob)
    client.post(page)
    assert Destruction.objects.get().watched_by == cast.bob
    assert client.get(reverse("materials:report", args=[cast.site.code, made.pk])).content[:4] == b"%PDF"
    client.force_login(cast.ann)
    assert made.number in client.get(reverse("materials:archive", args=[cast.site.code])).content.decode()


def test_a_reader_opens_a_stamped_copy_until_it_is_cleared(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    paper = listed(cast, event, title="汇报材料", form="electronic", internal=False)
    client.force_login(cast.alice)
    Site.objects.update(held_at=AT)
    with pytest.raises(PaperRefused):
        make_readers(paper=paper, guests=[guest(event, "赵一")], actor=cast.alice, at=AT)
    bad = client.post(of(paper, "act", "file"), {"file": SimpleUploadedFile("x.pdf", b"<html>")}, follow=True)
    assert not Paper.objects.get().file and bad.status_code == 200
    broken = SimpleUploadedFile("x.pdf", b"%PDF-1.7 nothing")
    assert "无法读取" in client.post(of(paper, "act", "file"), {"file": broken}, follow=True).content.decode()
    client.post(of(paper, "act", "file"), {"file": SimpleUploadedFile("汇报.pdf", small_pdf())})
    assert Paper.objects.get().pages == 1, "counted, not asked"
    client.post(of(paper, "act", "readers"))
    assert ReaderCopy.objects.count() == 5
    reader = ReaderCopy.objects.get(guest__name="赵一")
    client.logout()
    link = reverse("paper_reader", args=[token_of(reader)])
    assert "赵一" in client.get(link).content.decode()
    opened = client.get(link + "?open=1")
    assert opened["Content-Type"] == "application/pdf" and "no-store" in opened["Cache-Control"]
    assert opened.content[:4] == b"%PDF" and client.get(link + "?open=1").content == opened.content
    assert Entry.objects.filter(action="readers.open").count() == 2
    Paper.objects.update(pages=5)
    assert printings_of(event.pk)[-1].saved == 3, "one reader, five pages"
    forged = client.get(reverse("paper_reader", args=["9" + token_of(reader)]))
    assert forged.status_code == 404 and "汇报" not in forged.content.decode()
    files = list(StoredFile.objects.filter(kind="application/pdf"))
    assert len(files) == 2
    paper.refresh_from_db()
    assert (
        clear_paper(paper=paper, actor=cast.alice, at=NINE) == 2 and clear_paper(paper=paper, actor=None, at=NINE) == 0
    )
    assert not StoredFile.objects.filter(pk__in=[each.pk for each in files]).exists()
    gone = client.get(link + "?open=1")
    assert gone.status_code == 410 and "清除" in gone.content.decode()
    assert ReaderCopy.objects.get(pk=reader.pk).cleared_at == NINE, "the row stays"


def test_what_nobody_clears_is_deleted_by_the_system(cast: Cast) -> None:
    end = NINE + timedelta(hours=2)
    event = meeting(cast, ended_at=end)
    paper = listed(cast, event, title="汇报材料", form="electronic", internal=False)
    put_file(paper=paper, upload=small_pdf("二"), name="汇报.pdf", actor=cast.alice, at=AT)
    plan_now(PAPER, [paper.pk], at=end)
    due = dict(Duty.objects.filter(subject_id=paper.pk).values_list("standard_code", "due_at"))
    assert due["materials.cleared"] == end + timedelta(hours=2) and due["materials.wiped"] == end + timedelta(hours=24)
    file = Paper.objects.get().file
    perform_clear(type("T", (), {"subject_id": paper.pk, "at": end})())
    assert Paper.objects.get().file is None and not StoredFile.objects.filter(pk=file.pk).exists()


def test_the_stamp_stands_on_every_page_and_no_pdf_is_refused() -> None:
    made = stamped(small_pdf(), "赵一  No.001", "HY-1")
    assert made[:4] == b"%PDF" and made != small_pdf() and pages_of(made) == 1
    with pytest.raises(PaperRefused):
        stamped(b"%PDF-1.7 nothing", "赵一", "")


def test_a_list_comes_in_as_a_sheet_and_doubles_nothing(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    Site.objects.update(held_at=AT)
    client.force_login(cast.alice)
    bad = [["没有保管人", "背景资料", "印刷", "是", ""]]
    book = Workbook()
    for line in (["资料名称", "类别", "形式", "内部资料", "保管人"], ["会议议程", "议程", "电子", "", ""],
                 ["工作方案", "背景资料", "印刷", "是", "Lin"], *bad):  # fmt: skip
        book.active.append(line)
    content = BytesIO()
    book.save(content)
    for _time in (1, 2):
        sheet = SimpleUploadedFile("资料清单.xlsx", content.getvalue())
        sent = client.post(reverse("materials:import", args=[cast.site.code, event.ref]), {"file": sheet})
        client.post(sent["Location"], {"apply": "1"})
    assert sorted(Paper.objects.values_list("title", flat=True)) == ["会议议程", "工作方案"]
    assert Paper.objects.get(title="工作方案").keeper == cast.lin


def test_strangers_auditors_and_classified_meetings(client: Client, cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    pages = [at(event, name) for name in ("papers", "desk", "record", "list_paper")] + [
        of(paper, "paper"),
        of(paper, "recall"),
    ]
    client.force_login(cast.charlie)
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.audrey)
    assert {client.get(page).status_code for page in pages} == {200}
    assert client.post(of(paper, "act", "print"), {"count": 1}).status_code == 403
    client.force_login(cast.cleo)
    assert {client.get(page).status_code for page in pages} == {403}
    Event.objects.filter(pk=event.pk).update(secrecy="controlled")
    client.force_login(cast.mei)
    codes = set()
    for pattern in urlpatterns:
        text = str(pattern.pattern)
        kwargs = {"site_code": cast.site.code}
        kwargs |= {"ref": event.ref} if "ref" in text else {"pk": paper.pk} if "pk" in text else {}
        kwargs |= {"verb": "print"} if "verb" in text else {}
        kwargs |= {"copy_id": copy(paper, 1).pk} if "copy_id" in text else {}
        kwargs |= {"run_id": 1} if "run_id" in text else {}
        if pattern.name in {"archive", "approve", "destruction", "report"}:
            continue
        address = reverse(f"materials:{pattern.name}", kwargs=kwargs)
        codes |= {client.get(address).status_code, client.post(address).status_code}
    assert codes <= {404, 405}, "of a classified meeting there is no page"
