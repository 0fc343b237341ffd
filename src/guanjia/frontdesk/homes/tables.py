"""The register of homes as a list, and how a sheet of it comes in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import find_by_name_or_pinyin
from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.tables.public import (
    ALL,
    Column,
    Filter,
    Importer,
    ImportField,
    Row,
    Table,
    date_of,
    number_of,
    text_of,
)
from guanjia.frontdesk.homes.actions.arrears import ARREARS, check_arrears, take_arrears
from guanjia.frontdesk.homes.actions.importing import check_homes, take_homes
from guanjia.frontdesk.homes.permissions import exports_homes, nobody
from guanjia.frontdesk.homes.queries.cells import (
    area_of,
    building_of,
    is_total,
    kind_of,
    lease_of,
    names_of,
    number_of_door,
    phones_of,
    plates_of,
    section_of,
)
from guanjia.frontdesk.homes.rules.arrears import yuan
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import HOSTS, Occupancy, households, local_day
from guanjia.places.public import Building, Unit, UnitKind

EMPTY, LIVED_IN, NOT_HANDED_OVER = "empty", "lived_in", "not_handed_over"
USES = {LIVED_IN: N_("Lived in"), EMPTY: N_("Empty"), NOT_HANDED_OVER: N_("Not handed over")}


def buildings(site: Site) -> Sequence[tuple[str, Any]]:
    """The buildings of the site that have units."""
    found = Building.objects.filter(Exists(Unit.objects.filter(building=OuterRef("pk"))), site=site)
    return [(str(each.pk), each.name) for each in sorted(found, key=lambda each: (len(each.code), each.code))]


def living(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units with whether somebody lives there today, as `lived_in`; a day is a day of the site of the rows."""
    site = Site.objects.filter(units__in=rows[:1]).first()
    if site is None:
        return rows.none()
    today = local_day(site, site_now(site))
    here = Occupancy.objects.current(today).filter(unit=OuterRef("pk"), lives_here=True, relation__in=HOSTS)
    return rows.annotate(lived_in=Exists(here))


def by_use(rows: QuerySet[Unit], use: str) -> QuerySet[Unit]:
    """The units that are lived in, empty, or not handed over by the developer."""
    if use == NOT_HANDED_OVER:
        return rows.filter(delivered_on=None)
    return living(rows).filter(lived_in=use == LIVED_IN)


def people_of(rows: Sequence[Unit]) -> dict[int, str]:
    """Who belongs to each of these units today, the contact first."""
    if not rows:
        return {}
    site = rows[0].site
    homes = households([row.pk for row in rows], local_day(site, site_now(site)))
    return {pk: "、".join(dict.fromkeys(row.person.name for row in home.rows)) for pk, home in homes.items()}


UNITS = Table(
    noun="places.unit",
    label=_("Register of homes"),
    columns=(
        Column("code", _("Unit"), sort="code", url=lambda unit: reverse("homes:unit", args=[unit.site.code, unit.pk])),
        Column("building", _("Building"), "building.name", sort="building__code"),
        Column("level", _("Floor"), kind="number", sort="level"),
        Column("kind", _("Kind"), lambda unit: UnitKind(unit.kind), kind="state"),
        Column("area_m2", _("Area, m²"), kind="number", sort="area_m2"),
        Column("people", _("People"), many=people_of, grade=1),
        Column("delivered_on", _("Handed over on"), kind="day", sort="delivered_on"),
    ),
    filters=(
        Filter("building", _("Building"), choices=buildings, path="building_id"),
        Filter("kind", _("Kind"), choices=lambda site: [(kind.value, gettext(kind.label)) for kind in UnitKind]),
        Filter(
            "use", _("Use"), choices=lambda site: [(use, gettext(words)) for use, words in USES.items()], apply=by_use
        ),
    ),
    search=("code",),
    order=("building__code", "code"),
    empty=_("No home yet. Send the register as a sheet."),
    may_export=exports_homes,
)


def named(rows: QuerySet[Unit], site: Site, text: str) -> QuerySet[Unit]:
    """The units of people with this name, pinyin or initials today."""
    people = find_by_name_or_pinyin(site, text, limit=200)
    today = local_day(site, site_now(site))
    return rows.filter(pk__in=Occupancy.objects.current(today).filter(person__in=people).values("unit"))


def home_importer(site: Site) -> Importer:
    """How a register comes in: a line a unit, or several with the same unit and other people (FIELD 7, 23)."""

    def check(site: Site, rows: Sequence[Row]) -> None:
        check_homes(site, rows, site_now(site))

    return Importer(
        noun="homes.register",
        label=_("Register of homes"),
        fields=(
            ImportField("building", _("Building"), ("楼栋", "楼号", "栋号", "幢号", "幢", "栋", "楼"), building_of),
            ImportField("section", _("Section"), ("单元", "单元号"), section_of),
            ImportField(
                "number", _("Door number"), ("房号", "室号", "门牌号", "房间号", "房屋", "房产", "地址"), number_of_door,
                required=True,
            ),
            ImportField("area_m2", _("Area, m²"), ("建筑面积", "面积", "计费面积"), area_of, default=None),
            ImportField("kind", _("Kind"), ("用途", "房屋类型", "物业类型", "类型"), kind_of, default=None),
            ImportField("state", _("State"), ("房屋状态", "交付状态", "入住状态", "使用状态"), text_of(60)),
            ImportField("delivered_on", _("Handed over on"), ("交付日期", "交房日期", "收楼日期"), date_of, default=None),
            ImportField("owner", _("Owner"), ("业主姓名", "业主", "产权人", "户主", "姓名"), names_of, default=()),
            ImportField(
                "owner_phone", _("Owner's telephone"), ("业主电话", "联系电话", "手机号", "手机", "电话", "联系方式"),
                phones_of, secret=True, default=(),
            ),
            ImportField("since", _("Owner since"), ("购房日期", "产权日期", "登记日期"), date_of, default=None),
            ImportField("family", _("Family"), ("家庭成员", "共同居住人", "同住人"), names_of, default=()),
            ImportField("plates", _("Number plates"), ("车牌号", "车牌", "车辆"), plates_of, secret=True, default=()),
            ImportField("lessee", _("Lessee"), ("租户姓名", "承租人", "租户", "租客"), names_of, default=()),
            ImportField(
                "lessee_phone", _("Lessee's telephone"), ("租户电话", "租客电话", "承租人电话"), phones_of, secret=True,
                default=(),
            ),
            ImportField("lease", _("Term of the lease"), ("租赁期限", "租期", "租赁时间", "起止日期"), lease_of, default=None),
        ),
        check=check,
        apply=take_homes,
        back=reverse("homes:units", args=[site.code]),
        leave_out=is_total,
    )  # fmt: skip


OWED = Table(
    noun=ARREARS,
    label=_("Arrears"),
    columns=(
        Column(
            "unit", _("Unit"), "unit.code", sort="unit__code",
            url=lambda line: reverse("homes:unit", args=[line.unit.site.code, line.unit_id]),
        ),
        Column("amount", _("Unpaid, yuan"), lambda line: yuan(line.amount_fen), sort="amount_fen", grade=1),
        Column("since", _("unpaid since"), kind="day", sort="since"),
        Column("as_of", _("as of"), "sheet.as_of", kind="day"),
    ),
    filters=(Filter("building", _("Building"), choices=buildings, path="unit__building_id"),),
    search=("unit__code",),
    order=("-amount_fen", "unit__code"),
    empty=_("Nothing is unpaid by the latest statement, or none came yet."),
    may_export=nobody,
)  # fmt: skip
"""No export: a list of debtors leaves no office (FIELD 30)."""


def arrears_importer(site: Site) -> Importer:
    """How finance's statement comes in: a line a unit, one day for all, all lines or none because it is money (FIELD 7).

    Names, telephones and whatever else stands in the sheet are not read.
    """

    def check(site: Site, rows: Sequence[Row]) -> None:
        check_arrears(site, rows, site_now(site))

    return Importer(
        noun=ARREARS,
        label=_("Arrears"),
        fields=(
            ImportField("building", _("Building"), ("楼栋", "楼号", "栋号", "幢号", "幢", "栋", "楼"), building_of),
            ImportField("section", _("Section"), ("单元", "单元号"), section_of),
            ImportField(
                "number", _("Door number"), ("房号", "室号", "门牌号", "房间号", "房屋", "房产", "地址"), number_of_door,
                required=True,
            ),
            ImportField(
                "amount", _("Unpaid, yuan"), ("欠费金额", "欠费", "欠缴金额", "欠款", "未缴金额", "应收未收", "金额"),
                number_of(Decimal("0.01"), 100_000_000, whole=False), required=True,
            ),
            ImportField("since", _("unpaid since"), ("欠费起始", "欠费起", "起欠日期", "已交至"), date_of, default=None),
            ImportField("as_of", _("as of"), ("截止日期", "截至", "统计日期", "数据日期"), date_of, required=True),
        ),
        check=check,
        apply=take_arrears,
        policy=ALL,
        back=reverse("homes:arrears", args=[site.code]),
        leave_out=is_total,
    )  # fmt: skip
