"""Notices to households: kinds, states, who is meant, and the text that goes into a WeChat group."""

from collections.abc import Collection, Iterable
from datetime import date

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class AnnouncementKind(State):
    """What a notice is about."""

    NOTICE = "notice", N_("Notice"), "blue"
    OUTAGE = "outage", N_("Outage"), "orange"
    FRAUD = "fraud", N_("Fraud warning"), "red"
    SAFETY = "safety", N_("Safety"), "red"
    ACTIVITY = "activity", N_("Activity"), "green"


URGENT_KINDS = frozenset({AnnouncementKind.OUTAGE, AnnouncementKind.FRAUD, AnnouncementKind.SAFETY})
"""Told at once, whatever the quiet hours."""


class AnnouncementState(State):
    """How far a notice is."""

    DRAFT = "draft", N_("Draft"), "secondary"
    PUBLISHED = "published", N_("Published"), "green"
    WITHDRAWN = "withdrawn", N_("Withdrawn"), "orange"


MOVES = {
    AnnouncementState.DRAFT: frozenset({AnnouncementState.PUBLISHED}),
    AnnouncementState.PUBLISHED: frozenset({AnnouncementState.WITHDRAWN}),
    AnnouncementState.WITHDRAWN: frozenset(),
}


class PlaceKind(State):
    """What sort of place a notice is posted at by hand."""

    WECHAT = "wechat", N_("WeChat group"), "green"
    BOARD = "board", N_("Notice board"), "blue"
    LIFT = "lift", N_("Lift"), "indigo"


def meant_for(building_ids: Collection[int], homes: Iterable[int]) -> bool:
    """Whether a notice concerns somebody whose homes lie in these buildings. Without buildings it concerns everybody."""
    return not building_ids or any(home in building_ids for home in homes)


def is_current(until: date | None, today: date) -> bool:
    """Whether a notice still counts on this day; its last day is the one before `until`."""
    return until is None or today < until


def group_text(*, title: str, body: str, span: str, contact: str, number: str, link: str, site: str) -> str:
    """The text for a residents' WeChat group, one tap to copy: 【site】title, when, text, contact, number and link."""
    parts = [f"【{site}】{title}", span, body.strip(), contact, f"{number} {link}".strip()]
    return "\n".join(part for part in parts if part)
