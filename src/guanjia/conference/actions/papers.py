"""Badges, place cards and the sign-in sheet. Who was printed how often is written down (补打)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from guanjia.conference.actions.admission import EVENT, code_of
from guanjia.conference.actions.proofs import refuse_unread
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.proofs import hash_of_list, name_lines
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.documents.public import card_name, qr_svg, render_pdf
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import local

PAPERS = {
    "badges": _n("Badges"),
    "place-cards": _n("Place cards"),
    "sign-in": _n("Sign-in sheet"),
    "proof": _n("Proof of names"),
}
CARDS = {"badges": "print_count", "place-cards": "card_count"}
"""Papers with names that are read before they are printed, and the column that counts them."""


def print_papers(
    *, event: Event, paper: str, actor: Any, at: datetime, guest_ids: Collection[int] | None = None, reason: str = ""
) -> bytes:
    """The PDF of one of PAPERS for everybody who may come, or those of `guest_ids`, in the organiser's order.

    Of cards only those not printed yet, unless `reason` says why they are printed again (补打). Raises Refused for an empty
    list, for names that nobody confirmed and read (FIELD 16), and when all are printed and no reason is given; DocumentRefused
    where the font lacks a character. Not to be called inside a transaction. Counted on the guest, journalled on the event.
    """
    lines = [line for line in name_lines(event) if guest_ids is None or line.guest.pk in guest_ids]
    if not lines:
        raise Refused("", gettext("Nobody on the list yet."))
    column = CARDS.get(paper)
    if column is not None:
        lines = lines if reason.strip() else [line for line in lines if not getattr(line.guest, column)]
        if not lines:
            raise Refused("reason", gettext("All of them are printed. Say why they are printed again."))
        refuse_unread(lines)
    guests = [line.guest for line in lines]
    pdf = MAKERS[paper](event, guests, at)
    with transaction.atomic():
        if column is not None:
            counted = {column: F(column) + 1} | ({"printed_at": at} if paper == "badges" else {})
            Guest.objects.filter(pk__in=[guest.pk for guest in guests]).update(**counted)
        changes = {"paper": paper, "count": len(guests), "names": hash_of_list(lines)}
        again = sum(bool(getattr(guest, column)) for guest in guests) if column else 0
        if again:
            changes["again"] = again
        record(
            site=event.site, at=at, actor=actor, action="guest.print", subject=(EVENT, event.pk), reason=reason, changes=changes
        )  # fmt: skip
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
    return _form(event, at, gettext("Sign-in sheet"), heads, rows, [1, 4, 2, 3, 3, 3])


def _proof(event: Event, guests: Sequence[Guest], at: datetime) -> bytes:
    rows = [
        [str(number), card_name(guest.name), guest.delegation.name if guest.delegation else "", guest.position, ""]
        for number, guest in enumerate(guests, 1)
    ]
    heads = [gettext(word) for word in ("No.", "Name", "Organisation", "Position", "Confirmed")]
    return _form(event, at, gettext("Proof of names"), heads, rows, [1, 3, 4, 3, 2])


def _form(event: Event, at: datetime, title: str, heads: list[str], rows: list[list[str]], widths: list[int]) -> bytes:
    data = {
        "site": event.site.name,
        "title": f"{event.title} {title}",
        "number": event.ref,
        "printed": f"{local(event.site, at):%Y-%m-%d %H:%M}",
        "sections": [{"heads": heads, "rows": rows, "widths": widths}],
    }
    return render_pdf("documents/form.typ", data)


MAKERS = {"badges": _badges, "place-cards": _place_cards, "sign-in": _sign_in, "proof": _proof}
