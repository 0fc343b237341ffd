"""The legal floor at a site."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local, setting
from guanjia.standards.queries.shipped import laws
from guanjia.standards.rules.dump import dump_standard
from guanjia.standards.rules.law import Breach, Law, binding, breaches, holds_at
from guanjia.standards.rules.standard import Standard

PLACE = "law.place"


def laws_at(site: Site, at: datetime) -> list[Law]:
    """The law rows that hold at the site's place on that day, by key."""
    place, today = setting(site, PLACE), local(site, at).date()
    return sorted((law for law in laws().values() if holds_at(law, place, today)), key=lambda law: law.key)


def law_at(site: Site, key: str, at: datetime) -> Law | None:
    """The law row of this key if it holds at the site, else None."""
    law = laws().get(key)
    return law if law is not None and holds_at(law, setting(site, PLACE), local(site, at).date()) else None


def cite(law: Law) -> str:
    """The article as a refusal quotes it: one that was written down from memory says that it is to be checked first."""
    return _("%(article)s, number to be checked") % {"article": law.article} if law.certainty == "C" else law.article


def laws_binding(site: Site, code: str, at: datetime) -> list[tuple[Law, str]]:
    """(law, field) pairs that bind the standard of this code at the site."""
    return binding(laws_at(site, at), code)


def breaches_of(site: Site, standard: Standard, at: datetime) -> list[Breach]:
    """What in the standard passes the legal floor of the site."""
    return breaches(laws_at(site, at), standard, dump_standard(standard))
