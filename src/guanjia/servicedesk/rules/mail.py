"""What an e-mail says: who wrote, about what, which words are new, which pictures hang on it, and whether a machine wrote it."""

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser

LONGEST_TEXT = 4000
MOST_PICTURES = 6
NUMBER = re.compile(r"BX-\d{8}-\d{4,}")
ANSWER_MARK = re.compile(r"^\s*((re|fw|fwd|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
QUOTE_BEGINS = re.compile(
    r"^\s*(>|-{2,}\s*(原始邮件|original message|转发的?邮件)|发件人\s*[:：]|from:\s.+@|在.{4,80}写道[:：]|on .{4,120} wrote:|-- ?$)",
    re.IGNORECASE,
)
MACHINE_NAMES = frozenset(
    {"mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply", "bounce"}
)
WIDE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "us-ascii": "utf-8", "ascii": "utf-8"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An attached picture as its sender names it; what it really is, the store finds out."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One e-mail. `machine` says why nobody answers it ("" = a person wrote): auto, bounce, list, own, nobody.

    `answers` are the ids of mails that it replies to; `number` is the request that its subject names, "" for none.
    """

    message_id: str
    sender: str
    name: str
    subject: str
    text: str
    number: str
    answers: tuple[str, ...]
    pictures: tuple[Picture, ...]
    machine: str

    @property
    def title(self) -> str:
        """The subject without Re:, or the first line of the words."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return (NUMBER.sub("", self.subject).strip(" :：") or first)[:200]


def read_mail(raw: bytes, own: frozenset[str] = frozenset()) -> Mail:
    """Read one as it lies in a mailbox; `own` are the addresses of the house, in small letters. Never raises."""
    message = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    name, sender = parseaddr(_header(message, "From"))
    sender = sender.strip().lower() if "@" in sender else ""
    subject = ANSWER_MARK.sub("", _header(message, "Subject")).strip()
    number = NUMBER.search(subject)
    return Mail(
        message_id=_header(message, "Message-ID")[:250],
        sender=sender,
        name=name.strip()[:80],
        subject=subject,
        text=new_words(_text(message)),
        number=number.group() if number else "",
        answers=tuple(
            re.findall(r"<[^<>\s]+>", _header(message, "In-Reply-To") + " " + _header(message, "References"))
        ),
        pictures=_pictures(message),
        machine=machine_of(message, sender, own),
    )


def machine_of(message: EmailMessage, sender: str, own: frozenset[str]) -> str:
    """Why this must not be taken down or answered, so that two machines never write to each other for ever (RFC 3834)."""
    if not sender:
        return "nobody"
    if sender in own:
        return "own"
    if _header(message, "Return-Path").replace(" ", "") == "<>" or message.get_content_type() == "multipart/report":
        return "bounce"
    if sender.partition("@")[0] in MACHINE_NAMES:
        return "bounce"
    if _header(message, "List-Id") or _header(message, "Precedence").lower() in {"bulk", "junk", "list"}:
        return "list"
    sent = _header(message, "Auto-Submitted").lower()
    told = any(_header(message, each) for each in ("X-Autoreply", "X-Autorespond", "X-Loop"))
    if (sent and sent != "no") or told or _header(message, "Precedence").lower() == "auto_reply":
        return "auto"
    return ""


def new_words(text: str) -> str:
    """The words without what they answer to and without the signature."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").splitlines():
        if QUOTE_BEGINS.match(line):
            break
        lines.append(line.rstrip())
    return "\n".join(lines).strip()[:LONGEST_TEXT]


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that cannot be read is none."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, IndexError, AttributeError):  # the parser of broken headers raises several
        return ""


def _text(message: EmailMessage) -> str:
    plain = [part for part in message.walk() if part.get_content_type() == "text/plain" and not part.get_filename()]
    if plain:
        return "\n".join(_decoded(part) for part in plain)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html" and not part.get_filename()]
    return "\n".join(_stripped(_decoded(part)) for part in pages)


def _decoded(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    charset = (part.get_content_charset() or "utf-8").lower()
    try:
        return bytes(content or b"").decode(WIDE.get(charset, charset), "replace")
    except LookupError:
        return bytes(content or b"").decode("utf-8", "replace")


def _pictures(message: EmailMessage) -> tuple[Picture, ...]:
    found = [
        Picture((part.get_filename() or "photo.jpg")[:120], bytes(part.get_payload(decode=True) or b""))
        for part in message.walk()
        if part.get_content_maintype() == "image"
    ]
    return tuple(found[:MOST_PICTURES])


class _Words(HTMLParser):
    """Keeps the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style", "head"}
        if tag in {"br", "p", "div", "tr", "li"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "head"} and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def _stripped(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return "\n".join(line for line in lines if line)
