"""What was copied out of a group chat, as proposals (FIELD 21). It only reads; nothing is made of it without a person."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from guanjia.knowledge.rules.urgency import Alarm, alarm_in
from guanjia.places.rules.units import units_in

DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.月]\d{1,2}日?|昨天|前天|今天|(?:星期|周)[一二三四五六日天])"
MOMENT = rf"(?:{DAY}\s*)?(?:(?:上午|下午|晚上|凌晨|中午|早上)\s*)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
HEAD = re.compile(rf"^\s*(?P<who>[^\n:：]{{1,40}}?)[\s:：]+(?P<when>{MOMENT})\s*[:：]?\s*(?P<rest>.*)$")
NAMED = re.compile(r"^\s*(?P<who>[^\s:：,，。!！?？]{1,24})\s*[:：]\s*(?P<rest>.*)$")
RULE = re.compile(r"^\s*[-—–=_]{2,}.*[-—–=_]{2,}\s*$")
PHONE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?(1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|0\d{2,3}[-\s]?[2-9]\d{6,7})(?!\d)")
PHOTO = re.compile(r"\[(?:图片|照片|Photo|Image)\]|【图片】", re.IGNORECASE)
VIDEO = re.compile(r"\[(?:视频|小视频|Video)\]|【视频】", re.IGNORECASE)
VOICE = re.compile(r"\[(?:语音|Voice|Audio)\](?:\s*\d+\s*(?:''|\"|″|秒|s)?)?|【语音】", re.IGNORECASE)
MARKER = re.compile(r"\[[^\[\]\n]{1,12}\]")
CALLED = re.compile(r"@\S+[\s\u2005]*")
BUILDING = re.compile(r"([0-9零〇一二两三四五六七八九十]{1,3}|[A-Za-z])\s*(?:栋|幢|号楼|座)")
ECHO = re.compile(r"^(?:我们?家?也(?:是|一样)?|同上?|同问|一样|加一|\+\s*1|＋1|楼上[+＋]1|我(?:们)?也)")
CHATTER = re.compile(
    r"^(?:(?:收到|好的?|谢谢.{0,6}|感谢.{0,6}|辛苦.{0,8}|嗯+|ok|哈+|早上好|早|晚安|大家好|在吗|哦+|知道了|赞|不客气|麻烦了|多谢|您好|你好)"
    r"[\s!！。.~～,，]*)*$",
    re.IGNORECASE,
)
NOT_NAMES = frozenset(
    {
        "电话",
        "地址",
        "手机",
        "联系电话",
        "联系人",
        "姓名",
        "房号",
        "时间",
        "问题",
        "报修",
        "http",
        "https",
        "备注",
        "内容",
    }
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """One proposal: who said what, and what was read out of it.

    `units` are codes that the words name, unasked whether such a unit exists; `building` when only a building is named.
    `kind` "" when nobody could tell. `said_at` stands as it was copied. `worth` False: thanks or small talk, shown unticked.
    `echoes` are other people who said "mine too".
    """

    author: str
    said_at: str
    text: str
    units: tuple[str, ...] = ()
    building: str = ""
    phones: tuple[str, ...] = ()
    kind: str = ""
    alarm: Alarm | None = None
    photos: int = 0
    videos: int = 0
    voices: int = 0
    worth: bool = True
    echoes: tuple[str, ...] = ()

    @property
    def urgent(self) -> bool:
        """Whether a word of danger was found (REPR-007)."""
        return self.alarm is not None


@dataclass(slots=True)
class Line:
    """One message as it was cut out."""

    author: str
    said_at: str
    lines: list[str] = field(default_factory=list)


def read_paste(text: str, kind_of: Callable[[str], str] = lambda _words: "") -> list[Pasted]:
    """Proposals in the order of the chat. Photos, voices and a phone that follow by the same author join what they said before.

    A text without any name is one proposal; empty text none.
    """
    found: list[Pasted] = []
    for message in split_messages(text):
        one = _read(message)
        before = found[-1] if found else None
        asked = next((number for number in reversed(range(len(found))) if found[number].worth), None)
        if asked is not None and _is_echo(one):
            found[asked] = replace(found[asked], echoes=(*found[asked].echoes, one.author))
        elif before and _belongs_to(one, before):
            found[-1] = _joined(before, one)
        else:
            found.append(one)
    return [replace(each, kind=kind_of(each.text) if each.worth else "") for each in found]


def split_messages(text: str) -> list[Line]:
    """Cut by heads: "name 10:32", "name 2026/3/5 10:32:11", "name: words"; a ruled line with a date is skipped."""
    messages: list[Line] = []
    for raw in text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n"):
        if RULE.match(raw) or not raw.strip():
            continue
        head = HEAD.match(raw) or _named(raw)
        if head:
            parts = head.groupdict()
            messages.append(Line(parts["who"].strip(), parts.get("when") or "", [parts["rest"]]))
        elif messages:
            messages[-1].lines.append(raw)
        else:
            messages.append(Line("", "", [raw]))
    return messages


def _named(raw: str) -> "re.Match[str] | None":
    found = NAMED.match(raw)
    if found is None or found["who"] in NOT_NAMES or found["who"].replace("-", "").isdigit():
        return None
    return found


def _read(message: Line) -> Pasted:
    whole = "\n".join(line.strip() for line in message.lines if line.strip())
    photos, videos, voices = (len(pattern.findall(whole)) for pattern in (PHOTO, VIDEO, VOICE))
    for pattern in (PHOTO, VIDEO, VOICE, MARKER, CALLED):
        whole = pattern.sub("", whole)
    words = re.sub(r"[ \t]+", " ", whole).strip()
    phones = tuple(dict.fromkeys(re.sub(r"[-\s]", "", each) for each in PHONE.findall(words)))
    placed = PHONE.sub(" ", words)
    units = _doors(placed) or _doors(message.author)
    building = BUILDING.search(placed)
    return Pasted(
        author=message.author,
        said_at=message.said_at,
        text=words,
        units=units,
        building="" if units or building is None else building[1],
        phones=phones,
        alarm=alarm_in(words),
        worth=not CHATTER.match(words) or photos + videos + voices > 0,
        photos=photos,
        videos=videos,
        voices=voices,
    )


def _doors(text: str) -> tuple[str, ...]:
    """Codes with a real door number; "1栋1单元" names a staircase, not a home."""
    return tuple(code for code in units_in(text) if sum(map(str.isdigit, code.rpartition("-")[2])) > 2)


def _is_echo(one: Pasted) -> bool:
    return bool(ECHO.match(one.text)) and len(one.text) <= 12 and not one.units


def _belongs_to(one: Pasted, before: Pasted) -> bool:
    """Same author, and it adds only pictures, a phone or an address to words said before, or words to pictures."""
    if one.author != before.author or not before.worth:
        return False
    bare = PHONE.sub("", one.text)
    for code in one.units:
        bare = bare.replace(code, "")
    said_nothing = not re.sub(r"[\s,，。.:：电话手机联系是我的]", "", bare)
    return said_nothing or (
        not before.text and bool(one.photos + one.videos + one.voices + before.photos + before.voices)
    )


def _joined(before: Pasted, one: Pasted) -> Pasted:
    return replace(
        before,
        text="\n".join(part for part in (before.text, one.text) if part),
        units=before.units or one.units,
        phones=tuple(dict.fromkeys(before.phones + one.phones)),
        alarm=before.alarm or one.alarm,
        photos=before.photos + one.photos,
        videos=before.videos + one.videos,
        voices=before.voices + one.voices,
    )
