"""Tells the mark 绝密 / 机密 / 秘密 from the ordinary words that contain it (FIELD 1)."""

import re
import unicodedata
from collections.abc import Mapping

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
TITLE_AFTER: Mapping[str, tuple[str, ...]] = {
    "机密": ("计算", "虚拟", "数据安全", "泄露", "应急"),
    "秘密": ("森林",),
    "绝密": (),
}
"""What makes another word of it in a title only, where no mark could stand (机密计算, 秘密森林); written apart it stays a mark."""
OURS = ("国家", "涉及", "的")
"""Before 秘密 these make an ordinary phrase (国家秘密); 国家机密 and 涉及绝密 name the thing itself."""
LISTED_BEFORE = re.compile(rf"{WORD}[ ]*[/,][ ]*$")
LISTED_AFTER = re.compile(rf"[ ]*[/,][ ]*{WORD}")
SERIES_BEFORE, SERIES_AFTER = re.compile(rf"{WORD}[ ]*[/,、][ ]*$"), re.compile(rf"[ ]*[/,、][ ]*{WORD}")
NEAR = 16
ABOUT = re.compile(
    r"文件柜|管理|办法|规定|条例|培训|宣讲|宣传|教育|制度|学习|知识|普法|保密法|分级|定密|保护|保障|等级|通道|柜|锁|纸"
)
"""What follows the word in a title that speaks about secrets instead of being one (机密文件管理办法宣讲)."""
NAMED = re.compile(WORD)
LATIN = re.compile(r"[sS\uff33\uff53][eE\uff25\uff45][cC\uff23\uff43]")
ENGLISH = (
    (re.compile(r"\bTOP[ _\-]*SECRET\b"), "绝密"),
    (re.compile(rf"{OPEN}[ ]*TOP[ _\-]*SECRET[ ]*{CLOSE}", re.IGNORECASE), "绝密"),
    (re.compile(rf"{OPEN}[ ]*(?:SECRET|Secret)[ ]*{CLOSE}|^[ ]*SECRET[ ]*(?:[:/|]|$)", re.MULTILINE), "秘密"),
)
ENGLISH_TITLE = re.compile(r"\btop[ _\-]*secret\b", re.IGNORECASE)
SIMPLE = {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密", "秘": "秘密", "祕": "秘密"}


def plain(text: str) -> str:
    """The text without invisible characters, wide forms made narrow, every blank but the line end one space."""
    narrow = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(INVISIBLE)
    return re.sub(r"[^\S\n]+", " ", narrow.replace("\r", "\n"))


def secret_mark(text: str) -> str | None:
    """The grade (绝密, 机密 or 秘密) whose mark stands in `text`, else None.

    A mark is the word with a star or term (机密★1年), alone in brackets ((秘密)), after a label (密级:绝密), or
    standing alone between edges (机密 关于…, 方案_机密.docx). Inside a phrase (秘密投票, 商业秘密, 保密) it is no mark.
    In English: TOP SECRET as it is stamped, (Secret) in brackets, SECRET at the head of a line.
    """
    if "密" not in text and LATIN.search(text) is None:
        return None
    calm = plain(text)
    for english, grade in ENGLISH:
        if english.search(calm):
            return grade
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


def secret_title(text: str) -> str | None:
    """The grade that a title claims for what it names, else None: every mark, and the word inside the name as well
    (机密工作会议, 关于机密事项的会议, Top secret review).

    A title stands on lists, doors and messages, so here the word alone is enough; left are the ordinary words (秘密投票,
    商业秘密) and titles that speak about secrets (机密文件管理办法宣讲, 国家秘密定密培训).
    """
    if (mark := secret_mark(text)) is not None:
        return mark
    calm = plain(text)
    if ENGLISH_TITLE.search(calm):
        return "绝密"
    for found in NAMED.finditer(calm):
        if _names(calm, found):
            return SIMPLE[found.group(0)[0]]
    return None


def _names(text: str, found: re.Match[str]) -> bool:
    grade = SIMPLE[found.group(0)[0]]
    before = text[max(0, found.start() - NEAR) : found.start()].rstrip(" ")
    after = text[found.end() : found.end() + NEAR].lstrip(" ")
    if after.startswith(AFTER + TITLE_AFTER[grade]) or ABOUT.search(after) or _excused(before, grade):
        return False
    return not (SERIES_BEFORE.search(before) or SERIES_AFTER.match(after))


def _excused(before: str, grade: str) -> bool:
    """Whether what stands before the word makes an ordinary phrase of it (商业机密, 工作秘密, 严守国家机密)."""
    if grade == "秘密":
        return before.endswith(tuple(word for word in BEFORE if word != "大"))
    plain_words = tuple(word for word in BEFORE if word not in {"工作", "大", *OURS})
    return before.removesuffix("国家").endswith(plain_words)
