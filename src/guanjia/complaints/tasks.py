"""The beat that reads the feeds of public opinion."""

import logging
from contextlib import AbstractContextManager
from datetime import datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from guanjia.complaints.actions.opinion import take_in
from guanjia.complaints.models import OpinionFeed
from guanjia.complaints.queries.feeds import Unreadable, items_of_xml
from guanjia.complaints.rules.opinion import FeedKind
from guanjia.foundation.events.public import AddressRefused, check_url
from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import setting, site_now

log = logging.getLogger(__name__)
EVERY_S = 600
TIMEOUT_S = 10.0
MOST_BYTES = 2 * 1024 * 1024
TURNS = 3


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
        said = items_of_xml(fetch(feed.url, allow_private=bool(setting(feed.site, "webhooks.private"))))
    except (httpx.HTTPError, Unreadable, AddressRefused) as error:
        OpinionFeed.objects.filter(pk=feed.pk).update(fetched_at=now, failure=f"{type(error).__name__}: {error}"[:300])
        return 0
    kept = take_in(feed=feed, said=said, actor=None, at=site_now(feed.site))
    OpinionFeed.objects.filter(pk=feed.pk).update(fetched_at=now, failure="")
    return kept


def fetch(url: str, *, allow_private: bool = False) -> bytes:
    """The content at `url`, at most two megabytes of it, within ten seconds a step, over at most three turns elsewhere.

    Each address is checked before it is called and called by the number that was checked, so a feed cannot read what lies
    inside the house. Raises httpx.HTTPError, Unreadable, AddressRefused.
    """
    with httpx.Client(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client:
        for _turn in range(TURNS + 1):
            with _open(client, url, check_url(url, allow_private=allow_private)) as answer:
                if answer.has_redirect_location:
                    url = urljoin(url, answer.headers["Location"])
                    continue
                answer.raise_for_status()
                return _read(answer)
    raise Unreadable("the feed turns in a circle")


def _open(client: httpx.Client, url: str, address: str) -> AbstractContextManager[httpx.Response]:
    parts = urlsplit(url)
    number = f"[{address}]" if ":" in address else address
    asked = urlunsplit(parts._replace(netloc=f"{number}:{parts.port}" if parts.port else number))
    return client.stream("GET", asked, headers={"Host": parts.netloc}, extensions={"sni_hostname": parts.hostname})


def _read(answer: httpx.Response) -> bytes:
    content = b""
    for part in answer.iter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise Unreadable("the feed is too large")
    return content
