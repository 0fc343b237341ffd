"""My cards: ask for one, take the wish back, report one lost."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.cards.public import (
    Card,
    CardRefused,
    CardState,
    ask_for_card,
    cards_of,
    open_asks,
    report_lost,
    take_back,
)
from guanjia.kernel.states import MoveRefused
from guanjia.portal.views.resident import resident_page

LOSABLE = frozenset({CardState.ACTIVE, CardState.SUSPENDED})


@resident_page
@require_safe
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """My own cards and wishes; the homes for which one may be asked."""
    residence, site = request.residence, request.site
    wishes = {row.pk for row in open_asks(site, residence.person)}
    rows = cards_of(site, [], [residence.person.pk])
    context = {
        "residence": residence,
        "phone": site.settings.get("phone", ""),
        "lines": [(card, card.stage in LOSABLE, card.pk in wishes) for card in rows],
    }
    return render(request, "portal/home/cards.html", context)


@resident_page
@require_POST
def ask(request: HttpRequest, site_code: str) -> HttpResponse:
    """Ask for a card for one of my homes; the paper is looked at when I fetch it."""
    residence, site = request.residence, request.site
    unit = residence.home(request.POST.get("unit", ""))
    if unit is None:
        raise Http404
    try:
        ask_for_card(site=site, person=residence.person, unit=unit, actor=request.user, at=site_now(site))
    except CardRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("We have your wish. Come to the front desk with deed or lease within 30 days."))
    return redirect("portal:cards", site_code)


@resident_page
@require_POST
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """A card is lost and switched off at once; a wish is taken back."""
    site, at = request.site, site_now(request.site)
    card: Card = get_object_or_404(cards_of(site, [], [request.residence.person.pk]), pk=pk)
    try:
        if verb == "lose":
            report_lost(card=card, reason=_("Reported lost on the portal"), actor=request.user, at=at)
            messages.success(request, _("The card no longer opens any door. Ask for a new one below."))
        elif verb == "take_back":
            take_back(card=card, actor=request.user, at=at)
        else:
            raise Http404
    except (MoveRefused, CardRefused):
        messages.error(request, _("It has moved on meanwhile. Look again."))
    return redirect("portal:cards", site_code)
