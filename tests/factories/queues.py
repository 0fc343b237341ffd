"""Counters and kinds of business."""

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.queues.models import Business, Counter
from guanjia.frontdesk.queues.rules.tickets import Lane


def make_business(
    site: Site, code: str = "fee", letter: str = "A", lane: Lane = Lane.ORDINARY, minutes: int = 8
) -> Business:
    return Business.objects.create(
        site=site,
        code=code,
        name_zh=f"业务{letter}",
        name_en=f"Business {letter}",
        letter=letter,
        lane=lane,
        minutes=minutes,
    )


def make_counter(site: Site, *kinds: Business, code: str = "1", open_for: object = None) -> Counter:
    """A counter that takes these kinds; `open_for` sits there already."""
    counter = Counter.objects.create(
        site=site, code=code, name=f"{code}号窗口", is_open=open_for is not None, user=open_for
    )
    counter.kinds.set(kinds)
    return counter
