"""Lines of an agenda as they come out of Word, Excel or a chat: "14:00-14:20 致辞 张三"."""

import re
import unicodedata
from dataclasses import dataclass

from guanjia.agenda.rules.states import Kind

SPAN = re.compile(
    r"^\W*(?P<h1>\d{1,2}):(?P<m1>\d{2})(?:\s*(?:-|~|—|–|至|到|\t)+\s*(?P<h2>\d{1,2}):(?P<m2>\d{2}))?[\s,，、;；:：|]*"
)
LASTS = re.compile(r"[（(]?\s*(\d{1,3})\s*(?:分钟|min(?:utes)?|')\s*[)）]?", re.IGNORECASE)
NUMBER = re.compile(
    r"^\s*(?:\((?:\d{1,2}|[一二三四五六七八九十]+)\)|(?:\d{1,2}|[一二三四五六七八九十]+)\s*[.、]|[-*•·])\s*"
)
NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
SPLIT = re.compile(r"[、,，/;；]")
LEAST_NAMED = 2
MINUTES_A_DAY = 1440
WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.BREAK, "茶歇|休息|中场|tea|coffee|break"),
    (Kind.MEAL, "午餐|晚餐|早餐|用餐|午宴|晚宴|自助餐|lunch|dinner|banquet"),
    (Kind.VOTE, "表决|投票|选举|vote|voting|ballot"),
    (Kind.AWARD, "颁奖|授牌|授奖|表彰|award"),
    (Kind.SIGNING, "签约|签字|签署|signing"),
    (Kind.PHOTO, "合影|拍照|photo"),
    (Kind.CLOSING, "闭幕|总结讲话|会议总结|结束|closing"),
    (Kind.OPENING, "开幕|开场|主持人介绍|宣布开始|opening"),
    (Kind.SPEECH, "致辞|致词|讲话|address|remarks"),
    (Kind.DISCUSSION, "讨论|研讨|问答|提问|互动|圆桌|discussion|q&a|panel"),
    (Kind.FREE, "自由交流|参观|观展|networking"),
)
"""The first that a title holds says its kind; else it is a talk."""
FIXED = re.compile(r"[（(]\s*(?:定时|准时|固定|fixed)\s*[)）]", re.IGNORECASE)
OPTIONAL = re.compile(r"[（(]\s*(?:可选|机动|视时间|optional)\s*[)）]", re.IGNORECASE)


@dataclass(frozen=True)
class PastedItem:
    """What a line says. `clock` is minutes after midnight or None; `minutes` None when the line does not say how long."""

    title: str
    clock: int | None
    minutes: int | None
    kind: Kind
    speakers: tuple[str, ...]
    fixed: bool = False
    optional: bool = False


class NotRead(Exception):
    """A line that says no title or a time that is none; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


def pasted(text: str) -> list[PastedItem]:
    """The items of the lines; who has no length lasts until the next begins, the last 10 minutes. Raises NotRead, naming the line.

    "(定时)" marks a fixed time, "(可选)" an item that may be left out.
    """
    found = [
        _read(number, unicodedata.normalize("NFKC", line).replace("：", ":"))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    return [_lasting(found, place) for place in range(len(found))]


def kind_of(title: str) -> Kind:
    """The kind that the words of a title say."""
    plain = title.casefold()
    return next((kind for kind, words in WORDS if re.search(words, plain)), Kind.TALK)


def _read(number: int, line: str) -> PastedItem:
    fixed, optional = bool(FIXED.search(line)), bool(OPTIONAL.search(line))
    line = OPTIONAL.sub("", FIXED.sub("", line))
    line = line if SPAN.match(line) else NUMBER.sub("", line)
    clock, minutes = None, None
    if span := SPAN.match(line):
        clock = _clock(number, span["h1"], span["m1"])
        if span["h2"]:
            minutes = (_clock(number, span["h2"], span["m2"]) - clock) % MINUTES_A_DAY
        line = line[span.end() :]
    if lasts := LASTS.search(line):
        minutes = int(lasts[1]) if minutes is None else minutes
        line = line[: lasts.start()] + " " + line[lasts.end() :]
    title, speakers = _title(line)
    if not title or minutes == 0:
        raise NotRead(number)
    return PastedItem(title, clock, minutes, kind_of(title), speakers, fixed, optional)


def _clock(number: int, hours: str, minutes: str) -> int:
    if int(hours) > 23 or int(minutes) > 59:
        raise NotRead(number)
    return int(hours) * 60 + int(minutes)


def _title(line: str) -> tuple[str, tuple[str, ...]]:
    """Title and speakers: further cells of a sheet are speakers, in a line of words those at its end that look like names."""
    cells = [cell.strip() for cell in re.split(r"\t|\|", line) if cell.strip()]
    if len(cells) > 1:
        return cells[0], _names(cells[1])
    words = line.split()
    names: list[str] = []
    while len(words) >= LEAST_NAMED and all(NAME.match(part) for part in SPLIT.split(words[-1])):
        names[:0] = SPLIT.split(words.pop())
    return " ".join(words).strip(" -—:,，"), tuple(names)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in SPLIT.split(cell) if part.strip())


def _lasting(found: list[PastedItem], place: int) -> PastedItem:
    item = found[place]
    if item.minutes is not None:
        return item
    following = next((each.clock for each in found[place + 1 : place + 2]), None)
    minutes = 10 if item.clock is None or following is None else (following - item.clock) % MINUTES_A_DAY
    return PastedItem(item.title, item.clock, minutes or 10, item.kind, item.speakers, item.fixed, item.optional)
