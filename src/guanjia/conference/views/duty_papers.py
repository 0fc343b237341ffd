"""Paper duty sheets of a meeting: printed, entered against their number, voided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.actions.duty_papers import print_duty_paper, void_duty_paper
from guanjia.conference.models import Block
from guanjia.conference.permissions import can_run, can_see_conferences
from guanjia.conference.queries.duty_papers import duty_paper, papers_of, printed_for, same_room_and_day
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.views.closeout import find_block
from guanjia.duties.public import DutyLine, duties_of
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import User, require_page


@require_GET
@require_page(can_see_conferences)
def papers(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The sheets of a meeting and whether each came back; the QR code of a sheet leads here with ?sheet=its number."""
    block = find_block(request, block_id)
    sheets = papers_of([block.pk])
    shown = next((each for each in sheets if each.number == request.GET.get("sheet", "")), None)
    if request.GET.get("sheet") and shown is None:
        raise Http404
    names = {user.pk: user for user in User.objects.filter(pk__in={each.printed_by_id for each in sheets})}
    context = {
        "meeting": block,
        "event": block.event,
        "sheets": [(each, names.get(each.printed_by_id)) for each in sheets],
        "shown": shown,
        "duties": _lines(block, shown.number) if shown else [],
        "runs": can_run(request.user, request.site),
    }
    return render(request, "conference/closeout/papers.html", context)


def _lines(block: Block, number: str) -> list[tuple[Block, DutyLine]]:
    """What people owe in the meetings of one sheet, each with its meeting."""
    blocks = Block.objects.filter(pk__in=printed_for(block, number)).select_related("room").order_by("starts_at")
    return [
        (each, line) for each in blocks for line in duties_of("conference.block", each.pk) if not line.duty.performer
    ]


@require_POST
@require_page(can_run)
def print_paper(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """A new blank sheet with a number of its own, as PDF: of this meeting, or of all in the room that day (scope=day)."""
    block, at = find_block(request, block_id), site_now(request.site)
    blocks = same_room_and_day(block) if request.POST.get("scope") == "day" else []
    number = print_duty_paper(blocks=blocks or [block], actor=request.user, at=at)
    return _pdf(request, block, number)


@require_GET
@require_page(can_see_conferences)
def paper_again(request: HttpRequest, site_code: str, block_id: int, number: str) -> HttpResponse:
    """The same sheet once more (补打): no new number."""
    block = find_block(request, block_id)
    if number not in {each.number for each in papers_of([block.pk])}:
        raise Http404
    return _pdf(request, block, number)


def _pdf(request: HttpRequest, block: Block, number: str) -> HttpResponse:
    address = request.build_absolute_uri(f"/s/{block.site.code}/conference/b/{block.pk}/duty-papers/?sheet={number}")
    rows = Block.objects.filter(pk__in=printed_for(block, number)).select_related("event", "room", "site")
    data = duty_paper(list(rows.order_by("starts_at")), number, address, site_now(request.site))
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    return answer


@require_POST
@require_page(can_run)
def void_paper(request: HttpRequest, site_code: str, block_id: int, number: str) -> HttpResponse:
    """A sheet that was not used, with the reason."""
    block, reason = find_block(request, block_id), request.POST.get("reason", "")
    try:
        void_duty_paper(block=block, number=number, reason=reason, actor=request.user, at=site_now(request.site))
        messages.success(request, _("Voided."))
    except (Refused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:duty_papers", site_code, block_id)
