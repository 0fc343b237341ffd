"""The table of rooms: its list, its export and how a sheet comes in."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import (
    BadCell,
    Column,
    Filter,
    Importer,
    ImportField,
    Table,
    as_text,
    number_of,
    text_of,
    yes_of,
)
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.actions.importing import check_rooms, take_rooms
from guanjia.places.models import Floor, Room
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.styles import Style

COUNTED = re.compile(r"(.+?)\s*[x×*:]\s*(\d{1,4})")


def rooms_of(site: Site) -> QuerySet[Room]:
    """The rooms of the site with the most seats that each has."""
    rooms = Room.objects.filter(site=site).annotate(most=Max("styles__capacity"))
    return rooms.select_related("site").prefetch_related("spaces__floor__building", "styles", "equipment")


def floors_of(room: Room) -> str:
    """Where it is: building and floor of its spaces."""
    floors = {space.floor for space in room.spaces.all() if space.floor}
    return ", ".join(sorted(f"{floor.building} {floor}" for floor in floors))


def equipment_of(room: Room) -> str:
    """What is fixed in it."""
    return ", ".join(
        f"{gettext(EquipmentKind(one.kind).label)}×{one.count}" if one.kind in set(EquipmentKind) else str(one)
        for one in room.equipment.all()
    )


def styles_of(room: Room) -> str:
    """Its styles with their capacities."""
    return ", ".join(f"{gettext(Style(one.style).label)} {one.capacity}" for one in room.styles.all())


def floor_choices(site: Site) -> Sequence[tuple[str, Any]]:
    """The floors of the site."""
    floors = Floor.objects.filter(building__site=site).select_related("building")
    return [(str(floor.pk), f"{floor.building} {floor}") for floor in floors]


ROOMS = Table(
    noun="places.room",
    label=_("Meeting rooms"),
    columns=(
        Column("code", _("Code"), sort="code"),
        Column("name", _("Room"), sort="name", url=lambda room: reverse("places:room", args=[room.site.code, room.pk])),
        Column("floors", _("Where"), floors_of),
        Column("most", _("Most seats"), kind="number", sort="most"),
        Column("styles", _("Styles"), styles_of, shown=False),
        Column("equipment", _("Equipment"), equipment_of),
        Column("is_open", _("Can be booked"), kind="yes_no"),
    ),
    filters=(
        Filter(
            "floor", _("Floor"), choices=floor_choices, apply=lambda rows, v: rows.filter(spaces__floor=v).distinct()
        ),
        Filter(
            "equipment",
            _("Equipment"),
            choices=lambda site: [(k.value, gettext(k.label)) for k in EquipmentKind],
            apply=lambda rows, v: rows.filter(equipment__kind=v).distinct(),
        ),
    ),
    search=("code", "name"),
    order=("code",),
    empty=_("No room yet. Add one, or send a sheet."),
    may_export=lambda user, site: True,
)


def parts_of(cell: Any) -> list[str]:
    """Codes of spaces, separated by commas, semicolons or blanks; empty for an undivided room."""
    return [part for part in re.split(r"[\s,;、，；]+", as_text(cell)) if part]


def equipment_of_cell(cell: Any) -> dict[str, int]:
    """Kind -> count of "投影仪×2、麦克风": names in either language or codes; one piece where no number stands."""
    known = {
        str(word).casefold(): kind.value
        for kind in EquipmentKind
        for word in (kind.value, kind.label, gettext(kind.label))
    }
    found: dict[str, int] = {}
    for part in re.split(r"[,;、，；\n]+", unicodedata.normalize("NFKC", as_text(cell))):
        if not part.strip():
            continue
        counted = COUNTED.fullmatch(part.strip())
        name, many = (counted[1], int(counted[2])) if counted else (part.strip(), 1)
        if name.casefold() not in known:
            raise BadCell(N_("no such equipment: %(name)s"), name=name)
        found[known[name.casefold()]] = found.get(known[name.casefold()], 0) + many
    return found


def room_importer(site: Site) -> Importer:
    """How a sheet of rooms comes in: by code, so that a second sheet changes and never doubles."""
    seats = tuple(ImportField(s.value, _(s.label), parse=number_of(1, 100_000), default=0) for s in Style)
    return Importer(
        noun="places.room",
        label=_("Meeting rooms"),
        fields=(
            ImportField("code", _("Code"), ("房间编号", "编号", "room code"), text_of(40), required=True, key=True),
            ImportField("name", _("Room"), ("会议室", "名称", "房间名称"), text_of(80), required=True),
            ImportField("building", _("Building"), ("楼栋", "楼"), text_of(40)),
            ImportField("floor", _("Floor"), ("楼层", "层"), number_of(-20, 200), default=None),
            ImportField("area_m2", _("Area, m²"), ("面积",), number_of(0, 1_000_000, whole=False), default=None),
            ImportField("parts", _("Parts"), ("组成", "分厅"), parts_of, default=()),
            ImportField("setup_minutes", _("Set-up, minutes"), ("布场分钟",), number_of(0, 1440), default=30),
            ImportField("cleardown_minutes", _("Clear-down, minutes"), ("撤场分钟",), number_of(0, 1440), default=30),
            ImportField("exits", _("Emergency exits"), ("安全出口",), number_of(0, 99), default=2),
            ImportField("fire_ok", _("Meets fire rules"), ("消防合格",), yes_of, default=True),
            ImportField("outdoor", _("Outdoor"), ("室外",), yes_of, default=False),
            ImportField("equipment", _("Equipment"), ("设备",), equipment_of_cell, default={}),
            *seats,
        ),
        check=check_rooms,
        apply=take_rooms,
        back=reverse("places:rooms", args=[site.code]),
    )
