"""Takes out of a sentence what names a person or a home, so that it may be kept to learn from."""

import re

from guanjia.knowledge.rules.paste import PHONE
from guanjia.places.rules.units import DASHED, SPOKEN

TITLED = re.compile(
    r"(?:我姓|姓|我叫|联系人[:：]?)[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff](?:先生|女士|小姐|师傅|阿姨|大爷|老师)"
)
LONG_NUMBER = re.compile(r"[0-9Xx-]{5,}")
PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}")
DOOR = "某户"


def scrub(text: str) -> str:
    """The sentence without phones, doors, plates, other long numbers and names with a title; urgency and matter stay.

    >>> scrub("三栋二单元1201张女士说漏水，电话13800138000")
    '某户某人说漏水，电话'
    """
    calm = PLATE.sub("某车", PHONE.sub("", text))
    for pattern in (SPOKEN, DASHED):
        calm = pattern.sub(
            lambda found: DOOR if sum(map(str.isdigit, found[0])) or "室" in found[0] else found[0], calm
        )
    return LONG_NUMBER.sub("", TITLED.sub("某人", calm)).strip()
