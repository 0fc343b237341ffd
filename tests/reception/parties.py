"""Visiting parties."""

from datetime import date, datetime, timedelta
from typing import Any

from guanjia.reception.actions.receiving import Announcement, add_guest, announce, confirm, name_crew, offer
from guanjia.reception.actions.running import assign_host
from guanjia.reception.actions.wishes import keep_profile
from guanjia.reception.models import PartyGuest, Reception
from guanjia.reception.rules.receptions import Hospitality, Kind, Level, Part
from tests.cast import Cast
from tests.factories.conference import NINE

AT = NINE - timedelta(days=2)
LETTER = {"letter_number": "江政办函〔2026〕8号", "letter_from": "江州市人民政府办公室", "letter_on": date(2026, 3, 2)}


def said(**more: Any) -> Announcement:
    told: dict[str, Any] = {
        "kind": Kind.OFFICIAL, "party": "兰州市政府考察团", "heads": 6, "level": Level.BUREAU, "arrives_at": NINE,
        "leaves_at": NINE + timedelta(hours=5), **LETTER,
    }  # fmt: skip
    return Announcement(**(told | more))


def announced(cast: Cast, **more: Any) -> Reception:
    return announce(site=cast.site, said=said(**more), actor=cast.alice, at=AT)


def hosted(cast: Cast, **more: Any) -> Reception:
    row = announced(cast, **more)
    offer(reception=row, offered=Hospitality(0, greeters=2), rev=row.rev, actor=cast.alice, at=AT)
    row.refresh_from_db()
    row = confirm(reception=row, actor=cast.alice, at=AT)
    return assign_host(reception=row, user=cast.mei, actor=cast.alice, at=AT)


def with_guest(cast: Cast, row: Reception, at: datetime = AT, **more: Any) -> PartyGuest:
    told: dict[str, Any] = {"name": "梁远", "kind": row.sort, "level": row.rank, "plate": "甘A12345"} | more
    profile = keep_profile(site=cast.site, actor=cast.alice, at=at, **told)
    return add_guest(reception=row, profile=profile, position="副市长", principal=True, actor=cast.alice, at=at)


def part(cast: Cast, row: Reception, name: str, what: Part) -> None:
    name_crew(reception=row, user=getattr(cast, name), part=what, actor=cast.alice, at=AT)
