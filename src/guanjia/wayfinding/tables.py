"""Places and links as tables: listed, exported, imported from sheets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import (
    Column,
    Filter,
    Importer,
    ImportField,
    Row,
    Table,
    Taken,
    number_of,
    one_of,
    text_of,
    yes_of,
)
from guanjia.places.public import Floor, Room
from guanjia.wayfinding.actions.drawing import SpotDraft, save_link, save_spot
from guanjia.wayfinding.models import WayLink, WaySpot
from guanjia.wayfinding.rules.boxes import BadBox, read_box
from guanjia.wayfinding.rules.graph import VERTICAL, LinkKind, SpotKind
from guanjia.wayfinding.rules.shape import misfit


def spots_of(site: Site) -> QuerySet[WaySpot]:
    """The places of a site."""
    return WaySpot.objects.filter(site=site).select_related("site", "floor__building", "room")


def links_of(site: Site) -> QuerySet[WayLink]:
    """The links of a site."""
    return WayLink.objects.filter(site=site).select_related("site", "a__floor", "b__floor", "facility")


SPOTS = Table(
    noun="wayfinding.spot",
    label=_("Places of the ways"),
    columns=(
        Column(
            "code", _("Code"), sort="code", url=lambda row: reverse("wayfinding:spot", args=[row.site.code, row.pk])
        ),
        Column("building", _("Building"), "floor.building.code"),
        Column("level", _("Storey"), "floor.level", kind="number", sort="floor__level"),
        Column("kind", _("Kind"), lambda row: gettext(row.sort.label), sort="kind"),
        Column("name", _("Name"), sort="name"),
        Column("name_en", _("Name in English"), shown=False),
        Column("x", _("Metres from the left"), kind="number"),
        Column("y", _("Metres from the top"), kind="number"),
        Column("heading", _("Looks towards, degrees"), kind="number"),
        Column("room", _("Room"), "room.code"),
        Column("box", _("Outline of the room"), shown=False),
    ),
    filters=(Filter("kind", _("Kind"), choices=lambda site: [(k.value, gettext(k.label)) for k in SpotKind]),),
    search=("code", "name"),
    order=("floor__level", "code"),
    empty=_("No place is drawn yet. Add one, or send a sheet."),
    may_export=lambda user, site: True,
)
LINKS = Table(
    noun="wayfinding.link",
    label=_("Links of the ways"),
    columns=(
        Column("a", _("From"), "a.code", sort="a__code"),
        Column("b", _("To"), "b.code", sort="b__code"),
        Column("kind", _("Kind"), lambda row: gettext(LinkKind(row.kind).label), sort="kind"),
        Column("metres", _("Metres"), kind="number", sort="metres"),
        Column("wheelchair", _("For wheelchairs"), kind="yes_no"),
        Column("via", _("Lift or stairs"), sort="via"),
        Column("facility", _("On the map without barriers"), "facility.name"),
    ),
    filters=(Filter("kind", _("Kind"), choices=lambda site: [(k.value, gettext(k.label)) for k in LinkKind]),),
    search=("a__code", "b__code", "via"),
    order=("a__code", "b__code"),
    empty=_("No link is drawn yet. Add one, or send a sheet."),
    may_export=lambda user, site: True,
)


def _words(kinds: Any) -> dict[str, str]:
    return {word: kind.value for kind in kinds for word in (kind.value, kind.label, gettext(kind.label))}


def spot_importer(site: Site) -> Importer:
    """How a sheet of places comes in: by code, so that a second sheet changes and never doubles."""
    metres = number_of(0, 5000, whole=False)
    return Importer(
        noun="wayfinding.spot",
        label=_("Places of the ways"),
        fields=(
            ImportField("code", _("Code"), ("编号", "点位编号"), text_of(40), required=True, key=True),
            ImportField("building", _("Building"), ("楼栋", "楼"), text_of(40), required=True),
            ImportField("level", _("Storey"), ("楼层", "层"), number_of(-20, 200), required=True),
            ImportField("kind", _("Kind"), ("类型", "类别"), one_of(_words(SpotKind)), required=True),
            ImportField("x", _("Metres from the left"), ("X", "横坐标"), metres, required=True),
            ImportField("y", _("Metres from the top"), ("Y", "纵坐标"), metres, required=True),
            ImportField("name", _("Name"), ("名称",), text_of(80)),
            ImportField("name_en", _("Name in English"), ("英文名称",), text_of(80)),
            ImportField("heading", _("Looks towards, degrees"), ("朝向",), number_of(0, 359), default=None),
            ImportField("room", _("Room"), ("会议室", "会议室编号"), text_of(40)),
            ImportField("box", _("Outline of the room"), ("轮廓",), text_of(60)),
        ),
        check=check_spots,
        apply=take_spots,
        back=reverse("wayfinding:spots", args=[site.code]),
    )


def check_spots(site: Site, rows: Sequence[Row]) -> None:
    """Refuse floors and rooms that are not there; say what is new."""
    known = set(WaySpot.objects.filter(site=site).values_list("code", flat=True))
    floors, rooms = floors_by_key(site), set(Room.objects.filter(site=site).values_list("code", flat=True))
    for row in rows:
        if (row.values["building"], row.values["level"]) not in floors:
            row.refuse("level", gettext("No such floor here."))
        if row.values["room"] and row.values["room"] not in rooms:
            row.refuse("room", gettext("No such room here."))
        try:
            read_box(row.values["box"])
        except BadBox:
            row.refuse("box", gettext("Four numbers: left, top, width and depth in metres."))
        if row.values["code"] in known:
            row.fate = "update"


def floors_by_key(site: Site) -> dict[tuple[str, int], Floor]:
    """Floors by code of building and level."""
    floors = Floor.objects.filter(building__site=site, section=None).select_related("building")
    return {(floor.building.code, floor.level): floor for floor in floors}


def take_spots(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Make or change a place per row."""
    known = {spot.code: spot for spot in WaySpot.objects.filter(site=site)}
    floors, rooms = floors_by_key(site), {room.code: room for room in Room.objects.filter(site=site)}
    made = 0
    for row in rows:
        v, old = row.values, known.get(row.values["code"])
        draft = SpotDraft(
            v["code"], floors[v["building"], v["level"]], SpotKind(v["kind"]), float(v["x"]), float(v["y"]), v["name"], v["name_en"],
            v["heading"], rooms.get(v["room"]), v["box"],
        )  # fmt: skip
        save_spot(site=site, draft=draft, spot=old, rev=old.rev if old else 0, actor=actor, at=at)
        made += old is None
    return Taken(created=made, updated=len(rows) - made)


def link_importer(site: Site) -> Importer:
    """How a sheet of links comes in: by its two ends."""
    return Importer(
        noun="wayfinding.link",
        label=_("Links of the ways"),
        fields=(
            ImportField("a", _("From"), ("起点",), text_of(40), required=True, key=True),
            ImportField("b", _("To"), ("终点",), text_of(40), required=True, key=True),
            ImportField("kind", _("Kind"), ("类型", "方式"), one_of(_words(LinkKind)), default="level"),
            ImportField("metres", _("Metres"), ("米", "长度"), number_of(0, 5000, whole=False), default=None),
            ImportField("wheelchair", _("For wheelchairs"), ("轮椅", "轮椅可通行"), yes_of, default=True),
            ImportField("via", _("Lift or stairs"), ("电梯或楼梯", "梯号"), text_of(40)),
        ),
        check=check_links,
        apply=take_links,
        back=reverse("wayfinding:links", args=[site.code]),
    )


def check_links(site: Site, rows: Sequence[Row]) -> None:
    """Refuse ends that are not there, kinds that do not fit, and links shorter than the straight line."""
    spots = {spot.code: spot for spot in spots_of(site)}
    for row in rows:
        missing = [name for name in ("a", "b") if row.values[name] not in spots]
        for name in missing:
            row.refuse(name, gettext("No such place here."))
        if missing:
            continue
        a, b, kind = spots[row.values["a"]], spots[row.values["b"]], LinkKind(row.values["kind"])
        reason = misfit(
            kind,
            a.floor_id == b.floor_id,
            a.floor.building_id == b.floor.building_id,
            a.pk == b.pk,
            bool(row.values["via"]),
        )
        if reason:
            row.refuse("kind", gettext(reason))
        straight = ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5
        if kind not in VERTICAL and row.values["metres"] is not None and float(row.values["metres"]) < straight - 0.05:
            row.refuse(
                "metres", gettext("Shorter than the straight line of %(metres)s m.") % {"metres": round(straight, 1)}
            )


def take_links(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Make or change a link per row."""
    spots = {spot.code: spot for spot in spots_of(site)}
    known = {frozenset(ends) for ends in WayLink.objects.filter(site=site).values_list("a_id", "b_id")}
    made = 0
    for row in rows:
        a, b, metres = spots[row.values["a"]], spots[row.values["b"]], row.values["metres"]
        made += frozenset({a.pk, b.pk}) not in known
        save_link(
            site=site, a=a, b=b, kind=LinkKind(row.values["kind"]), metres=None if metres is None else float(metres),
            wheelchair=row.values["wheelchair"], via=row.values["via"], actor=actor, at=at,
        )  # fmt: skip
    return Taken(created=made, updated=len(rows) - made)
