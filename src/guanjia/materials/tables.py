"""The list of papers as a sheet comes in, and the distribution record as it goes out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Event
from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.tables.public import (
    Column,
    Filter,
    Importer,
    ImportField,
    Row,
    Table,
    Taken,
    one_of,
    text_of,
    yes_of,
)
from guanjia.materials.actions.listing import add_paper, change_paper, check_paper
from guanjia.materials.models import Paper
from guanjia.materials.permissions import exports_record
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import Form, How, Kind, PaperState, Source
from guanjia.people.public import User, users_with_role

KIND_WORDS = {
    "会议议程": "agenda", "议程": "agenda", "agenda": "agenda",
    "参会指南": "guide", "指南": "guide", "guide": "guide",
    "演讲者介绍": "speaker", "演讲者介绍及ppt": "speaker", "speaker": "speaker",
    "背景资料": "background", "background": "background",
    "宣传册": "brochure", "纪念品": "brochure", "宣传册和纪念品": "brochure", "brochure": "brochure",
}  # fmt: skip
FORM_WORDS = {
    "电子": "electronic", "电子版": "electronic", "electronic": "electronic",
    "印刷": "printed", "印刷版": "printed", "纸质": "printed", "printed": "printed",
    "印刷和电子": "both", "纸质和电子": "both", "两种": "both", "both": "both",
}  # fmt: skip

RECORD = Table(
    noun="materials.record",
    label=_("Distribution record"),
    columns=(
        Column("given_at", _("Given"), kind="moment", sort="given_at"),
        Column("paper", _("Paper"), lambda row: f"{row.paper.title} v{row.paper.version}", sort="paper__title"),
        Column("copy", _("Copy number"), lambda row: row.copy.number if row.copy else "", sort="copy__number"),
        Column("guest", _("Full name"), "guest.name", sort="guest__pinyin"),
        Column(
            "delegation", _("Organisation"), lambda row: str(row.guest.delegation or ""), sort="guest__delegation__name"
        ),
        Column("how", _("How it was given"), lambda row: gettext(How(row.how).label), sort="how"),
        Column("given_by", _("By"), lambda row: str(row.given_by)),
        Column("back_at", _("Came back on"), kind="moment", sort="back_at"),
    ),
    filters=(
        Filter(
            "out",
            _("Came back on"),
            choices=lambda site: [("no", gettext("Not back")), ("yes", gettext("Taken back"))],
            apply=lambda rows, value: rows.filter(copy__isnull=False, back_at__isnull=value == "no"),
        ),
    ),
    search=("guest__name", "guest__pinyin", "paper__title", "copy__number"),
    order=("given_at", "pk"),
    empty=_("Nothing has been handed out yet."),
    may_export=exports_record,
)


def list_importer(event: Event) -> Importer:
    """How a list of papers comes in: by title, so that a second sheet changes and never doubles."""
    return Importer(
        noun="materials.paper",
        label=_("Papers"),
        scope=f"event:{event.pk}",
        back=reverse("materials:papers", args=[event.site.code, event.ref]),
        fields=(
            ImportField("title", _("Title"), ("资料名称", "名称", "title"), text_of(160), required=True, key=True),
            ImportField("kind", _("Kind"), ("类别", "种类", "kind"), one_of(KIND_WORDS), default=Kind.BACKGROUND.value),
            ImportField(
                "form", _("How it is given"), ("形式", "form"), one_of(FORM_WORDS), default=Form.ELECTRONIC.value
            ),
            ImportField(
                "internal",
                _("Internal paper: numbered copies"),
                ("内部资料", "编号", "internal"),
                yes_of,
                default=False,
            ),
            ImportField("keeper", _("Keeper"), ("保管人", "keeper"), text_of(80)),
            ImportField("supplier", _("Supplier"), ("印刷单位", "供应商", "supplier"), text_of(120)),
            ImportField("reason", _("Reason"), ("变更原因", "原因", "reason"), text_of(200)),
        ),
        check=lambda site, rows: _check(event, rows),
        apply=PaperTaker(event),
    )


def _values(event: Event, row: Row) -> dict[str, Any]:
    """What a row says, as the list keeps it. Raises PaperRefused."""
    name = row.values["keeper"]
    people = _people(event) if name else []
    keeper = next((user for user in people if name in {user.username, user.display_name}), None)
    if name and keeper is None:
        raise PaperRefused("keeper", gettext("Nobody of this name works here."))
    return check_paper(
        event,
        {
            "title": row.values["title"], "kind": row.values["kind"], "form": row.values["form"],
            "internal": row.values["internal"], "keeper": keeper, "supplier": row.values["supplier"],
            "source": Source.SUPPLIER.value if row.values["supplier"] else Source.HOUSE.value,
            "double_sided": True, "recycled": True,
        },
    )  # fmt: skip


def _people(event: Event) -> list[User]:
    return users_with_role(event.site, at=site_now(event.site))


def _check(event: Event, rows: Sequence[Row]) -> None:
    known = {paper.title: paper for paper in Paper.objects.filter(event=event).exclude(state=PaperState.WITHDRAWN)}
    for row in rows:
        try:
            _values(event, row)
        except PaperRefused as refused:
            row.refuse(refused.field or "title", str(refused))
            continue
        paper = known.get(row.values["title"])
        if paper is not None and paper.stage is not PaperState.LISTED:
            row.refuse("title", gettext("It is printed: make a new version of it."))
        row.fate = "update" if paper is not None else "new"


class PaperTaker:
    """Takes the good rows over."""

    def __init__(self, event: Event) -> None:
        self.event = event

    def __call__(self, *, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
        """Adds what is new and changes what is listed."""
        created = updated = unchanged = 0
        for row in rows:
            values, reason = _values(self.event, row), row.values["reason"] or gettext("From a sheet")
            found = Paper.objects.filter(event=self.event, title=values["title"], state=PaperState.LISTED)
            paper = found.select_related("event__site", "site").first()
            if paper is None:
                add_paper(event=self.event, values=values, reason=reason, actor=actor, at=at)
                created += 1
                continue
            before = paper.rev
            after = change_paper(paper=paper, values=values, reason=reason, actor=actor, at=at)
            updated, unchanged = updated + (after.rev != before), unchanged + (after.rev == before)
        return Taken(created, updated, unchanged)
