"""What an event used and caused; each number with the rows that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guanjia.conference.public import Event, Printing, printings_of
from guanjia.foundation.sites.public import Site, local
from guanjia.green.models import GreenSheet, Meal, MeterReading, SiteFactor, Tally, Weighing
from guanjia.green.rules.energy import Share, used
from guanjia.green.rules.footprint import (
    Amount,
    Compared,
    Factor,
    Footprint,
    Like,
    compare,
    factors_on,
    footprint,
    shipped,
)
from guanjia.green.rules.states import FACTOR_OF, MealState, SheetState, Thing
from guanjia.green.rules.waste import WasteKind, sorted_percent, totals

KILO = Decimal(1000)
WASTE_FACTOR = {WasteKind.KITCHEN: "kitchen_waste", WasteKind.RESIDUAL: "residual_waste"}
LOOK_BACK = 40
"""So many closed sheets are compared with, the latest first."""


@dataclass(frozen=True)
class EnergyLine:
    """A meter: what it counted, the meeting's part in per cent, and its kilowatt hours. None until it is read again."""

    row: MeterReading
    whole: Decimal | None
    part_percent: Decimal
    kwh: Decimal | None


@dataclass(frozen=True)
class GreenPage:
    """The green sheet as it is read. `heads`: arrived guests, else the headcount."""

    waste: dict[WasteKind, int]
    weighings: tuple[Weighing, ...]
    sorted_percent: float | None
    energy: tuple[EnergyLine, ...]
    kwh: Decimal
    tallies: tuple[Tally, ...]
    printings: tuple[Printing, ...]
    sum: Footprint
    heads: int
    compared: Compared

    @property
    def kg_a_head(self) -> Decimal | None:
        """Kilograms a head, None without heads or figures."""
        return self.sum.caused / self.heads if self.heads and self.sum.lines else None

    @property
    def printed(self) -> int:
        """Sheets printed: counted by the house and by hand."""
        return sum(p.printed for p in self.printings) + self._counted(Thing.PRINTED)

    @property
    def saved(self) -> int:
        """Sheets that were read on a screen instead."""
        return sum(p.saved for p in self.printings) + self._counted(Thing.PAPERLESS)

    def _counted(self, thing: Thing) -> int:
        return sum(row.quantity for row in self.tallies if row.thing == thing.value and row.struck_at is None)


def own_factors(site: Site) -> list[Factor]:
    """The site's own factors in the shape of the shipped ones; entered by the site, so of certainty B at best."""
    words = {each.code: each for each in shipped()}
    rows = SiteFactor.objects.filter(site=site)
    return [
        Factor(row.code, row.value, words[row.code].unit, row.year, row.since, "B", words[row.code].text, row.source)
        for row in rows
        if row.code in words
    ]


def energy_lines(readings: Iterable[MeterReading]) -> tuple[EnergyLine, ...]:
    """Each meter with the meeting's part."""
    lines = []
    for row in readings:
        part = Share(row.own_m2, row.own_hours, row.all_m2_hours).part
        whole = None if row.after is None else used(row.before, row.after, row.multiplier)
        lines.append(EnergyLine(row, whole, part * 100, None if whole is None else whole * part))
    return tuple(lines)


def heads_of(event: Event) -> int:
    """Those who came through the door, else the headcount of the booking."""
    from guanjia.green.queries.meals import arrived_of  # noqa: PLC0415

    return arrived_of(event) or event.expected_count


def day_of(event: Event) -> date:
    """The local day whose factors count."""
    return local(event.site, event.starts_at or event.created_at).date()


def amounts_of(sheet: GreenSheet, energy: Iterable[EnergyLine], printings: Iterable[Printing]) -> list[Amount]:
    """Everything that was counted, in the words of factors."""
    found = [Amount("grid", line.kwh) for line in energy if line.kwh is not None]
    for printing in printings:
        found += [Amount("paper", Decimal(printing.printed)), Amount("paper", Decimal(printing.saved), avoided=True)]
    for row in sheet.tallies.all():
        if row.struck_at is None:
            code, avoided = FACTOR_OF[row.what]
            found.append(Amount(code, Decimal(row.quantity), avoided=avoided))
    weights = totals((row.kind, row.grams) for row in sheet.weighings.all() if row.struck_at is None)
    found += [Amount(code, weights[kind] / KILO) for kind, code in WASTE_FACTOR.items() if weights[kind]]
    made = Meal.objects.filter(event=sheet.event_id, state=MealState.CLOSED).values_list("portions", flat=True)
    if portions := sum(n or 0 for n in made):
        found.append(Amount("meal", Decimal(portions)))
    return found


def sum_of(sheet: GreenSheet, own: Iterable[Factor]) -> Footprint:
    """The footprint of one sheet."""
    amounts = amounts_of(sheet, energy_lines(sheet.readings.all()), printings_of(sheet.event_id))
    return footprint(merged(amounts), factors_on(day_of(sheet.event), own))


def merged(amounts: Iterable[Amount]) -> list[Amount]:
    """Amounts of one factor as one line each, caused and avoided apart."""
    found: dict[tuple[str, bool], Decimal] = {}
    for amount in amounts:
        key = (amount.factor, amount.avoided)
        found[key] = found.get(key, Decimal(0)) + amount.quantity
    return [Amount(code, quantity, avoided=avoided) for (code, avoided), quantity in found.items()]


def likes_of(sheet: GreenSheet, own: list[Factor]) -> list[Like]:
    """Closed sheets of other meetings of the site, with their kilograms a head."""
    rows = GreenSheet.objects.filter(site=sheet.site_id, state=SheetState.CLOSED, event__kind=sheet.event.kind)
    rows = rows.exclude(pk=sheet.pk).select_related("event__site").prefetch_related("tallies", "weighings", "readings")
    found = []
    for row in rows.order_by("-event__starts_at")[:LOOK_BACK]:
        heads, kg = heads_of(row.event), sum_of(row, own).caused
        if heads and kg:
            found.append(Like(row.event_id, row.event.kind, heads, kg / heads))
    return found


def green_page(sheet: GreenSheet, *, compares: bool = True) -> GreenPage:
    """All of the sheet. `compares` False leaves the like meetings out, which cost a few queries each."""
    own = own_factors(sheet.site)
    energy = energy_lines(sheet.readings.order_by("pk"))
    printings = printings_of(sheet.event_id)
    weighings = tuple(sheet.weighings.select_related("photo", "by").order_by("at", "pk"))
    weights = totals((row.kind, row.grams) for row in weighings if row.struck_at is None)
    heads = heads_of(sheet.event)
    likes = likes_of(sheet, own) if compares else []
    return GreenPage(
        waste=weights,
        weighings=weighings,
        sorted_percent=sorted_percent(weights),
        energy=energy,
        kwh=sum((line.kwh for line in energy if line.kwh is not None), Decimal(0)),
        tallies=tuple(sheet.tallies.select_related("by").order_by("at", "pk")),
        printings=tuple(printings),
        sum=footprint(merged(amounts_of(sheet, energy, printings)), factors_on(day_of(sheet.event), own)),
        heads=heads,
        compared=compare(sheet.event.kind, heads, likes),
    )
