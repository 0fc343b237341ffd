"""What public funds may not pay for, and how much at most (FIELD 13, LAW.md meeting expenses). BUDG-007."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from guanjia.conference.rules.needs import Service
from guanjia.conference.rules.states import Regime
from guanjia.kernel.words import gettext_noop as N_

NOON = time(12)
HALF = Decimal("0.5")
FEN = 100
BY_CODE: Mapping[str, Service] = {service.value: service for service in Service}

NAMED: Mapping[Service, tuple[str, ...]] = {
    Service.FRUIT: ("水果", "果盘", "fruit"),
    Service.FLOWERS: ("鲜花", "花草", "花卉", "花篮", "盆花", "胸花", "插花", "flower"),
    Service.BACKDROP: ("背景板", "背景墙", "backdrop"),
    Service.GIFTS: ("礼品", "纪念品", "伴手礼", "gift", "souvenir"),
    Service.BANQUET: ("宴请", "宴会", "banquet"),
    Service.CIGARETTES: ("香烟", "卷烟", "烟酒", "cigarette", "tobacco"),
    Service.ALCOHOL: ("白酒", "红酒", "啤酒", "酒水", "葡萄酒", "烟酒", "alcohol", "wine", "liquor", "beer"),
}
"""Words of a typed line that say it is one of the services. 酒店 and 酒精 are neither."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A law row as these rules need it."""

    key: str
    value: float
    article: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something asked for that the regime forbids, with the article that says so."""

    service: Service
    article: str


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that is passed: an English msgid with `values` (actual, limit, article)."""

    message: str
    values: Mapping[str, object]


def forbidden(regime: Regime, services: Iterable[str], laws: Mapping[str, Clause]) -> list[Forbidden]:
    """Which of the services (codes; unknown ones are left out) the regime forbids where these laws hold."""
    if regime is not Regime.FISCAL:
        return []
    known = [BY_CODE[code] for code in dict.fromkeys(services) if code in BY_CODE]
    return [Forbidden(each, laws[key].article) for each in known for key in each.laws if key in laws]


def named_services(text: str) -> list[Service]:
    """The services that a typed line names in words, so that a free line cannot bring in what has no button."""
    low = text.casefold()
    return [service for service, words in NAMED.items() if any(word in low for word in words)]


def offered(regime: Regime, laws: Mapping[str, Clause]) -> list[Service]:
    """The services that have a button under this regime, in their fixed order."""
    barred = {each.service for each in forbidden(regime, list(Service), laws)}
    return [service for service in Service if service not in barred]


def meeting_days(starts_at: datetime, ends_at: datetime) -> Decimal:
    """How many days a meeting lasts, in halves: each morning and each afternoon that it touches on the site's clock.

    Both moments are local. A meeting that ends exactly at noon touches the morning only.
    """
    halves, cursor = 0, starts_at
    while cursor < ends_at:
        halves += 1
        cursor = _next_half(cursor)
    return halves * HALF


def _next_half(moment: datetime) -> datetime:
    day: date = moment.date()
    noon = datetime.combine(day, NOON, tzinfo=moment.tzinfo)
    return noon if moment < noon else datetime.combine(day + timedelta(days=1), time(0), tzinfo=moment.tzinfo)


def excesses(
    *, meeting_class: int, heads: int, days: Decimal, total_fen: int | None, laws: Mapping[str, Clause]
) -> list[Excess]:
    """What passes the ceilings of a meeting class (1-4): people, days, and the quota for a person and day.

    A ceiling may be reached, not passed. `total_fen` None: no money yet. A half day counts half in the quota. Class 1
    has no ceiling of days and people here; classes 3 and 4 share a quota.
    """
    found = []
    people, length = laws.get(f"meeting.class{meeting_class}_people"), laws.get("meeting.days")
    quota = laws.get(f"meeting.class{min(meeting_class, 3)}_quota")
    if people is not None and heads > people.value:
        message = N_("A class %(class)s meeting has at most %(limit)s people, not %(actual)s (%(article)s).")
        found.append(_excess(message, meeting_class, heads, people))
    if meeting_class > 1 and length is not None and days > Decimal(str(length.value)):
        message = N_("A class %(class)s meeting lasts at most %(limit)s days, not %(actual)s (%(article)s).")
        found.append(_excess(message, meeting_class, days, length))
    if quota is not None and total_fen is not None:
        most = Decimal(str(quota.value)) * FEN * heads * days
        if total_fen > most:
            message = N_("Class %(class)s: at most %(limit)s yuan a person and day, not %(actual)s (%(article)s).")
            found.append(_excess(message, meeting_class, _a_person(total_fen, heads, days), quota))
    return found


def _a_person(total_fen: int, heads: int, days: Decimal) -> object:
    share = heads * days
    return (Decimal(total_fen) / FEN / share).quantize(Decimal("0.01")) if share else Decimal(total_fen) / FEN


def _excess(message: str, meeting_class: int, actual: object, law: Clause) -> Excess:
    limit = int(law.value) if law.value == int(law.value) else law.value
    return Excess(message, {"class": meeting_class, "limit": limit, "actual": actual, "article": law.article})
