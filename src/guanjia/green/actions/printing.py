"""Papers of green: the kitchen's sheet and the report for the client."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext, override

from guanjia.conference.public import Event
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local
from guanjia.green.actions.sheets import SHEET, sheet_of
from guanjia.green.models import GreenSheet
from guanjia.green.queries.footprint import GreenPage
from guanjia.green.queries.meals import meal_lines
from guanjia.green.queries.needs import NeedLine, needs_page
from guanjia.green.queries.prayers import prayer_days
from guanjia.green.rules.states import MealState
from guanjia.ui.listing import listed

PAPER_LANGUAGE = "zh-hans"


def _stamp(site: Site, at: datetime) -> str:
    return f"{local(site, at):%Y-%m-%d %H:%M}"


def _places(line: NeedLine) -> str:
    """Seats for what is dangerous; a number is enough for the rest."""
    if not line.dangerous:
        return "–"
    parts = list(line.seated)
    if line.unseated:
        parts.append(gettext("%(count)s without a seat yet") % {"count": line.unseated})
    return listed(parts)


def kitchen_pdf(*, event: Event, actor: Any, at: datetime) -> bytes:
    """The kitchen's sheet in Chinese: meals with portions, diets by number, seats where a mistake makes somebody ill. No name.

    That it was printed, and by whom, goes on record (class P3).
    """
    page, lines = needs_page(event), meal_lines(event, at)
    if page.told:
        sheet = sheet_of(event=event, at=at)
        record(
            site=event.site, at=at, actor=actor, action="sheet.needs_read", subject=(SHEET, sheet.pk),
            reason="kitchen sheet", changes={"guests": page.told},
        )  # fmt: skip
    with override(PAPER_LANGUAGE):
        meals = [
            [
                gettext(line.meal.what.label),
                _stamp(event.site, line.meal.serve_at),
                str(line.meal.portions) if line.meal.portions else gettext("not ordered yet"),
                f"{line.seen.low}–{line.seen.high}",
            ]
            for line in lines
            if line.meal.stage is not MealState.DROPPED
        ]
        days = prayer_days(event) if page.prayer else None
        data = {
            "site": event.site.name,
            "title": gettext("Kitchen sheet"),
            "number": event.ref,
            "version": event.title,
            "printed": _stamp(event.site, at),
            "facts": [
                [gettext("Guests who come"), str(page.guests)],
                [gettext("Eat what everybody eats"), str(page.plain)],
            ],
            "meal_heads": [gettext(w) for w in ("Meal served", "Served at", "Portions", "Likely between")],
            "meals": meals,
            "diet_heads": [gettext(w) for w in ("Diet", "How many", "Seats (only where a mistake makes ill)")],
            "diets": [[gettext(line.need.label), str(line.count), _places(line)] for line in page.diets],
            "other_heads": [gettext(w) for w in ("Seat", "In the guest's own words")],
            "other": [[seat or "–", words] for seat, words in page.other],
            "prayer_title": gettext("Prayer times (asked for by %(count)s)") % {"count": page.prayer} if days else "",
            "prayer": [
                [day.on.isoformat(), "　".join(f"{gettext(t.name)} {local(event.site, t.at):%H:%M}" for t in day.times)]
                for day in days or ()
            ],
            "signatures": [gettext("Kitchen"), gettext("Co-ordinator")],
        }
    return render_pdf("green/kitchen.typ", data)


def report_pdf(*, sheet: GreenSheet, page: GreenPage, at: datetime) -> bytes:
    """The report for the client: what was used and left, the sum line by line with sources. It claims no offset."""
    event = sheet.event
    chinese = (get_language() or "").startswith("zh")
    words = "zh" if chinese else "en"
    lines = [
        [
            line.factor.text[words] + (gettext(" (avoided)") if line.avoided else ""),
            f"{line.quantity:.2f} {gettext(line.factor.unit)}",
            f"{line.factor.value.normalize():f}",
            f"{line.kg:.2f}",
            line.factor.certainty,
        ]
        for line in page.sum.lines
    ]
    meals = [
        [
            gettext(line.meal.what.label),
            str(line.meal.portions or "–"),
            "–" if line.meal.eaten is None else str(line.meal.eaten),
            "–" if line.meal.left_grams is None else f"{line.meal.left_grams / 1000:.1f}",
        ]
        for line in meal_lines(event, at)
        if line.meal.stage is not MealState.DROPPED
    ]
    data = {
        "site": event.site.name,
        "title": gettext("Green report"),
        "number": event.ref,
        "version": event.title,
        "printed": _stamp(event.site, at),
        "facts": _facts(page),
        "waste_heads": [gettext("Kind of waste"), "kg"],
        "waste": [[gettext(kind.label), f"{grams / 1000:.2f}"] for kind, grams in page.waste.items()],
        "meal_heads": [gettext(w) for w in ("Meal served", "Portions", "Ate", "Left over, kg")],
        "meals": meals,
        "sum_title": gettext("CO2, line by line"),
        "sum_heads": [gettext(w) for w in ("Of what", "Amount", "kg CO2 a unit", "kg CO2", "Certainty")],
        "sum": lines,
        "sources_title": gettext("Sources"),
        "sources": [f"{line.factor.text[words]}: {line.factor.source} ({line.factor.year})" for line in page.sum.lines],
        "note": gettext(
            "Counted amounts times factors. Certainty A was read in the source, B is quoted by others, C is from memory or an estimate "
            "of ours. Travel is not counted. Nothing was offset, and nothing here claims that the meeting was climate neutral."
        ),
    }
    return render_pdf("green/report.typ", data)


def _facts(page: GreenPage) -> list[list[str]]:
    facts = [
        [gettext("Heads"), str(page.heads)],
        [gettext("Electricity, kWh"), f"{page.kwh:.1f}"],
        [gettext("Sheets printed"), str(page.printed)],
        [gettext("Sheets read on a screen instead"), str(page.saved)],
        [gettext("kg CO2 caused"), f"{page.sum.caused:.1f}"],
        [gettext("kg CO2 avoided"), f"{page.sum.avoided:.1f}"],
    ]
    if page.kg_a_head is not None:
        facts.append([gettext("kg CO2 a head"), f"{page.kg_a_head:.2f}"])
    if page.compared.middle is not None:
        facts.append([gettext("Like meetings, kg CO2 a head"), f"{page.compared.middle:.2f}"])
    return facts
