"""What the dossier of an event and its reimbursement set say, read from the tables."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.conference.models import Block, Complaint, Damage, Event, FaultRecord, Guest, Intake
from guanjia.conference.queries.dossier_sections import further_sections
from guanjia.conference.queries.guests import head_count
from guanjia.conference.queries.spending import cost_lines, execution_of
from guanjia.conference.rules.reimbursement import SetFacts
from guanjia.conference.rules.states import Secrecy
from guanjia.custody.public import items_about
from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import daily_head
from guanjia.foundation.sites.public import local
from guanjia.surveys.public import results_of, survey_of


def dossier_of(event: Event, at: datetime) -> dict[str, Any]:
    """The data of the dossier: sheet, checks, attendance, incidents, things, survey, cost. The seal's head is printed.

    A controlled event shows only what an opaque slot has: rooms, times, checks.
    """
    site = event.site
    blocks = list(
        Block.objects.filter(event=event).exclude(state="cancelled").select_related("room").order_by("starts_at")
    )
    head = daily_head(site, local(site, at).date())
    sections = [_rooms(event, blocks), *(_checks(event, block) for block in blocks)]
    if event.secrecy != Secrecy.CONTROLLED:
        sections += [_attendance(event), _incidents(event, blocks), _things(blocks), _survey(event), _cost(event)]
        sections += further_sections(event)
    sheet = getattr(event, "sheet", None)
    return {
        "site": site.name,
        "title": _("Dossier"),
        "number": f"{event.ref} {event.title}",
        "version": f"{_('Function sheet')} {sheet.number} v{sheet.version}" if sheet else "",
        "printed": f"{local(site, at):%Y-%m-%d %H:%M}",
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
        "seal": head.root if head else "",
        "seal_label": _("Seal value"),
        "facts": [
            [_("State"), _(event.stage.label)],
            [_("Headcount"), str(event.expected_count)],
            [_("Starts"), _time(event, event.starts_at)],
            [_("Ended"), _time(event, event.ended_at)],
        ],
        "sections": [section for section in sections if section["rows"]],
        "signatures": [_("Project manager"), _("Client")],
    }


def _time(event: Event, moment: datetime | None) -> str:
    return f"{local(event.site, moment):%Y-%m-%d %H:%M}" if moment else "–"


def _rooms(event: Event, blocks: list[Block]) -> dict[str, Any]:
    rows = [
        [b.room.name, _time(event, b.starts_at), _time(event, b.started_at), _time(event, b.ended_at), _(b.stage.label)]
        for b in blocks
    ]
    heads = [_("Room"), _("Planned"), _("Started"), _("Ended"), _("State")]
    return {"title": _("Rooms"), "heads": heads, "rows": rows, "widths": [2, 2, 2, 2, 1]}


def _checks(event: Event, block: Block) -> dict[str, Any]:
    rows = [
        [
            line.title,
            _time(event, line.duty.due_at),
            _time(event, line.duty.performed_at),
            str(line.duty.performed_by or "–"),
            _(line.state.label),
        ]
        for line in duties_of("conference.block", block.pk)
        if line.duty.state != "withdrawn"
    ]
    heads = [_("Duty"), _("Due"), _("Done"), _("By"), _("State")]
    return {"title": f"{_('Checks')} · {block.room.name}", "heads": heads, "rows": rows, "widths": [3, 2, 2, 1, 1]}


def _attendance(event: Event) -> dict[str, Any]:
    count = head_count(event)
    row = [str(number) for number in (count.expected, count.present, count.excused, count.substituted)]
    heads = [_("Expected"), _("Present"), _("Excused"), _("Substitutes")]
    return {
        "title": _("Attendance"),
        "heads": heads,
        "rows": [row] if Guest.objects.filter(event=event).exists() else [],
    }


def _incidents(event: Event, blocks: list[Block]) -> dict[str, Any]:
    faults = FaultRecord.objects.filter(block__in=blocks).select_related("order", "block__room").order_by("reported_at")
    rows = [
        [
            _("Fault"),
            _time(event, f.reported_at),
            f"{f.block.room.name}: {f.order.title}",
            f.cause or f.spare,
            _(f.stage.label),
        ]
        for f in faults
    ]
    damages = Damage.objects.filter(block__in=blocks).select_related("block__room").order_by("reported_at")
    rows += [
        [_("Damage"), _time(event, d.reported_at), f"{d.block.room.name}: {d.what}", d.party, _(d.stage.label)]
        for d in damages
    ]
    rows += [
        [_("Complaint"), _time(event, c.heard_at), c.problem[:120], c.solution[:120], _(c.stage.label)]
        for c in Complaint.objects.filter(event=event).order_by("heard_at")
    ]
    heads = [_("Kind"), _("When"), _("What"), _("Cause or solution"), _("State")]
    return {"title": _("Incidents"), "heads": heads, "rows": rows, "widths": [1, 2, 4, 3, 1]}


def _things(blocks: list[Block]) -> dict[str, Any]:
    rows = [
        [item.number, f"{item.name} × {item.count}", str(item.keeper), _(item.stage.label)]
        for item in items_about("conference.block", [block.pk for block in blocks])
    ]
    return {"title": _("Lent and found"), "heads": [_("Tag"), _("Thing"), _("Keeper"), _("State")], "rows": rows}


def _survey(event: Event) -> dict[str, Any]:
    survey = survey_of("conference.event", event.pk)
    results = results_of(survey) if survey else []
    rows = [[_(r.question.label), f"{r.satisfied} / {r.total}", f"{r.percent} %"] for r in results if r.total]
    return {"title": _("Survey"), "heads": [_("Dimension"), _("Satisfied"), _("Share")], "rows": rows}


def _cost(event: Event) -> dict[str, Any]:
    lines = cost_lines(event)
    rows = [[line.name, _yuan(line.amount_fen), _yuan(line.spent_fen), "", line.voucher or "–"] for line in lines]
    if lines:
        total = execution_of(lines)[-1]
        rate = "–" if total.rate is None else f"{float(total.rate):.1f} %"
        over = _("%(amount)s over the budget") % {"amount": _yuan(total.overrun_fen)} if total.overrun_fen else ""
        rows.append([_("Total"), _yuan(total.budget_fen), _yuan(total.spent_fen), rate, over])
    heads = [_("What"), _("Budget"), _("Spent"), _("Execution rate"), _("Number of the bill")]
    return {"title": _("Cost against budget"), "heads": heads, "rows": rows, "widths": [3, 2, 2, 1, 2]}


def _yuan(fen: int | None) -> str:
    return "–" if fen is None else f"{fen / 100:.2f}"


def set_facts(event: Event) -> SetFacts:
    """What the house itself knows of the six papers. Settlement and invoice come with billing; until then they are missing."""
    intake = Intake.objects.filter(event=event).first()
    guests = Guest.objects.filter(event=event)
    lines = cost_lines(event)
    budget = sum(line.amount_fen for line in lines) or None
    known = [line.spent_fen for line in lines if line.spent_fen is not None]
    spent = sum(known) if lines and len(known) == len(lines) else None
    return SetFacts(
        approval_number=intake.approval_number if intake else "",
        approved_count=event.guaranteed_count or event.expected_count or None,
        approved_fen=intake.limit_fen if intake and intake.limit_fen else budget,
        notice_count=guests.count(),
        signed_count=guests.filter(admitted_at__isnull=False).count(),
        bill_fen=spent,
    )
