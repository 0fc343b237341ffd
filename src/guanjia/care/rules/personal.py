"""The personal-service file: chances, marks, words that do not belong into it, empowered limits (CUST-005..011)."""

import re
from collections.abc import Collection

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Chance(State):
    """The three chances of 1-2-3 (CUST-007..010)."""

    REQUEST = "request", N_("Special request"), "blue"
    SITUATION = "situation", N_("Special situation"), "teal"
    PERSON = "person", N_("Special person"), "purple"


class MarkKind(State):
    """Who needs more than others; no diagnosis, only what staff must heed."""

    VIP = "vip", N_("VIP household"), "yellow"
    ALONE = "alone", N_("Elder living alone"), "orange"
    ELDER = "elder", N_("Elder"), "azure"
    CHILD = "child", N_("Small child"), "teal"
    HELP = "help", N_("Needs help on the way"), "purple"
    BUTLER = "butler", N_("Own butler"), "indigo"


NEEDS_CONSENT = frozenset({MarkKind.ALONE, MarkKind.ELDER, MarkKind.CHILD, MarkKind.HELP})


class NoteKind(State):
    """What a preference is about (FDSK-042)."""

    TEMPERATURE = "temperature", N_("Temperature"), "azure"
    SERVICE = "service", N_("Usual services"), "blue"
    CONTACT = "contact", N_("When and how to reach"), "teal"
    HABIT = "habit", N_("Habits"), "secondary"


FORBIDDEN = (
    "宗教", "信仰", "政治", "党派", "病历", "诊断", "艾滋", "乙肝", "精神病", "离婚", "外遇", "情人", "收入", "存款", "工资", "欠债",
    "前科", "坐牢", "户口本", "身份证", "银行卡", "指纹", "人脸", "性取向",
)  # fmt: skip
_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15,19}")


def needless(text: str) -> str:
    """The word that does not belong into a service file ("" when there is none): what the service does not need is not kept."""
    found = next((word for word in FORBIDDEN if word in text), "")
    return found or (match.group() if (match := _IDENTITY.search(text)) else "")


class RequestState(State):
    """A chance seen, judged, used, noted."""

    SEEN = "seen", N_("Chance seen"), "azure"
    ALLOWED = "allowed", N_("Allowed"), "blue"
    DONE = "done", N_("Done for them"), "teal"
    DECLINED = "declined", N_("Kindly declined"), "secondary"


R = RequestState
REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    R.SEEN: frozenset({R.ALLOWED, R.DECLINED}),
    R.ALLOWED: frozenset({R.DONE, R.DECLINED}),
    R.DONE: frozenset(),
    R.DECLINED: frozenset(),
}

EMPOWERED_YUAN = 100
MANAGER_YUAN = 1000
"""Defaults of the settings: so much may be spent on the spot (CUST-011)."""


def may_allow(
    yuan: int, roles: Collection[str], *, empowered_yuan: int = EMPOWERED_YUAN, manager_yuan: int = MANAGER_YUAN
) -> bool:
    """Whether somebody with these roles may allow it on the spot: anybody up to the first limit, managers to theirs."""
    held = set(roles)
    if "head_office" in held:
        return True
    if held & {"site_manager", "duty_manager"} and yuan <= manager_yuan:
        return True
    return bool(held) and yuan <= empowered_yuan


PRINCIPLES = (
    ("lawful", N_("It breaks no law and no house rule.")),
    ("safe", N_("Nobody is endangered.")),
    ("fair", N_("No other owner is worse off.")),
    ("able", N_("We have the people and the means.")),
)
"""The conditions under which a special request is accepted (CUST-008)."""


def against_principle(ticked: Collection[str]) -> list[str]:
    """The codes of the conditions that do not hold."""
    return [code for code, _label in PRINCIPLES if code not in ticked]
