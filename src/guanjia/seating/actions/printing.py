"""Papers of a plan: the plan itself, the sheet of the crew, place cards."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.public import Event, print_papers
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import Site, local
from guanjia.seating.models import Reseating, SeatPlan
from guanjia.seating.queries.changes import Line, Ride, pouring
from guanjia.seating.queries.pages import Page
from guanjia.seating.rules.awards import Award
from guanjia.seating.rules.flags import Flags
from guanjia.seating.rules.states import PlanState


def plan_pdf(page: Page, at: datetime) -> bytes:
    """The plan on A4 across: picture, from where it is drawn, names in order, signature boxes; a draft says so.

    Raises DocumentRefused, naming the character, when a name has one that no font here has.
    """
    plan, drawn = page.picture.plan, page.drawing
    assert drawn is not None, "a plan without a picture has no print button"
    boxes = [
        {"x": s.box.x, "y": s.box.y, "w": s.box.wide, "h": s.box.high, "name": s.name, "token": s.box.token, "kind": s.box.kind,
         "group": s.group}
        for s in page.spots
    ]  # fmt: skip
    shapes = [{"x": s.x, "y": s.y, "w": s.wide, "h": s.high, "kind": s.kind, "round": s.round} for s in drawn.shapes]
    state = "" if plan.stage is PlanState.CONFIRMED else gettext(plan.stage.label)
    confirmed = (
        gettext("Confirmed by %(name)s") % {"name": plan.confirmed_by} if plan.confirmed_by and not state else state
    )
    order = [
        [str(n), m.guest.name, str(m.guest.delegation or ""), m.guest.position] for n, m in enumerate(page.order, 1)
    ]
    data = {
        "site": plan.site.name, "title": f"{plan.event.title} · {plan.title}", "number": plan.event.ref,
        "version": f"{gettext('version')} {plan.rev} · {confirmed}", "printed": _printed(plan.site, at),
        "view": page.view, "doubt": page.doubt, "wide": drawn.wide, "high": drawn.high, "boxes": boxes, "shapes": shapes,
        "dots": drawn.dots,
        "legend": [{"group": group, "name": name, "count": count} for group, name, count in page.legend],
        "heads": [gettext(w) for w in ("No.", "Full name", "Organisation", "Position")],
        "order": [] if drawn.dots else order, "signatures": [gettext("Organiser"), gettext("First reader"), gettext("Second reader")],
    }  # fmt: skip
    return render_pdf("seating/plan.typ", data, strict_glyphs=True)


def moves_pdf(reseating: Reseating, lines: list[Line], at: datetime) -> bytes:
    """The list of moves for the crew: what goes, what moves, what comes, then the new order of pouring."""
    plan = reseating.plan
    rows = [
        [str(n), line.name, line.origin or "–", line.to or gettext("take the card away"), ""]
        for n, line in enumerate(lines, 1)
    ]
    heads = [gettext(word) for word in ("No.", "Full name", "From place", "To place", "Done")]
    pour = " → ".join(pouring(plan))
    data = {
        "site": plan.site.name, "title": f"{plan.event.title} · {plan.title} · {gettext('Moves')}", "number": plan.event.ref,
        "printed": _printed(plan.site, at), "facts": [[gettext("Reason"), reseating.reason]],
        "sections": [
            {"heads": heads, "rows": rows, "widths": [1, 3, 4, 4, 1]},
            {"title": gettext("Order of pouring"), "text": pour},
        ],
        "signatures": [gettext("Moved by")],
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)


def cars_pdf(event: Event, rides: list[Ride], at: datetime) -> bytes:
    """The list of the gate: car by car who sits where."""
    heads = [gettext(word) for word in ("Full name", "Seat", "Arrived")]
    sections = [
        {"title": gettext("Car %(car)s") % {"car": ride.car}, "heads": heads, "widths": [3, 4, 1],
         "rows": [[name, spot, ""] for name, spot in ride.people]}
        for ride in rides
    ]  # fmt: skip
    data = {
        "site": event.site.name, "title": f"{event.title} · {gettext('Cars for the gate')}", "number": event.ref,
        "printed": _printed(event.site, at), "sections": sections, "signatures": [gettext("Gate")],
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)


def flags_pdf(event: Event, flags: Flags, view: str, at: datetime) -> bytes:
    """The sheet of flags: each with its place."""
    rows = [
        [str(n), name, gettext("higher pole") if name == flags.higher else ""] for n, name in enumerate(flags.order, 1)
    ]
    heads = [gettext(word) for word in ("No.", "Flag", "Remark")]
    data = {
        "site": event.site.name, "title": f"{event.title} · {gettext('Flags')}", "number": event.ref, "printed": _printed(event.site, at),
        "sections": [{"text": view, "heads": heads, "rows": rows, "widths": [1, 5, 3]}], "signatures": [gettext("Organiser")],
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)


def awards_pdf(event: Event, batches: list[list[Award]], at: datetime) -> bytes:
    """The sheet of awards: batch by batch, from the audience's left."""
    heads = [gettext(word) for word in ("From the left", "Award to", "Presenter", "Usher")]
    sections = [
        {"title": gettext("Batch %(n)s") % {"n": n}, "heads": heads, "widths": [1, 3, 3, 3],
         "rows": [[str(a.place), a.recipient, a.presenter, a.usher] for a in batch]}
        for n, batch in enumerate(batches, 1)
    ]  # fmt: skip
    data = {
        "site": event.site.name, "title": f"{event.title} · {gettext('Awards')}", "number": event.ref, "printed": _printed(event.site, at),
        "sections": [{"text": gettext("Places count from the audience's left.")}, *sections], "signatures": [gettext("Organiser")],
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)


def cards_pdf(plan: SeatPlan, guest_ids: list[int], reason: str, actor: Any, at: datetime) -> bytes:
    """Place cards of these people, both sides, counted and journalled by the guest list. Raises Refused for names that nobody
    confirmed and read yet, DocumentRefused for a character that no font has."""
    return print_papers(event=plan.event, paper="place-cards", guest_ids=guest_ids, reason=reason, actor=actor, at=at)


def _printed(site: Site, at: datetime) -> str:
    return f"{local(site, at):%Y-%m-%d %H:%M}"
