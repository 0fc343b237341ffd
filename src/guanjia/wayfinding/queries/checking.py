"""What is wrong with the drawn ways, in words."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.wayfinding.queries.graphs import SiteGraph, doors_by_room, graph_of, rooms_named
from guanjia.wayfinding.rules.checks import Finding, findings_of


def findings(site: Site, at: datetime) -> tuple[SiteGraph, list[tuple[Finding, str]]]:
    """The graph of the site and each fault with the name of its room."""
    known = graph_of(site, at)
    found = findings_of(known.graph, doors_by_room(site))
    names = rooms_named(each.room for each in found if each.room)
    return known, [(each, names.get(each.room or 0, "")) for each in found]
