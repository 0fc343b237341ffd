"""The moderator's script: proposed, changed, confirmed, on a tablet with the clock, on paper in large type."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.agenda.actions.keeping import topic
from guanjia.agenda.actions.planning import confirm_script, set_scripts
from guanjia.agenda.actions.printing import script_pdf
from guanjia.agenda.actions.scripting import over_words, proposed_scripts
from guanjia.agenda.forms import NameForm
from guanjia.agenda.permissions import sees_agendas, writes_agendas
from guanjia.agenda.queries.reading import items_of
from guanjia.agenda.queries.running import course_of
from guanjia.agenda.queries.signals import signals_of
from guanjia.agenda.rules.refusals import AgendaStale
from guanjia.agenda.rules.script import incidents
from guanjia.agenda.views.common import agenda_of, number_in, pdf, tried
from guanjia.agenda.views.live import mood
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_page(sees_agendas, write=writes_agendas)
def script(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """What is said before each item; empty ones show a proposal that is kept with the rest."""
    found = agenda_of(request, block_id)
    items, status, error = items_of(found), 200, ""
    proposed = proposed_scripts(found, items)
    if request.method == "POST":
        typed = {
            item.pk: request.POST.get(f"script-{item.pk}", "") for item in items if f"script-{item.pk}" in request.POST
        }
        try:
            set_scripts(
                agenda=found,
                scripts=typed,
                rev=number_in(request, "rev"),
                actor=request.user,
                at=site_now(request.site),
            )
            messages.success(request, _("Saved."))
            return redirect("agenda:script", site_code, block_id)
        except AgendaStale as stale:
            status, error = 409, str(stale)
        except SecretRefused as refused:
            status, error = 422, str(refused)
        for item in items:
            item.script = typed.get(item.pk, item.script)
    anew = request.GET.get("anew") == "1"
    rows = [
        (item, proposed.get(item.pk, "") if anew or not item.script else item.script, not item.script) for item in items
    ]
    context = {
        "agenda": found, "meeting": found.block, "event": found.event, "rows": rows, "error": error, "name_form": NameForm(),
        "writes": writes_agendas(request.user, request.site),
    }  # fmt: skip
    return render(request, "agenda/script.html", context, status=status)


@require_POST
@require_page(writes_agendas)
def script_confirm(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The organiser confirmed the script."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    name, rev = request.POST.get("name", ""), number_in(request, "rev")
    tried(request, lambda: confirm_script(agenda=found, name=name, rev=rev, actor=request.user, at=at), _("Confirmed."))
    return redirect("agenda:script", site_code, block_id)


@require_GET
@require_page(sees_agendas)
def tablet(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The lectern: what is said now in large type, the clock with its quiet signals, what comes next. It follows by itself."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    course = course_of(found, at)
    scripts = proposed_scripts(found, course.items)
    shown = course.now or course.next
    first, last = signals_of(found.site)
    context = {
        "agenda": found, "meeting": found.block, "event": found.event, "course": course, "topic": topic(found), "at": at,
        "shown": shown, "said": (shown.script or scripts.get(shown.pk, "")) if shown else "",
        "next": course.next if course.now else None,
        "next_said": (course.next.script or scripts.get(course.next.pk, "")) if course.now and course.next else "",
        "over_words": over_words(found, course.now, course.next), "incidents": incidents(found.language),
        "signal_first": first, "signal_last": last, "mood": mood(course, first, last),
    }  # fmt: skip
    return render(request, "agenda/tablet.html", context)


@require_GET
@require_page(sees_agendas)
def script_paper(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The script as PDF in large type; what is not confirmed says so."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    try:
        return pdf(script_pdf(found, at), f"{found.event.ref}-script")
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect("agenda:script", site_code, block_id)
