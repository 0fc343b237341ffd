"""Refuses what the regime forbids, quoting the article: the same for screens, imports and the API (FIELD 2, 13)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from guanjia.conference.models import Event, Intake
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.regime import excesses, forbidden, meeting_days, named_services
from guanjia.conference.rules.states import Regime
from guanjia.foundation.sites.public import Site, local


def refuse_forbidden(
    *, site: Site, regime: Regime, services: Iterable[str], at: datetime, lines: Iterable[str] = (), field: str
) -> None:
    """Pass if the regime allows all services and nothing that the typed lines name is forbidden; else Refused."""
    wanted = [*services, *(each.value for line in lines for each in named_services(line))]
    if words := forbidden_words(site=site, regime=regime, services=wanted, at=at):
        raise Refused(field, words)


def forbidden_words(*, site: Site, regime: Regime, services: Iterable[str], at: datetime) -> str:
    """A sentence that names what the regime forbids of the services, each with its article; "" when nothing."""
    found = forbidden(regime, services, clauses_at(site, at))
    listed = "; ".join(f"{_(each.service.label)}: {each.article}" for each in found)
    return _("Public funds do not pay for this. %(listed)s") % {"listed": listed} if found else ""


def refuse_excess(
    *,
    site: Site,
    regime: Regime,
    meeting_class: int | None,
    heads: int,
    starts_at: datetime | None,
    ends_at: datetime | None,
    at: datetime,
    total_fen: int | None = None,
) -> None:
    """Pass if a meeting on public funds keeps the ceilings of its class; else Refused. Without a class: no ceilings."""
    found = excess_words(
        site=site,
        regime=regime,
        meeting_class=meeting_class,
        heads=heads,
        starts_at=starts_at,
        ends_at=ends_at,
        at=at,
        total_fen=total_fen,
    )
    if found:
        raise Refused("meeting_class", " ".join(found))


def excess_words(
    *,
    site: Site,
    regime: Regime,
    meeting_class: int | None,
    heads: int,
    starts_at: datetime | None,
    ends_at: datetime | None,
    at: datetime,
    total_fen: int | None = None,
) -> list[str]:
    """A sentence with its article for each ceiling of the class that is passed; none without a class."""
    if regime is not Regime.FISCAL or meeting_class is None:
        return []
    days = Decimal(0)
    if starts_at is not None and ends_at is not None:
        days = meeting_days(local(site, starts_at), local(site, ends_at))
    found = excesses(
        meeting_class=meeting_class, heads=heads, days=days, total_fen=total_fen, laws=clauses_at(site, at)
    )
    return [_(each.message) % each.values for each in found]


def keep_ceilings(event: Event, at: datetime) -> None:
    """Pass if the event, as its sittings now lie, keeps the ceilings of its class; else Refused."""
    refuse_excess(
        site=event.site,
        regime=Regime(event.regime),
        meeting_class=class_of(event),
        heads=event.expected_count,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        at=at,
    )


def class_of(event: Event) -> int | None:
    """The meeting class that was written down for the event."""
    return Intake.objects.filter(event=event).values_list("meeting_class", flat=True).first()
