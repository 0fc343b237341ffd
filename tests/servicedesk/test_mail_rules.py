"""What an e-mail says, and which ones no machine may answer (RFC 3834)."""

from email.message import EmailMessage

import pytest

from guanjia.servicedesk.rules.mail import new_words, read_mail

OWN = frozenset({"desk@yard.example"})


def a_mail(text: str = "3栋楼道灯不亮", sender: str = "王敏 <wang@example.org>", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, headers.pop("Subject", "报修")
    message["Message-ID"] = headers.pop("Message_ID", "<1@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def read(message: EmailMessage):
    return read_mail(message.as_bytes(), OWN)


@pytest.mark.parametrize(
    ("sender", "headers", "machine"),
    [
        ("a@example.org", {}, ""),
        ("a@example.org", {"Auto_Submitted": "no"}, ""),
        ("a@example.org", {"Auto_Submitted": "auto-replied"}, "auto"),
        ("a@example.org", {"Auto_Submitted": "auto-generated"}, "auto"),
        ("a@example.org", {"X_Autoreply": "yes"}, "auto"),
        ("a@example.org", {"Precedence": "auto_reply"}, "auto"),
        ("a@example.org", {"Precedence": "bulk"}, "list"),
        ("a@example.org", {"List_Id": "<news.example.org>"}, "list"),
        ("a@example.org", {"Return_Path": "<>"}, "bounce"),
        ("MAILER-DAEMON@example.org", {}, "bounce"),
        ("no-reply@example.org", {}, "bounce"),
        ("Desk <DESK@yard.example>", {}, "own"),
        ("nobody at all", {}, "nobody"),
    ],
)
def test_machines_are_told_from_people(sender: str, headers: dict[str, str], machine: str) -> None:
    assert read(a_mail(sender=sender, **headers)).machine == machine


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("还在漏\n\n> 您的报事已受理", "还在漏"),
        ("还在漏\n发件人: 物业 <desk@yard.example>\n旧话", "还在漏"),
        ("still leaking\nOn Thu, 5 Mar 2026 The Yard wrote:\nold", "still leaking"),
        ("还在漏\n在 2026年3月5日,物业服务中心写道:\n旧话", "还在漏"),
        ("还在漏\n------------------ 原始邮件 ------------------\n旧话", "还在漏"),
        ("谢谢\n-- \n王敏 13800006001", "谢谢"),
        ("1 > 0 也要说", "1 > 0 也要说"),
    ],
)
def test_only_the_new_words_are_kept(text: str, words: str) -> None:
    assert new_words(text) == words


def test_the_number_and_the_answered_mail_are_read() -> None:
    mail = read(a_mail(Subject="Re: 回复: BX-20260305-0007 漏水", In_Reply_To="<a@x>", References="<a@x> <b@y>"))
    assert (mail.number, mail.title) == ("BX-20260305-0007", "漏水")
    assert mail.answers == ("<a@x>", "<a@x>", "<b@y>")
    assert (mail.sender, mail.name) == ("wang@example.org", "王敏")


def test_a_page_a_gb2312_text_and_a_broken_one_are_read() -> None:
    page = EmailMessage()
    page["From"] = "a@example.org"
    page.set_content("<html><style>p{}</style><p>电梯<b>异响</b></p><script>x()</script></html>", subtype="html")
    assert read(page).text == "电梯异响"
    raw = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + "镕".encode(
        "gb18030"
    )
    assert read_mail(raw).text == "镕"
    raw = b"From: =?utf-8?q?broken\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhello \xff"
    assert read_mail(raw).machine == "nobody" and read_mail(b"").sender == ""


def test_pictures_are_taken_and_at_most_six() -> None:
    message = a_mail(text="")
    for number in range(8):
        message.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    mail = read(message)
    assert len(mail.pictures) == 6 and mail.pictures[0].name == "0.png" and mail.title == "报修"
