"""The graph is drawn: places and links are made, changed, taken out. Every change is journalled and told to the screens."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Floor, Room
from guanjia.wayfinding.models import WayLink, WaySpot
from guanjia.wayfinding.rules.boxes import BadBox, read_box
from guanjia.wayfinding.rules.graph import VERTICAL, LinkKind, SpotKind
from guanjia.wayfinding.rules.refusals import WayRefused
from guanjia.wayfinding.rules.shape import misfit

SPOT, LINK = "wayfinding.spot", "wayfinding.link"
FARTHEST_M = 5_000
STAIRS_M, LIFT_M = 9.0, 3.0
"""What a storey is when nobody measured: two flights and a landing; the rise."""


def topic(site_id: int) -> str:
    """The live topic of a site's ways."""
    return f"site:{site_id}:ways"


@dataclass(frozen=True)
class SpotDraft:
    """A place as it was typed."""

    code: str
    floor: Floor
    kind: SpotKind
    x: float
    y: float
    name: str = ""
    name_en: str = ""
    heading: int | None = None
    room: Room | None = None
    box: str = ""


@transaction.atomic
def save_spot(
    *, site: Site, draft: SpotDraft, spot: WaySpot | None = None, rev: int = 0, actor: Any, at: datetime
) -> WaySpot:
    """Make or change a place; `rev` is the revision that was read. A new one gets its plate code, which stays.

    Raises WayRefused (taken code, outside the drawing, another site's floor or room, links that would be shorter than
    the straight line), SecretRefused.
    """
    refuse_marked({"name": draft.name, "name_en": draft.name_en}, site=site)
    _check_spot(site, draft)
    fields: dict[str, Any] = {
        "floor": draft.floor, "code": draft.code.strip(), "kind": draft.kind, "x": draft.x, "y": draft.y,
        "name": draft.name.strip(), "name_en": draft.name_en.strip(), "heading": draft.heading, "room": draft.room,
        "box": " ".join(draft.box.split()),
    }  # fmt: skip
    try:
        with transaction.atomic():
            if spot is None:
                spot = WaySpot.objects.create(site=site, plate=secrets.token_urlsafe(9), **fields)
            elif not WaySpot.objects.filter(pk=spot.pk, site=site, rev=rev).update(**fields, rev=rev + 1):
                raise WayRefused("", _("Somebody else changed this place meanwhile: look at it again."))
    except IntegrityError as taken:
        raise WayRefused("code", _("Another place has this code.")) from taken
    spot.refresh_from_db()
    _stretch(spot)
    record(
        site=site,
        at=at,
        actor=actor,
        action="spot",
        subject=(SPOT, spot.pk),
        changes={"code": spot.code, "kind": spot.kind},
    )
    touch(topic(site.pk))
    return spot


def move_spot(*, spot: WaySpot, x: float, y: float, rev: int, actor: Any, at: datetime) -> WaySpot:
    """Put a place elsewhere on its floor; everything else of it stays. Raises WayRefused as save_spot does."""
    draft = SpotDraft(
        spot.code, spot.floor, SpotKind(spot.kind), x, y, spot.name, spot.name_en, spot.heading, spot.room, spot.box
    )
    return save_spot(site=spot.site, draft=draft, spot=spot, rev=rev, actor=actor, at=at)


def _check_spot(site: Site, draft: SpotDraft) -> None:
    if draft.floor.building.site_id != site.pk:
        raise WayRefused("floor", _("No such floor here."))
    if draft.room is not None and draft.room.site_id != site.pk:
        raise WayRefused("room", _("No such room here."))
    if not draft.code.strip():
        raise WayRefused("code", _("Give the place a code."))
    if not (0 <= draft.x <= FARTHEST_M and 0 <= draft.y <= FARTHEST_M):
        raise WayRefused("x", _("Metres from the left and from the top, 0 to 5000."))
    if draft.heading is not None and not 0 <= draft.heading < 360:
        raise WayRefused("heading", _("Degrees from 0 to 359: 0 looks up the drawing, 90 to the right."))
    try:
        read_box(draft.box)
    except BadBox as bad:
        raise WayRefused("box", _("Four numbers: left, top, width and depth in metres.")) from bad


def _stretch(spot: WaySpot) -> None:
    """A place that was moved takes the length of its level links along: none may be shorter than the straight line."""
    rows = WayLink.objects.filter(a=spot) | WayLink.objects.filter(b=spot)
    for link in rows.select_related("a", "b"):
        straight = _straight(link.a, link.b)
        if LinkKind(link.kind) not in VERTICAL and link.metres < straight:
            WayLink.objects.filter(pk=link.pk).update(metres=straight)


def _straight(a: WaySpot, b: WaySpot) -> float:
    return max(0.1, round(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5, 1))


@transaction.atomic
def remove_spot(*, spot: WaySpot, actor: Any, at: datetime) -> None:
    """Take a place out with its links; its plate leads nowhere from then on."""
    record(site=spot.site, at=at, actor=actor, action="remove", subject=(SPOT, spot.pk), changes={"code": spot.code})
    site_id = spot.site_id
    spot.delete()
    touch(topic(site_id))


@transaction.atomic
def save_link(
    *, site: Site, a: WaySpot, b: WaySpot, kind: LinkKind = LinkKind.LEVEL, metres: float | None = None, wheelchair: bool = True,
    via: str = "", actor: Any, at: datetime,
) -> WayLink:  # fmt: skip
    """Make the link between two places, or change it; a second call with the same ends changes, never doubles.

    `metres` None: the straight line, and for a lift or stairs so much a storey. Raises WayRefused: shorter than the
    straight line, one place with itself, floors that do not fit the kind, a lift or stairs without a name.
    """
    if a.site_id != site.pk or b.site_id != site.pk:
        raise WayRefused("b", _("No such place here."))
    first, second = sorted((a, b), key=lambda spot: spot.pk)
    reason = misfit(
        kind, a.floor_id == b.floor_id, a.floor.building_id == b.floor.building_id, a.pk == b.pk, bool(via.strip())
    )
    if reason:
        raise WayRefused("kind", _(reason))
    level = kind not in VERTICAL
    straight = _straight(a, b) if level else 1.0
    storeys = max(1, abs(a.floor.level - b.floor.level))
    default = straight if level else storeys * (STAIRS_M if kind is LinkKind.STAIRS else LIFT_M)
    length = default if metres is None else metres
    if length < straight - 0.05:
        raise WayRefused("metres", _("Shorter than the straight line of %(metres)s m.") % {"metres": straight})
    if length > FARTHEST_M:
        raise WayRefused("metres", _("At most 5000 metres."))
    fields = {
        "kind": kind,
        "metres": length,
        "wheelchair": wheelchair and kind is not LinkKind.STAIRS,
        "via": via.strip(),
    }
    link, _made = WayLink.objects.update_or_create(site=site, a=first, b=second, defaults=fields)
    changes = {"a": first.code, "b": second.code, "kind": kind.value, "metres": length}
    record(site=site, at=at, actor=actor, action="link", subject=(LINK, link.pk), changes=changes)
    touch(topic(site.pk))
    return link


@transaction.atomic
def remove_link(*, link: WayLink, actor: Any, at: datetime) -> None:
    """Take a link out."""
    record(
        site=link.site,
        at=at,
        actor=actor,
        action="remove",
        subject=(LINK, link.pk),
        changes={"a": link.a.code, "b": link.b.code},
    )
    site_id = link.site_id
    link.delete()
    touch(topic(site_id))
