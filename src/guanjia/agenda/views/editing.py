"""The agenda of a meeting: read, written in a table, pasted, confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.agenda.actions.keeping import AGENDA
from guanjia.agenda.actions.planning import confirm_agenda, make_agenda, set_items
from guanjia.agenda.forms import HeadForm, ItemRows, NameForm, PasteForm, drafts_of, initial_of, pasted_initial
from guanjia.agenda.models import Agenda
from guanjia.agenda.permissions import runs_agendas, sees_agendas, writes_agendas
from guanjia.agenda.queries.deviations import deviations
from guanjia.agenda.queries.reading import agenda_of_block, agendas, items_of
from guanjia.agenda.queries.running import course_of
from guanjia.agenda.rules.pasted import NotRead, pasted
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.agenda.tables import agenda_importer
from guanjia.agenda.views.common import agenda_of, block_of, event_of, number_in, tried
from guanjia.conference.public import Block, BlockState
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.foundation.tables.public import Importer
from guanjia.people.public import require_page


@require_GET
@require_page(sees_agendas)
def event(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The meetings of an event with their agendas; of one meeting straight to its agenda."""
    found = event_of(request, ref)
    blocks = list(
        Block.objects.filter(event=found)
        .exclude(state=BlockState.CANCELLED)
        .select_related("room")
        .order_by("starts_at")
    )
    if len(blocks) == 1:
        return redirect("agenda:agenda", site_code, blocks[0].pk)
    have = {agenda.block_id: agenda for agenda in agendas(request.site).filter(event=found)}
    rows = [(block, have.get(block.pk)) for block in blocks]
    return render(request, "agenda/event.html", {"event": found, "rows": rows})


@require_GET
@require_page(sees_agendas)
def agenda(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The agenda as it stands, with what became of it."""
    block = block_of(request, block_id)
    found = agenda_of_block(block)
    context: dict[str, Any] = {
        "meeting": block, "event": block.event, "agenda": found, "writes": writes_agendas(request.user, request.site),
        "runs": runs_agendas(request.user, request.site), "name_form": NameForm(),
    }  # fmt: skip
    if found is not None:
        course = course_of(found, site_now(request.site))
        kept = {each.item.pk: each for each in deviations(course.items, found.site)}
        context |= {
            "course": course, "history": timeline((AGENDA, found.pk)), "unexplained": [e for e in kept.values() if e.unexplained],
            "rows": [(item, kept.get(item.pk)) for item in course.items],
        }  # fmt: skip
    return render(request, "agenda/agenda.html", context)


@require_page(sees_agendas, write=writes_agendas)
def edit(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The table editor; a new agenda begins with empty rows."""
    block = block_of(request, block_id)
    found = agenda_of_block(block)
    if request.method == "POST":
        return _save(request, block, found)
    initial = initial_of(found, items_of(found)) if found is not None else []
    return _editor(request, block, found, ItemRows(initial=initial), HeadForm(initial=_head(found)))


@require_page(sees_agendas, write=writes_agendas)
def paste(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Lines are read into the editor; nothing is kept before it is saved there."""
    block = block_of(request, block_id)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = pasted_initial(pasted(form.cleaned_data["lines"]))
        except NotRead as unread:
            form.add_error(
                "lines", _("Line %(number)s says no title, or a time that is none.") % {"number": unread.number}
            )
        else:
            found = agenda_of_block(block)
            return _editor(request, block, found, ItemRows(initial=rows), HeadForm(initial=_head(found)))
    status = 422 if form.errors else 200
    return render(request, "agenda/paste.html", {"meeting": block, "event": block.event, "form": form}, status=status)


def sheet(request: HttpRequest, site_code: str, block_id: int) -> Importer:
    """The importer of the meeting's agenda, for the pages of an import."""
    return agenda_importer(block_of(request, block_id))


@require_POST
@require_page(writes_agendas)
def confirm(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The organiser confirmed."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    name, rev = request.POST.get("name", ""), number_in(request, "rev")
    tried(request, lambda: confirm_agenda(agenda=found, name=name, rev=rev, actor=request.user, at=at), _("Confirmed."))
    return redirect("agenda:agenda", site_code, block_id)


def _save(request: HttpRequest, block: Block, found: Agenda | None) -> HttpResponse:
    rows = ItemRows(request.POST, initial=initial_of(found, items_of(found)) if found is not None else [])
    head, status = HeadForm(request.POST), 422
    if rows.is_valid() and head.is_valid():
        told: dict[str, Any] = {
            "drafts": drafts_of(rows, local(block.site, block.starts_at)), "actor": request.user, "at": site_now(request.site),
            "moderator": head.cleaned_data["moderator"], "precise": head.cleaned_data["precise"],
            "language": head.cleaned_data["language"],
        }  # fmt: skip
        try:
            if found is None:
                make_agenda(block=block, **told)
            else:
                set_items(agenda=found, rev=head.cleaned_data["rev"], **told)
            messages.success(request, _("Saved."))
            return redirect("agenda:agenda", request.site.code, block.pk)
        except (AgendaRefused, SecretRefused) as refused:
            head.add_error(None, str(refused))
        except AgendaStale as stale:
            head.add_error(None, str(stale))
            status = 409
    return _editor(request, block, found, rows, head, status)


def _editor(
    request: HttpRequest, block: Block, found: Agenda | None, rows: Any, head: HeadForm, status: int = 200
) -> HttpResponse:
    context = {"meeting": block, "event": block.event, "agenda": found, "rows": rows, "head": head}
    return render(request, "agenda/edit.html", context, status=status)


def _head(found: Agenda | None) -> dict[str, Any]:
    if found is None:
        return {"language": "zh", "rev": 0}
    return {"moderator": found.moderator, "language": found.language, "precise": found.precise, "rev": found.rev}
