"""The quiet signals before the end of an item: amber, red, over."""

from guanjia.foundation.sites.public import Site, setting

FIRST, LAST = "agenda.signal_first", "agenda.signal_last"


def signals_of(site: Site) -> tuple[int, int]:
    """Minutes before the end at which the page turns amber and red; at nought it says by how much the item is over."""
    first, last = int(setting(site, FIRST)), int(setting(site, LAST))
    return first, min(first, last)
