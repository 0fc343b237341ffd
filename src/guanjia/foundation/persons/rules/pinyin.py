"""Pinyin of a person's name, with the readings that surnames have."""

import re
import unicodedata
from functools import lru_cache

SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "曾": "zeng", "区": "ou", "區": "ou", "解": "xie",
    "盖": "ge", "蓋": "ge", "查": "zha", "朴": "piao", "翟": "zhai", "缪": "miao", "繆": "miao",
    "乐": "yue", "樂": "yue", "员": "yun", "贠": "yun", "秘": "bi", "洗": "xian", "折": "she",
    "黑": "he", "种": "chong", "覃": "qin", "召": "shao", "繁": "po", "逢": "pang", "祭": "zhai",
    "能": "nai", "隗": "wei", "句": "gou", "都": "du", "牟": "mu", "郇": "xun", "卜": "bu",
    "阚": "kan", "薄": "bo", "佴": "nai", "藏": "zang", "尉迟": "yu chi", "尉遲": "yu chi",
    "长孙": "zhang sun", "長孫": "zhang sun", "宇文": "yu wen", "万俟": "mo qi", "澹台": "tan tai",
    "澹臺": "tan tai", "单于": "chan yu", "鲜于": "xian yu", "令狐": "ling hu", "皇甫": "huang fu",
    "欧阳": "ou yang", "歐陽": "ou yang", "上官": "shang guan", "司马": "si ma", "司馬": "si ma",
    "诸葛": "zhu ge", "諸葛": "zhu ge", "夏侯": "xia hou", "公孙": "gong sun", "慕容": "mu rong",
    "司徒": "si tu", "呼延": "hu yan", "端木": "duan mu", "东方": "dong fang", "南宫": "nan gong",
    "独孤": "du gu", "西门": "xi men", "轩辕": "xuan yuan", "闻人": "wen ren", "申屠": "shen tu",
    "公冶": "gong ye", "宗政": "zong zheng", "濮阳": "pu yang", "淳于": "chun yu", "太史": "tai shi",
    "赫连": "he lian", "钟离": "zhong li", "拓跋": "tuo ba", "乐正": "yue zheng", "司空": "si kong",
    "亓官": "qi guan", "第五": "di wu", "百里": "bai li", "东郭": "dong guo", "闾丘": "lv qiu",
    "梁丘": "liang qiu", "子车": "zi ju", "颛孙": "zhuan sun", "巫马": "wu ma", "公西": "gong xi",
    "漆雕": "qi diao", "壤驷": "rang si", "谷梁": "gu liang", "拓拔": "tuo ba", "夹谷": "jia gu",
    "宰父": "zai fu", "左丘": "zuo qiu", "东门": "dong men", "南门": "nan men",
    "叶赫那拉": "ye he na la",
}  # fmt: skip
LONGEST_SURNAME = 4
GIVEN = {
    "长": "chang",
    "長": "chang",
    "行": "xing",
    "都": "du",
    "晟": "sheng",
    "重": "zhong",
    "朝": "chao",
    "茜": "qian",
}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile(r"[a-z0-9]+")
JOINTS = re.compile(r"[·•‧∙・.\s\u3000]+")


def name_pinyin(name: str) -> tuple[str, str]:
    """(full, initials) in lower-case ASCII: 单田芳 -> ("shantianfang", "stf"); a Latin name gives its letters.

    The surname is read as surnames are; ü is written v. Characters without a reading are left out.
    """
    parts = [syllable for word in JOINTS.split(name.strip()) if word for syllable in _syllables(word)]
    return "".join(parts)[:200], "".join(part[0] for part in parts)[:60]


def surname_of(name: str) -> str:
    """The surname to greet somebody by: 欧阳修 -> 欧阳, 单田芳 -> 单; of a name in Latin letters the last word. "" for no name."""
    whole = name.strip()
    if not whole or not HAN.search(whole[0]):
        return JOINTS.split(whole)[-1]
    for length in range(LONGEST_SURNAME, 1, -1):
        if whole[:length] in SURNAMES and len(whole) > length:
            return whole[:length]
    return whole[0] if len(whole) <= LONGEST_SURNAME and not JOINTS.search(whole) else whole


def plain_letters(text: str) -> str:
    """Typed letters as the pinyin columns write them: lower case, without tones, blanks and apostrophes, ü as v."""
    flat = text.lower().replace("ü", "v").replace("u:", "v")
    return "".join(LATIN.findall(unicodedata.normalize("NFKD", flat)))


def _syllables(word: str) -> list[str]:
    if not HAN.search(word):
        letters = plain_letters(word)
        return [letters] if letters else []
    for length in range(LONGEST_SURNAME, 0, -1):
        reading = SURNAMES.get(word[:length])
        if reading is not None and (len(word) > length or length == 1):
            return [*reading.split(), *_readings(word[length:])]
    return list(_readings(word))


@lru_cache(maxsize=65536)
def _readings(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a second of import, paid by the first name that is read

    read = lazy_pinyin(list(text)) if any(char in GIVEN for char in text) else lazy_pinyin(text)
    chars = text if len(read) == len(text) else " " * len(read)
    found = (plain_letters(GIVEN.get(char, part)) for char, part in zip(chars, read, strict=True))
    return tuple(part for part in found if part)
