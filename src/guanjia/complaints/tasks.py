"""The beat that reads the feeds of public opinion."""

import logging
from datetime import datetime

import httpx

from guanjia.complaints.actions.opinion import take_in
from guanjia.complaints.models import OpinionFeed
from guanjia.complaints.queries.feeds import Unreadable, items_of_xml
from guanjia.complaints.rules.opinion import FeedKind
from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import site_now

log = logging.getLogger(__name__)
EVERY_S = 600
TIMEOUT_S = 10.0
MOST_BYTES = 2 * 1024 * 1024


@every("complaints.feeds", seconds=EVERY_S)
def read_feeds(now: datetime) -> None:
    """Read every open feed of sites that are not rehearsed; one that fails keeps its failure and holds up no other."""
    for feed in OpinionFeed.objects.filter(kind=FeedKind.RSS, is_open=True, site__rehearsal_of=None).select_related(
        "site"
    ):
        read_feed(feed, now)


def read_feed(feed: OpinionFeed, now: datetime) -> int:
    """Read one feed; how many items were new. A failure is written beside the feed and answered with 0."""
    try:
        said = items_of_xml(fetch(feed.url))
    except (httpx.HTTPError, Unreadable) as error:
        OpinionFeed.objects.filter(pk=feed.pk).update(fetched_at=now, failure=f"{type(error).__name__}: {error}"[:300])
        return 0
    kept = take_in(feed=feed, said=said, actor=None, at=site_now(feed.site))
    OpinionFeed.objects.filter(pk=feed.pk).update(fetched_at=now, failure="")
    return kept


def fetch(url: str) -> bytes:
    """The content at `url`, at most two megabytes of it, within ten seconds a step. Raises httpx.HTTPError, Unreadable."""
    with httpx.stream("GET", url, timeout=TIMEOUT_S, follow_redirects=True) as answer:
        answer.raise_for_status()
        content = b""
        for part in answer.iter_bytes():
            content += part
            if len(content) > MOST_BYTES:
                raise Unreadable("the feed is too large")
    return content
