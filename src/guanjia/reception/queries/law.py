"""The law of receptions, as the rules read it, and what a refusal says."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import Reception
from guanjia.reception.rules.receptions import COMPANIONS, GIFTS, LODGING, MEALS, POMP, Excess, Lodging
from guanjia.reception.rules.refusals import ReceptionRefused
from guanjia.standards.public import cite, law_at

SAID = {
    "companions": N_("%(heads)s guests: at most %(most)s companions at table."),
    "meals": N_("At most %(most)s work meal is offered."),
    "gifts": N_("No gifts and no souvenirs are given at an official reception."),
    "pomp": N_("No banners, carpets, flowers or crowds at the door."),
    "lodging": N_("Their rank gets at most: %(most)s."),
    "greeters": N_("Their rank gets at most %(most)s greeters: neither above nor below."),
}


def ceilings_at(site: Site, at: datetime) -> dict[str, float]:
    """The values of the law rows of receptions in force at the site; a row without a number counts as 0."""
    found = {}
    for key in (COMPANIONS, MEALS, LODGING, GIFTS, POMP):
        if (law := law_at(site, key, at)) is not None:
            found[key] = float(law.value or 0)
    return found


def refusal_of(excess: Excess, reception: Reception, at: datetime) -> ReceptionRefused:
    """The refusal in the reader's language, the article quoted where a law speaks."""
    most = _(Lodging(excess.most).label) if excess.field == "lodging" else excess.most
    words = _(SAID[excess.field]) % {"heads": reception.heads, "most": most}
    law = law_at(reception.site, excess.law, at) if excess.law else None
    if law is None:
        return ReceptionRefused(excess.field, words)
    return ReceptionRefused(excess.field, f"{words} ({cite(law)})", law.article)
