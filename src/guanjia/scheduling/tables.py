"""How an annual plan comes in, and the requests of a period as a list."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.secrecy.public import SecretRefused, refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import (
    BadCell,
    Importer,
    ImportField,
    Row,
    Taken,
    as_text,
    date_of,
    number_of,
    one_of,
    text_of,
)
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import EquipmentKind, Style
from guanjia.scheduling.actions.requests import CHANGEABLE, add_requests, rooms_by_word
from guanjia.scheduling.models import Period, Request

STYLE_WORDS = {
    "剧院式": "theatre", "课桌式": "classroom", "鱼骨式": "herringbone", "U型": "u_shape", "U形": "u_shape",
    "回字型": "hollow_square", "回字形": "hollow_square", "董事会式": "boardroom", "圆桌式": "roundtable", "圆桌": "roundtable",
    "宴会式": "banquet", "鸡尾酒会": "cocktail", "沙发会见": "sofa_meeting", "会谈": "talks", "签约": "signing",
} | {style.value: style.value for style in Style}  # fmt: skip
EQUIPMENT_WORDS = {
    "投影": "projector", "投影仪": "projector", "LED屏": "led_screen", "大屏": "led_screen", "音响": "sound", "话筒": "microphone",
    "无线话筒": "wireless_microphone", "视频会议": "video_conference", "同传": "interpreting", "同声传译": "interpreting",
    "录音": "recording", "录播": "recording", "白板": "whiteboard", "讲台": "lectern", "舞台": "stage", "表决": "voting",
} | {kind.value: kind.value for kind in EquipmentKind}  # fmt: skip
PART_WORDS = {"上午": "morning", "下午": "afternoon", "morning": "morning", "afternoon": "afternoon"}
PRIORITY_WORDS = {"1": "1", "2": "2", "3": "3", "一般": "1", "重要": "2", "优先": "3", "首要": "3"}
MOST_NAMES = 200


def names_of(cell: Any) -> list[str]:
    """Names or offices, divided by commas, semicolons or 、, in the order written and each once."""
    text = unicodedata.normalize("NFC", as_text(cell))
    for mark in "，,；;、/\n":
        text = text.replace(mark, "|")
    names = list(dict.fromkeys(name.strip() for name in text.split("|") if name.strip()))
    if len(names) > MOST_NAMES or any(len(name) > 40 for name in names):
        raise BadCell(N_("at most 200 names of 40 characters"))
    return names


def equipment_of(cell: Any) -> list[str]:
    """Kinds of equipment by their Chinese words or codes."""
    parse = one_of(EQUIPMENT_WORDS)
    return sorted({parse(name) for name in names_of(cell)})


def minutes_of(cell: Any) -> int:
    """A length in minutes; "2小时", "1.5h" and "半天" are understood."""
    text = unicodedata.normalize("NFKC", as_text(cell)).casefold().strip()
    if text in {"半天", "half a day"}:
        return 180
    for word, factor in (("小时", 60), ("hours", 60), ("h", 60), ("分钟", 1), ("min", 1)):
        if text.endswith(word):
            hours = number_of(0, 24 * 60, whole=False)(text.removesuffix(word).strip())
            return int(hours * factor)
    return int(number_of(1, 24 * 60)(cell))


def request_importer(period: Period) -> Importer:
    """How an annual plan comes in: by the number of the line, so that a second sheet changes and never doubles."""
    return Importer(
        noun="scheduling.request",
        label=_("Annual plan"),
        scope=f"period:{period.pk}",
        back=reverse("scheduling:period", args=[period.site.code, period.pk]),
        fields=(
            ImportField("key", _("Number"), ("序号", "编号", "计划编号"), text_of(60), required=True, key=True),
            ImportField("title", _("Title"), ("会议名称", "名称", "会议", "议题"), text_of(200), required=True),
            ImportField("minutes", _("Length, minutes"), ("时长", "会期", "时长（分钟）"), minutes_of, required=True),
            ImportField("heads", _("Headcount"), ("人数", "参会人数", "规模"), number_of(0, 100_000), default=0),
            ImportField("style", _("Set-up style"), ("台型", "摆台", "会场形式"), one_of(STYLE_WORDS)),
            ImportField("required", _("Must attend"), ("必到", "必须参加", "出席领导"), names_of, default=[]),
            ImportField("preferred", _("Would like to attend"), ("拟到", "拟参加", "列席"), names_of, default=[]),
            ImportField("equipment", _("Equipment"), ("设备", "设备需求"), equipment_of, default=[]),
            ImportField("day_from", _("Not before"), ("最早", "最早日期"), date_of, default=None),
            ImportField("day_until", _("Not after"), ("最晚", "最晚日期"), date_of, default=None),
            ImportField("wished_day", _("Wished day"), ("意向日期", "拟定日期", "日期"), date_of, default=None),
            ImportField("wished_part", _("Wished part of the day"), ("意向时段", "时段", "上下午"), one_of(PART_WORDS)),
            ImportField("wished_room", _("Wished room"), ("意向会议室", "会议室", "地点"), text_of(80)),
            ImportField("setup_minutes", _("Set-up, minutes"), ("布场", "布场分钟"), number_of(0, 1440), default=0),
            ImportField(
                "cleardown_minutes", _("Clear-down, minutes"), ("撤场", "撤场分钟"), number_of(0, 1440), default=0
            ),
            ImportField(
                "priority", _("Priority among them"), ("优先级", "重要程度"), one_of(PRIORITY_WORDS), default="1"
            ),
        ),
        check=lambda site, rows: check_requests(period, rows),
        apply=RequestTaker(period),
    )


def check_requests(period: Period, rows: Sequence[Row]) -> None:
    """Refuse what contradicts itself, and say what would become of each line; two queries whatever their number."""
    rooms = rooms_by_word(period)
    known = {row.key: row for row in Request.objects.filter(period=period).select_related("wished_room")}
    most = (period.closes.hour - period.opens.hour) * 60 + period.closes.minute - period.opens.minute
    for row in rows:
        values = row.values
        first, last = values["day_from"] or period.first_day, values["day_until"] or period.last_day
        if last < first:
            row.refuse("day_until", gettext("ends before it begins"))
        if last < period.first_day or first > period.last_day:
            row.refuse("day_from", gettext("outside the period"))
        if values["minutes"] > most:
            row.refuse("minutes", gettext("longer than the house is open"))
        if values["wished_room"] and values["wished_room"] not in rooms:
            row.refuse("wished_room", gettext("no such room"))
        if set(values["required"]) & set(values["preferred"]):
            row.refuse("preferred", gettext("somebody stands in both lists"))
        try:
            refuse_marked({"title": values["title"]}, site=period.site)
        except SecretRefused as secret:
            row.refuse("title", str(secret))
        old = known.get(values["key"])
        if old is not None and row.good:
            line = line_of(row, rooms)
            row.fate = "same" if all(getattr(old, name) == line[name] for name in CHANGEABLE) else "update"


def line_of(row: Row, rooms: dict[str, Any]) -> dict[str, Any]:
    """A row of a sheet as add_requests takes it."""
    line = {name: row.values[name] for name in ("key", *CHANGEABLE)}
    line["wished_room"] = rooms.get(row.values["wished_room"])
    line["priority"] = int(row.values["priority"])
    return line


class RequestTaker:
    """Takes the good rows of a sheet over into one period."""

    def __init__(self, period: Period) -> None:
        self.period = period

    def __call__(self, *, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
        """Add who is new and change who is known; sent again it changes nothing."""
        rooms = rooms_by_word(self.period)
        lines = [line_of(row, rooms) for row in rows]
        return Taken(*add_requests(period=self.period, lines=lines, actor=actor, at=at))
