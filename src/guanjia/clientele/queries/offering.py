"""Which packages an enquiry is shown, in which order, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.clientele.models import Package, PackageChoice
from guanjia.clientele.rules.money import yuan
from guanjia.clientele.rules.offers import covered, obstacle
from guanjia.clientele.rules.recommend import Memory, Suggestion, Taken
from guanjia.conference.public import Event, Regime, Service, clauses_at, forbidden
from guanjia.foundation.sites.public import Site, local

SHOWN_FIRST = 3
REMEMBERED = 5000
"""Choices that are looked back on, the latest first: some years of a large centre."""


@dataclass(frozen=True)
class OfferLine:
    """A package on offer: its place, why it stands there, what of the wish it has and lacks, its price for these heads."""

    package: Package
    first: bool
    reasons: tuple[str, ...]
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    total_fen: int

    @property
    def total(self) -> str:
        """The price for all in yuan."""
        return yuan(self.total_fen)


@dataclass(frozen=True)
class Offering:
    """`lines` in the order shown; `left_out`: what may not be offered, with the sentence why. `known`: choices it rests on."""

    lines: tuple[OfferLine, ...]
    left_out: tuple[tuple[Package, str], ...]
    known: int


def memory_of(site: Site) -> tuple[Memory, int]:
    """What clients of the site took; one query. A client is its organisation; unknown ones count for their segment only."""
    rows = PackageChoice.objects.filter(site=site).order_by("-chosen_at")[:REMEMBERED]
    values = list(rows.values_list("organisation", "segment", "kind", "offered", "package__code", "event"))
    choices = [
        Taken(client or f"event {event}", segment, kind, tuple(offered) or (code,), code)
        for client, segment, kind, offered, code, event in values
    ]
    return Memory(choices), len(choices)


def offering_of(event: Event, at: datetime) -> Offering:
    """The packages for this enquiry. What it took before itself is not counted for it. Three queries."""
    intake = event.intake
    regime = Regime(event.regime)
    laws = clauses_at(event.site, at)
    barred = {each.service.value: each.article for each in forbidden(regime, list(Service), laws)}
    on = local(event.site, intake.wished_from or event.starts_at or at).date()
    packages = list(Package.objects.filter(site=event.site))
    good: list[Package] = []
    left_out: list[tuple[Package, str]] = []
    for package in packages:
        why = obstacle(package.sold(), heads=event.expected_count, on=on, barred=barred)
        if why is None:
            good.append(package)
        else:
            left_out.append((package, _(why[0]) % why[1]))
    memory, known = memory_of(event.site)
    client = event.organisation_id or f"event {event.pk}"
    made_for = sorted(good, key=lambda package: event.kind not in package.kinds)
    found = memory.suggest(
        client=client,
        segment=intake.segment,
        kind=event.kind,
        offered=[package.code for package in made_for],
        fits=[package.code for package in good if event.kind in package.kinds],
    )
    by_code = {package.code: package for package in good}
    lines = tuple(
        _line(by_code[each.package], place < SHOWN_FIRST, event, _reasons(each, by_code[each.package], event, memory))
        for place, each in enumerate(found)
    )
    return Offering(lines, tuple(left_out), known)


def _reasons(found: Suggestion, package: Package, event: Event, memory: Memory) -> tuple[str, ...]:
    """What was counted; where nothing was, that it is made for this, or how seldom it was on offer. Never an empty word."""
    if found.reasons:
        return tuple(_(reason.message) % reason.values for reason in found.reasons)
    if event.kind in package.kinds:
        return (_("It is made for this kind of meeting."),)
    times = memory.times_offered(package.code)
    return (_("It was on offer %(times)s times and taken once at the most.") % {"times": times},)


def _line(package: Package, first: bool, event: Event, reasons: tuple[str, ...]) -> OfferLine:
    words = {each.value: each.label for each in Service}
    has, lacks = covered(package.services, event.intake.services)
    return OfferLine(
        package=package,
        first=first,
        reasons=reasons,
        has=tuple(_(words[code]) for code in has if code in words),
        lacks=tuple(_(words[code]) for code in lacks if code in words),
        total_fen=package.head_fen * event.expected_count,
    )
