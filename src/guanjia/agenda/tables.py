"""How an agenda comes in from a sheet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.agenda.actions.planning import make_agenda, set_items
from guanjia.agenda.forms import minute_of, names_in
from guanjia.agenda.queries.reading import agenda_of_block, break_floor, items_of
from guanjia.agenda.rules.draft import MOST_MINUTES, ItemDraft, faults, filled
from guanjia.agenda.rules.pasted import kind_of
from guanjia.agenda.rules.states import Kind
from guanjia.conference.public import MOST_BREAKS, Block
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.tables.public import (
    ALL,
    Importer,
    ImportField,
    Row,
    Taken,
    number_of,
    one_of,
    text_of,
    time_of,
    yes_of,
)

KIND_WORDS = {
    "开场": Kind.OPENING, "致辞": Kind.SPEECH, "发言": Kind.TALK, "报告": Kind.TALK, "讨论": Kind.DISCUSSION, "表决": Kind.VOTE,
    "颁奖": Kind.AWARD, "签约": Kind.SIGNING, "合影": Kind.PHOTO, "茶歇": Kind.BREAK, "用餐": Kind.MEAL, "自由交流": Kind.FREE,
    "总结": Kind.CLOSING, **{kind.value: kind for kind in Kind}, **{kind.label: kind for kind in Kind},
}  # fmt: skip
FIELDS = (
    ImportField("begins", gettext_lazy("Begins"), ("开始", "时间", "开始时间"), time_of, required=True, key=True),
    ImportField(
        "minutes", gettext_lazy("Length in minutes"), ("分钟", "时长"), number_of(1, MOST_MINUTES), required=True
    ),
    ImportField(
        "title", gettext_lazy("Title"), ("议程", "内容", "事项", "标题"), text_of(200), required=True, key=True
    ),
    ImportField("kind", gettext_lazy("Kind"), ("类型",), one_of(KIND_WORDS), default=None),
    ImportField("speakers", gettext_lazy("Speakers"), ("发言人", "主讲", "讲者"), text_of(400)),
    ImportField("interpreters", gettext_lazy("Interpreters"), ("译员", "翻译"), text_of(400)),
    ImportField("shortest", gettext_lazy("Shortest"), ("最短",), number_of(1, MOST_MINUTES), default=None),
    ImportField("optional", gettext_lazy("May be left out"), ("可省略", "机动"), yes_of, default=False),
    ImportField("fixed", gettext_lazy("Time is fixed"), ("定时", "固定时间"), yes_of, default=False),
)


def agenda_importer(block: Block) -> Importer:
    """The importer of the meeting's agenda: all rows or none; sent again it changes what is to come."""

    def check(site: Site, rows: Sequence[Row]) -> None:
        """Times against each other and against the room; each fault stands at its row."""
        room = int((block.ends_at - block.starts_at).total_seconds() // 60)
        floor = break_floor(site)
        ready = filled([_draft(block, row) for row in rows], floor)
        for wrong in faults(ready, room_minutes=room, break_floor=floor, most_breaks=MOST_BREAKS):
            if rows:
                rows[wrong.row or 0].refuse(wrong.field or "title", _(wrong.word) % wrong.values)

    def take(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
        """Write the agenda; who has the same title keeps the row with its script."""
        found = agenda_of_block(block)
        drafts = [_draft(block, row) for row in rows]
        if found is None:
            make_agenda(block=block, drafts=drafts, actor=actor, at=at)
            return Taken(created=len(drafts))
        known = {item.title: item.pk for item in items_of(found)}
        kept = [draft for draft in drafts if draft.title in known]
        named = [ItemDraft(**{**vars(draft), "id": known.pop(draft.title, None)}) for draft in drafts]
        set_items(agenda=found, drafts=named, rev=None, actor=actor, at=at)
        return Taken(created=len(drafts) - len(kept), updated=len(kept))

    return Importer(
        noun="agenda.items", label=gettext_lazy("Agenda"), fields=FIELDS, check=check, apply=take, policy=ALL,
        scope=f"block:{block.pk}", back=reverse("agenda:agenda", args=[block.site.code, block.pk]),
    )  # fmt: skip


def _draft(block: Block, row: Row) -> ItemDraft:
    value = row.values
    kind = Kind(value["kind"]) if value.get("kind") else kind_of(value["title"])
    return ItemDraft(
        title=value["title"], minutes=value["minutes"], kind=kind, begins=minute_of(local(block.site, block.starts_at), value["begins"]),
        shortest=value.get("shortest") or None, optional=bool(value.get("optional")), fixed=bool(value.get("fixed")),
        speakers=names_in(value.get("speakers") or ""), interpreters=names_in(value.get("interpreters") or ""),
    )  # fmt: skip
