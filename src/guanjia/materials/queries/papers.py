"""The papers of an event: as its page shows them, and as they are printed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.sites.public import Site, local
from guanjia.materials.models import Copy, Destruction, HandOut, Paper
from guanjia.materials.queries.heads import heads_of, in_packing_order, spare_of, wanted_of
from guanjia.materials.rules.recall import Recall, recall_of
from guanjia.materials.rules.states import (
    ON_PAPER,
    CopyState,
    Form,
    How,
    Kind,
    Method,
    Packing,
    PaperState,
    Source,
)
from guanjia.ui.listing import listed

SHOWN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Line:
    """A paper with its numbers, as the page of an event shows it."""

    paper: Paper
    wanted: int
    given: int
    recall: Recall

    @property
    def kind(self) -> Kind:
        """What it is, with its label."""
        return Kind(self.paper.kind)

    @property
    def on_paper(self) -> bool:
        """Whether copies are made of it."""
        return Form(self.paper.form) in ON_PAPER

    @property
    def form(self) -> Form:
        """How it is given, with its label."""
        return Form(self.paper.form)

    @property
    def short(self) -> int:
        """Copies that are missing for those who come by now; 0 before the first are made."""
        return max(0, self.wanted - self.paper.printed_count) if self.paper.printed_count and self.on_paper else 0


def lines_of(event: Event, *, dropped: bool = False) -> list[Line]:
    """The papers of the event with their numbers, in five queries whatever their number."""
    heads, spare = heads_of(event), spare_of(event)
    rows = Paper.objects.filter(event=event).select_related("keeper", "block__room").order_by("pk")
    papers = list(rows if dropped else rows.exclude(state=PaperState.DROPPED))
    given = Counter(HandOut.objects.filter(paper__in=papers, back_at=None).values_list("paper", flat=True))
    states: dict[int, list[CopyState]] = defaultdict(list)
    for paper_id, state in Copy.objects.filter(paper__in=papers).values_list("paper", "state"):
        states[paper_id].append(CopyState(state))
    return [
        Line(paper, wanted_of(paper, heads, spare), given[paper.pk], recall_of(states[paper.pk])) for paper in papers
    ]


def uncovered(paper: Paper) -> int:
    """How many of those who come now have no numbered copy that is theirs, though copies were made."""
    if not paper.internal or not paper.printed_count:
        return 0
    have = set(paper.copies.exclude(meant_for=None).values_list("meant_for", flat=True))
    return sum(guest.pk not in have for guest in in_packing_order(paper))


def _frame(site: Site, event: Event, title: str, at: datetime | None) -> dict[str, Any]:
    return {
        "site": site.name, "title": title, "number": f"{event.ref} {event.title}",
        "printed": f"{local(site, at):{SHOWN}}" if at else "",
    }  # fmt: skip


def list_data(event: Event, at: datetime) -> dict[str, Any]:
    """The material list (资料清单) as form.typ prints it (TMPL-010)."""
    rows = [
        [str(n), line.paper.title, f"v{line.paper.version}", _(line.kind.label), _(line.form.label),
         str(line.wanted) if line.on_paper else "–", str(line.paper.printed_count or "–"),
         line.paper.supplier or _(Source(line.paper.source).label), str(line.paper.keeper or "–")]
        for n, line in enumerate(lines_of(event), 1)
    ]  # fmt: skip
    heads = [_("No."), _("Title"), _("Version"), _("Kind"), _("How it is given"), _("Wanted"), _("Made"),
             _("Printed by"), _("Keeper")]  # fmt: skip
    told = _("%(heads)s heads, %(spare)s %% spare") % {"heads": heads_of(event), "spare": spare_of(event)}
    return _frame(event.site, event, _("List of papers"), at) | {
        "landscape": True, "facts": [[_("Copies"), told]],
        "sections": [{"heads": heads, "rows": rows, "widths": [1, 5, 1, 3, 3, 1, 1, 3, 2]}],
        "signatures": [_("Organiser"), _("Co-ordinator")],
    }  # fmt: skip


def record_rows(event: Event) -> list[HandOut]:
    """The distribution record of an event, in the order in which things were given."""
    rows = HandOut.objects.filter(paper__event=event)
    return list(rows.select_related("paper", "copy", "guest__delegation", "given_by", "back_by", "site"))


def record_data(event: Event, at: datetime) -> dict[str, Any]:
    """The distribution record (资料分发记录) as form.typ prints it."""
    rows = [
        [str(n), row.paper.title, row.copy.number if row.copy else "–", row.guest.name, str(row.guest.delegation or ""),
         _(How(row.how).label), f"{local(event.site, row.given_at):%m-%d %H:%M}", str(row.given_by),
         f"{local(event.site, row.back_at):%m-%d %H:%M}" if row.back_at else ""]
        for n, row in enumerate(record_rows(event), 1)
    ]  # fmt: skip
    heads = [
        _("No."),
        _("Paper"),
        _("Copy number"),
        _("Full name"),
        _("Organisation"),
        _("How it was given"),
        _("Given"),
        _("By"),
        _("Came back on"),
    ]
    return _frame(event.site, event, _("Distribution record"), at) | {
        "landscape": True, "sections": [{"heads": heads, "rows": rows, "widths": [1, 4, 4, 2, 4, 2, 2, 2, 2]}],
        "signatures": [_("Keeper"), _("Co-ordinator")],
    }  # fmt: skip


def recall_data(paper: Paper, at: datetime) -> dict[str, Any]:
    """The recall count (回收统计): each copy with who had it and where it is; also the paper way when the network is out."""
    copies = list(paper.copies.select_related("meant_for", "holder").order_by("serial"))
    count = recall_of([copy.stage for copy in copies])
    rows = [
        [copy.number, (copy.holder or copy.meant_for).name if copy.holder or copy.meant_for else _("spare"),
         _(copy.stage.label), ""]
        for copy in copies
    ]  # fmt: skip
    return _frame(paper.site, paper.event, _("Recall count"), at) | {
        "version": f"{paper.title} v{paper.version}",
        "facts": [
            [_("Keeper"), str(paper.keeper or "–")], [_("Made"), str(count.printed)],
            [_("In the house"), str(count.in_hand)], [_("Not back"), str(count.unaccounted)],
            [_("Lost, on record"), str(count.lost)], [_("Destroyed"), str(count.destroyed)],
        ],
        "sections": [{"heads": [_("Copy number"), _("Full name"), _("State"), _("Signature")], "rows": rows, "widths": [4, 3, 3, 3]}],
        "signatures": [_("Keeper"), _("Counted by")],
    }  # fmt: skip


def destruction_data(made: Destruction) -> dict[str, Any]:
    """The destruction report (销毁报告, TMPL-011): every copy by number, method, place, two signatures with their moments."""
    copies = list(made.copies.select_related("paper").order_by("paper_id", "serial"))
    papers = {copy.paper_id: copy.paper for copy in copies}
    sections = []
    for paper in papers.values():
        count = recall_of([copy.stage for copy in paper.copies.all()])
        here = [copy.number for copy in copies if copy.paper_id == paper.pk]
        lost = list(paper.copies.filter(state=CopyState.LOST).values_list("number", flat=True))
        told = _("Made %(made)s, destroyed here %(here)s, lost with incident %(lost)s.") % {
            "made": count.printed, "here": len(here), "lost": listed(lost) or "0"}  # fmt: skip
        sections.append({"title": f"{paper.title} v{paper.version} ({paper.batch})", "text": f"{told}\n{listed(here)}"})
    signed = [[_("Destroyed by"), f"{made.done_by} {local(made.site, made.done_at):{SHOWN}}"]]
    if made.watched_by is not None and made.watched_at is not None:
        signed.append([_("Watched by"), f"{made.watched_by} {local(made.site, made.watched_at):{SHOWN}}"])
    return _frame(made.site, made.event, _("Destruction report"), made.watched_at) | {
        "version": made.number,
        "facts": [[_("How they are destroyed"), _(Method(made.method).label)], [_("Where"), made.place],
                  [_("Copies"), str(len(copies))], *signed],
        "sections": sections, "signatures": [_("Destroyed by"), _("Watched by")],
    }  # fmt: skip


def label_data(paper: Paper) -> dict[str, Any]:
    """Labels of the bags in packing order: who, seat, number with its QR code (MATR-008). No title of an internal paper."""
    copies = {copy.meant_for_id: copy for copy in paper.copies.select_related("meant_for__delegation")}
    labels = []
    for place, guest in enumerate(in_packing_order(paper), 1):
        copy = copies.get(guest.pk)
        code = copy.number if copy else paper.event.ref
        lines = [str(guest.delegation or ""), *([_("Seat %(seat)s") % {"seat": guest.seat}] if guest.seat else [])]
        if not paper.internal:
            lines.append(f"{paper.title} v{paper.version}")
        labels.append({
            "title": guest.name, "lines": [line for line in lines if line], "code": f"{place} · {code}", "qr": qr_svg(code),
        })  # fmt: skip
    if Packing(paper.packing) is not Packing.ON_SEATS:
        spare = list(paper.copies.filter(meant_for=None))
        labels += [{"title": _("spare"), "lines": [], "code": copy.number, "qr": qr_svg(copy.number)} for copy in spare]
    return {"labels": labels, "width_mm": 60, "height_mm": 40}
