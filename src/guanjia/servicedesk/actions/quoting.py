"""What paid work costs, said and accepted before it begins."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.servicedesk.actions.progress import RequestRefused, note_deed, tell_owner
from guanjia.servicedesk.models import PriceItem, Quote, ServiceRequest
from guanjia.servicedesk.rules.requests import WORKED_ON

HOW = frozenset({"counter", "link", "portal", "signature"})


@transaction.atomic
def offer_quote(*, request: ServiceRequest, counts: Mapping[str, int], actor: Any, at: datetime) -> Quote:
    """Offer a quote made of lines of the site's price list, by code; the lines are frozen. One open offer a request: a new
    one takes the place of the old. RequestRefused for an unknown or empty line, and when the work is over.

    Whoever pays is told, with a page of their own to say yes or no on.
    """
    if request.stage not in WORKED_ON:
        raise RequestRefused(_("The request is over."))
    wanted = {code: count for code, count in counts.items() if count > 0}
    items = {each.code: each for each in PriceItem.objects.filter(site=request.site, active=True, code__in=wanted)}
    if not wanted or set(wanted) - items.keys():
        raise RequestRefused(_("A quote is made of lines of the price list."))
    lines = [
        {"code": code, "title": items[code].title, "price_fen": items[code].price_fen, "count": count}
        for code, count in wanted.items()
    ]
    request.quotes.filter(state=Quote.State.OFFERED).update(
        state=Quote.State.REFUSED, decided_at=at, decided_how="replaced"
    )
    total = sum(items[code].price_fen * count for code, count in wanted.items())
    quote = Quote.objects.create(
        request=request, lines=lines, total_fen=total, token=secrets.token_urlsafe(18), offered_at=at, offered_by=actor
    )
    note_deed(request, "quote", actor, at, changes={"total_fen": total})
    tell_owner(
        request, "quote", at, _("%(sum)s yuan") % {"sum": quote.total_yuan}, reverse("quote", args=[quote.token])
    )
    return quote


@transaction.atomic
def decide_quote(*, quote: Quote, accepted: bool, how: str, actor: Any, at: datetime) -> Quote:
    """The customer says yes or no, once: at the counter, by the link, in the portal, by signature. RequestRefused for a
    second word, also at the same moment. Only a yes lets the work begin."""
    if how not in HOW:
        raise RequestRefused(_("Choose one of the list."))
    state = Quote.State.ACCEPTED if accepted else Quote.State.REFUSED
    rows = Quote.objects.filter(pk=quote.pk, state=Quote.State.OFFERED)
    if not rows.update(state=state, decided_at=at, decided_how=how):
        raise RequestRefused(_("This quote is decided already."))
    quote.state, quote.decided_at, quote.decided_how = state, at, how
    note_deed(quote.request, "quote_accepted" if accepted else "quote_refused", actor, at, changes={"how": how})
    return quote
