"""Messages passed on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.desk.actions.keeping import NOTE, DeskRefused
from guanjia.frontdesk.desk.actions.notes import Message, leave_note, move_note
from guanjia.frontdesk.desk.forms import NoteForm
from guanjia.frontdesk.desk.models import Note
from guanjia.frontdesk.desk.permissions import sees_cases, stands_at_desk, works_on_cases
from guanjia.frontdesk.desk.queries.card import find_card, today
from guanjia.frontdesk.desk.queries.lists import notes
from guanjia.frontdesk.desk.queries.machines import machine_of
from guanjia.frontdesk.desk.queries.posts import post_names
from guanjia.frontdesk.desk.rules.notes import NoteState
from guanjia.frontdesk.desk.views.whom import whom_of
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import can_write, require_page


@require_GET
@require_page(sees_cases)
def note_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Messages passed on, open ones unless asked for others."""
    show = request.GET.get("show") or "open"
    page = Paginator(notes(request.site, show=show), 50).get_page(request.GET.get("page"))
    names = post_names(request.site)
    for note in page.object_list:
        note.post_words = names.get(note.to_post, note.to_post)
    leaves = stands_at_desk(request.user, request.site) and can_write(request.user, request.site)
    return render(request, "desk/notes.html", {"page": page, "show": show, "states": list(NoteState), "leaves": leaves})


@require_page(stands_at_desk)
def new_note(request: HttpRequest, site_code: str) -> HttpResponse:
    """Pass a message on."""
    site, at, whom = request.site, site_now(request.site), whom_of(request)
    form = NoteForm(request.POST or None, site=site, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            message = Message(
                **form.cleaned_data, from_person_id=whom.person_id, unit_id=whom.unit_id, call_id=whom.call_id
            )
            note = leave_note(site=site, message=message, actor=request.user, at=at, machine=machine_of(request))
        except (DeskRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The message %(number)s is passed on.") % {"number": note.number})
            return redirect(whom.back(site_code))
    card = find_card(site, person_id=whom.person_id or 0, unit_id=whom.unit_id or 0, on=today(site, at))
    status = 422 if form.errors else 200
    return render(request, "desk/new_note.html", {"form": form, "card": card, "whom": whom}, status=status)


@require_GET
@require_page(sees_cases)
def note_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One message: for whom, from whom, the words, whether read and done."""
    note = _find(request, number)
    works = works_on_cases(request.user, request.site)
    context = {"note": note, "duties": duties_of(NOTE, note.pk), "history": timeline((NOTE, note.pk)), "works": works}
    context["post_words"] = post_names(request.site).get(note.to_post, note.to_post)
    return render(request, "desk/note.html", context)


@require_POST
@require_page(sees_cases, write=works_on_cases)
def note_act(request: HttpRequest, site_code: str, number: str, to: str) -> HttpResponse:
    """Read, done or withdrawn."""
    if to not in {NoteState.READ, NoteState.DONE, NoteState.WITHDRAWN}:
        raise Http404
    note, at = _find(request, number), site_now(request.site)
    words = request.POST.get("words", "")[:300]
    try:
        move_note(note=note, to=NoteState(to), actor=request.user, at=at, result=words, machine=machine_of(request))
    except MoveRefused:
        messages.error(request, _("The message has moved on meanwhile; look again."))
    except (DeskRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("desk:note", site_code, number)


def _find(request: HttpRequest, number: str) -> Note:
    rows = Note.objects.select_related("site", "to_user", "from_person", "unit", "left_by", "read_by", "call")
    return get_object_or_404(rows, site=request.site, number=number)
