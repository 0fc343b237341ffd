"""What a group robot may say: place, time, number, link (FIELD 5). Whatever else got into those facts is taken out."""

import re

ALLOWED = ("place", "time", "number")
PHONE = re.compile(r"(?<![\d-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<![\d-])0\d{2,3}-\d{7,8}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)")
MONEY = re.compile(r"(?:[¥￥]\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s*万?元)")
DEBT = re.compile(r"欠费|拖欠|催缴|滞纳金|逾期未缴")
PERSON = re.compile(r"[一-鿿]{1,3}(?:先生|女士|小姐|总|局长|处长|主任|书记|经理)")
TITLED = re.compile(r"《[^》]*》|“[^”]*”")


def allowed_text(text: str) -> str:
    """The text without phones, identity numbers, money, debts, people and titles of meetings; calm spaces."""
    for pattern in (IDENTITY, PHONE, MONEY, DEBT, TITLED, PERSON):
        text = pattern.sub(" ", text)
    return " ".join(text.split())
