"""Badges, place cards and the sign-in sheet. Who was printed how often is written down (补打)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from guanjia.conference.actions.admission import EVENT, code_of
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.guests import guest_rows
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.documents.public import card_name, qr_svg, render_pdf
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import local

PAPERS = {
    "badges": _n("Badges"),
    "place-cards": _n("Place cards"),
    "sign-in": _n("Sign-in sheet"),
}


def print_papers(*, event: Event, paper: str, actor: Any, at: datetime) -> bytes:
    """The PDF of one of PAPERS for everybody who may come, in the organiser's order.

    Raises Refused for an empty list, DocumentRefused where the font lacks a character (FIELD 16). Not to be called
    inside a transaction. Each printing is counted on the guest and journalled on the event.
    """
    guests = [guest for guest in guest_rows(event) if guest.answer in MAY_ENTER]
    if not guests:
        raise Refused("", gettext("Nobody on the list yet."))
    pdf = MAKERS[paper](event, guests, at)
    if paper != "sign-in":
        with transaction.atomic():
            Guest.objects.filter(pk__in=[g.pk for g in guests]).update(printed_at=at, print_count=F("print_count") + 1)
    record(
        site=event.site,
        at=at,
        actor=actor,
        action="guest.print",
        subject=(EVENT, event.pk),
        changes={"paper": paper, "count": len(guests)},
    )
    return pdf


def _badges(event: Event, guests: Sequence[Guest], at: datetime) -> bytes:
    badges = [
        {
            "name": guest.name,
            "line": " ".join(filter(None, [guest.delegation.name if guest.delegation else "", guest.position])),
            "role": gettext(guest.get_role_display()),
            "number": f"{guest.seat}{' · ' + gettext('reprint') if guest.print_count else ''}",
            "qr": qr_svg(code_of(guest, event)),
        }
        for guest in guests
    ]
    return render_pdf("documents/badge.typ", {"badges": badges, "event": event.title}, strict_glyphs=True)


def _place_cards(event: Event, guests: Sequence[Guest], at: datetime) -> bytes:
    cards = [{"name": card_name(guest.name), "line": ""} for guest in guests]
    return render_pdf("documents/place_card.typ", {"cards": cards}, strict_glyphs=True)


def _sign_in(event: Event, guests: Sequence[Guest], at: datetime) -> bytes:
    rows = [
        [str(number), guest.delegation.name if guest.delegation else "", guest.name, guest.position, "", ""]
        for number, guest in enumerate(guests, 1)
    ]
    heads = [gettext(word) for word in ("No.", "Organisation", "Name", "Position", "Signature", "Phone")]
    data = {
        "site": event.site.name,
        "title": f"{event.title} {gettext('Sign-in sheet')}",
        "number": event.ref,
        "printed": f"{local(event.site, at):%Y-%m-%d %H:%M}",
        "sections": [{"heads": heads, "rows": rows, "widths": [1, 4, 2, 3, 3, 3]}],
    }
    return render_pdf("documents/form.typ", data)


MAKERS = {"badges": _badges, "place-cards": _place_cards, "sign-in": _sign_in}
