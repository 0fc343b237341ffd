"""E-mails become requests: from a real Maildir and over IMAP, answered once, never by machine to machine (REPR-001)."""

import io
import json
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from PIL import Image

from guanjia.foundation.messages.public import send_due
from guanjia.foundation.persons.public import Person, make_person
from guanjia.kernel import clock
from guanjia.servicedesk.actions.mailboxes import BadMailbox, fetch_mail, open_mailbox
from guanjia.servicedesk.actions.mailing import take_mail
from guanjia.servicedesk.models import IncomingMail
from guanjia.servicedesk.public import RequestState, ServiceRequest, request_photos
from guanjia.servicedesk.rules.mail import read_mail
from guanjia.servicedesk.rules.requests import MailOutcome
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import done
from tests.servicedesk.imap import serving
from tests.servicedesk.test_mail_rules import a_mail


def png() -> bytes:
    found = io.BytesIO()
    Image.new("RGB", (60, 40), "grey").save(found, "PNG")
    return found.getvalue()


def take(cast: Cast, message) -> IncomingMail:
    return take_mail(site=cast.site, mail=read_mail(message.as_bytes()), at=NINE)


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_a_maildir_becomes_requests_with_photos_and_an_answer(cast_committed: Cast, maildir: Path) -> None:
    cast = cast_committed
    own = make_person(
        site=cast.site, name="李静", actor=None, at=NINE, link="owner", private={"email": "li@example.org"}
    )
    message = a_mail("厨房漏水，请派人", "李静 <li@example.org>", Subject="漏水")
    message.add_attachment(png(), maintype="image", subtype="png", filename="厨房.png")
    message.add_attachment(b"<html><script>", maintype="image", subtype="jpeg", filename="page.jpg")
    (maildir / "new" / "1.a").write_bytes(message.as_bytes())
    (maildir / "new" / "2.b").write_bytes(a_mail(Auto_Submitted="auto-replied", Message_ID="<2@x>").as_bytes())
    (maildir / "new" / "3.c").write_bytes(a_mail("标注：绝密", Message_ID="<3@x>").as_bytes())
    counts = fetch_mail(site=cast.site, box=open_mailbox(f"maildir:{maildir}"))
    assert counts == {"taken": 1, "machine": 1, "marked": 1}
    row = ServiceRequest.objects.get()
    assert (row.person, row.channel, row.urgency, row.title) == (own, "email", "urgent", "漏水")
    assert request_photos(row).count() == 1 and "page.jpg" in row.notes.get(kind="inside").text
    assert sorted(each.name for each in (maildir / "cur").iterdir()) == ["1.a:2,S", "2.b:2,S"], (
        "marked text is destroyed"
    )
    assert not list((maildir / "new").iterdir())
    assert "绝密" not in json.dumps(list(IncomingMail.objects.values("sender", "reason")), ensure_ascii=False)
    send_due(now=clock.now())
    answers = [each for each in outbox.outbox if each.to == ["li@example.org"]]
    assert row.number in answers[0].subject and answers[0].extra_headers["Auto-Submitted"] == "auto-generated"
    (maildir / "new" / "4.d").write_bytes(message.as_bytes())
    fetch_mail(site=cast.site, box=open_mailbox(f"maildir:{maildir}"))
    assert ServiceRequest.objects.count() == 1, "the same mail delivered twice is one request"


@pytest.mark.django_db(transaction=True)
def test_over_imap_what_breaks_stays_and_holds_up_nobody(
    cast_committed: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cast_committed.site.code == "yard"
    broken = take_mail
    mails = {7: a_mail("坏的", Message_ID="<7@x>").as_bytes(), 9: a_mail("楼道灯不亮", Message_ID="<9@x>").as_bytes()}

    def breaks(**given):
        if given["mail"].message_id == "<7@x>":
            raise RuntimeError
        return broken(**given)

    monkeypatch.setattr("guanjia.servicedesk.actions.mailboxes.take_mail", breaks)
    with serving(mails) as (address, seen):
        call_command("fetch_mail", "--site", "yard", "--mailbox", address)
        assert json.loads(capsys.readouterr().out) == {"broken": 1, "taken": 1} and seen == {9}
        with pytest.raises(BadMailbox):
            open_mailbox(address.replace("secret", "guess"))
    assert ServiceRequest.objects.get().description == "楼道灯不亮"
    for site, box in (("yard", ""), ("nowhere", "maildir:/x"), ("yard", "maildir:/x"), ("yard", "pop3://x")):
        with pytest.raises(CommandError):
            call_command("fetch_mail", "--site", site, "--mailbox", box)


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_put_with_its_request_only_when_it_is_the_owners(cast_committed: Cast) -> None:
    cast = cast_committed
    first = take(cast, a_mail("暖气不热"))
    row = first.request
    assert row is not None and first.sender == "w***@example.org"
    again = take(cast, a_mail("还是不亮", Subject=f"Re: 您的报事 {row.number}", Message_ID="<2@example.org>"))
    thread = take(cast, a_mail("谢谢", Subject="Re:", In_Reply_To="<1@example.org>", Message_ID="<3@example.org>"))
    assert [each.outcome for each in (again, thread)] == ["added", "added"]
    assert list(row.notes.values_list("text", flat=True)) == ["还是不亮", "谢谢"]
    stranger = take(
        cast, a_mail("给我看看", "陌生人 <evil@example.org>", Subject=f"Re: {row.number}", Message_ID="<4@example.org>")
    )
    assert stranger.outcome == MailOutcome.TAKEN and stranger.request != row, "a neighbour's request is not joined"
    done(cast, row)
    take(cast, a_mail("可以关闭", Subject=f"Re: {row.number}", Message_ID="<5@example.org>"))
    row.refresh_from_db()
    assert row.stage is RequestState.COMPLETED, "a mail closes nothing"
    assert Person.objects.filter(name="王敏").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_an_hour_from_one_address_and_the_page_says_what_became_of_them(
    cast_committed: Cast, client: Client
) -> None:
    cast = cast_committed
    outcomes = [take(cast, a_mail(f"灯 {n}", Message_ID=f"<{n}@x>")).outcome for n in range(11)]
    assert outcomes == ["taken"] * 10 + ["too_many"]
    assert take(cast, a_mail("", Subject="", sender="b@example.org", Message_ID="<e@x>")).outcome == "empty"
    client.force_login(cast.hana)
    page = client.get(reverse("servicedesk:mails", args=["yard"])).content.decode()
    assert "w***@example.org" in page and "wang@" not in page and "同一地址来信过多" in page
    client.force_login(cast.charlie)
    assert client.get(reverse("servicedesk:mails", args=["yard"])).status_code == 404
