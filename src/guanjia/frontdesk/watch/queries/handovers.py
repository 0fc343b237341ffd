"""Which handovers, and what hangs now."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.watch.models import Handover, HandoverItem
from guanjia.frontdesk.watch.rules.handover import OPEN_HANDOVER, HandoverState
from guanjia.posts.public import Post, posts_of
from guanjia.ui.hanging import HangingItem, hanging_of


def handover_list(site: Site, *, post: str = "") -> QuerySet[Handover]:
    """Handovers of the site, newest first; `post` narrows to one post."""
    rows = Handover.objects.filter(site=site).select_related("post", "giver", "taker").annotate(matters=Count("items"))
    return (rows.filter(post__code=post) if post else rows).order_by("-begun_at", "-pk")


def open_handover(post: Post) -> Handover | None:
    """The handover of the post that is under way, None when there is none."""
    return Handover.objects.filter(post=post, state__in=sorted(OPEN_HANDOVER)).select_related("giver", "taker").first()


def own_posts(user: Any, site: Site, at: datetime) -> list[Post]:
    """The posts that somebody hands over: those they stand on now; without a roster, every open post of the site."""
    return posts_of(user, site, at) or list(Post.objects.filter(site=site, is_open=True).order_by("code"))


def hanging_now(site: Site, post: Post, at: datetime) -> list[tuple[str, HangingItem]]:
    """What hangs at this moment, as (source, matter), each key once."""
    rows = [(str(module.label), item) for module, items in hanging_of(site, post.code, at) for item in items]
    return list({item.key: (source, item) for source, item in rows}.values())


def carried_before(post: Post, keys: list[str]) -> Counter[str]:
    """How often each of these matters was handed over at this post already."""
    rows = HandoverItem.objects.filter(handover__post=post, handover__state=HandoverState.ACCEPTED, key__in=keys)
    return Counter(rows.values_list("key", flat=True))
