"""Tells the mark 绝密 / 机密 / 秘密 from the ordinary words that contain it (FIELD 1)."""

import re
import unicodedata

INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]
)
WORD = r"(?:绝[ ]?密|机[ ]?密|秘[ ]?密|絕[ ]?密|機[ ]?密|祕[ ]?密)"
TERM = r"(?:[ ]*(?:长期|長期|\d{1,3}[ ]*(?:年|个月|月|日|天)|启用前|解密前|公布前))?"
OPEN, CLOSE = r"[(\[{<〔【〖《「『〈]", r"[)\]}>〕】〗》」』〉]"
EDGE_LEFT = r"(?:^|(?<=[\s_\-—|:;,./\\)\]】〕》]))"
EDGE_RIGHT = r"(?=$|[\s_\-—|:;,./\\(\[【〔《])"
MARKS = (
    re.compile(rf"({WORD})级?{TERM}[ ]*[★☆*✭✩⭐🌟▲]"),
    re.compile(rf"{OPEN}[ ]*({WORD})级?{TERM}[ ]*{CLOSE}"),
    re.compile(rf"(?:密[ ]*级|保密等级|保密级别|秘密等级|定密)[ ]*(?:[:=]|为|是)[ ]*({WORD})"),
    re.compile(rf"{EDGE_LEFT}({WORD})级?{TERM}{EDGE_RIGHT}", re.MULTILINE),
)
BEFORE = ("商业", "国家", "工作", "技术", "个人", "军事", "保守", "严守", "泄露", "涉及", "的", "小", "大")
AFTER = ("投票", "表决", "选举", "书记", "会见", "花园", "武器", "通道", "基地", "写票", "划票", "处")
LISTED_BEFORE = re.compile(rf"{WORD}[ ]*[/,][ ]*$")
LISTED_AFTER = re.compile(rf"[ ]*[/,][ ]*{WORD}")
NEAR = 16
SIMPLE = {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密", "秘": "秘密", "祕": "秘密"}


def plain(text: str) -> str:
    """The text without invisible characters, wide forms made narrow, every blank but the line end one space."""
    narrow = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(INVISIBLE)
    return re.sub(r"[^\S\n]+", " ", narrow.replace("\r", "\n"))


def secret_mark(text: str) -> str | None:
    """The grade (绝密, 机密 or 秘密) whose mark stands in `text`, else None.

    A mark is the word with a star or term (机密★1年), alone in brackets ((秘密)), after a label (密级:绝密), or
    standing alone between edges (机密 关于…, 方案_机密.docx). Inside a phrase (秘密投票, 商业秘密, 保密) it is no mark.
    """
    if "密" not in text:
        return None
    calm = plain(text)
    for pattern in MARKS:
        for found in pattern.finditer(calm):
            if pattern is not MARKS[3] or _stands_alone(calm, found):
                return SIMPLE[found.group(1)[0]]
    return None


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Whether the word is no half of a phrase that was merely spaced out, and no item of a list of grades."""
    before = text[max(0, found.start(1) - NEAR) : found.start(1)]
    after = text[found.end() : found.end() + NEAR]
    if before.rstrip(" ").endswith(BEFORE) or after.lstrip(" ").startswith(AFTER):
        return False
    return not (LISTED_BEFORE.search(before) or LISTED_AFTER.match(after))
