"""Observations: note one in a minute, follow it up."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.duties.public import duties_of, lines_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, require_page
from guanjia.safety.actions.concerns import CONCERN, Seen, move_concern, note_concern
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.forms import NoteForm
from guanjia.safety.models import Concern
from guanjia.safety.permissions import handles_concern, notes_concern
from guanjia.safety.queries.warnings import liaisons
from guanjia.safety.rules.concerns import ADVICE, CONCERN_MOVES, CONCERN_VERBS, PAID_ADVICE, ConcernState, Sign
from guanjia.safety.rules.warnings import LiaisonKind

LABELS = {
    ConcernState.WATCHED: "Followed up",
    ConcernState.LIAISED: "Taken to the police",
    ConcernState.CLOSED: "Close",
}


@require_page(notes_concern)
def concern_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Open observations first; `show=all` for the rest."""
    rows = Concern.objects.filter(site=request.site).select_related("unit", "reporter").order_by("-seen_at", "-pk")
    if request.GET.get("show") != "all":
        rows = rows.exclude(state=ConcernState.CLOSED)
    context = {"page": Paginator(rows, 50).get_page(request.GET.get("page")), "show": request.GET.get("show", "")}
    return render(request, "safety/concerns.html", context)


@require_page(notes_concern)
def note_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Note an observation; the advice for each sign stands beside the form (SAFE-001, SAFE-002)."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seen = Seen(sign=Sign(given["sign"]), what=given["what"], where=given["where"], paid=given["paid"])
        try:
            concern = note_concern(site=request.site, seen=seen, actor=request.user, at=site_now(request.site))
        except (SafetyRefused, SecretRefused) as refused:
            form.add_error("what", str(refused))
        else:
            return redirect("safety:concern", site_code, concern.number)
    context = {
        "form": form,
        "advice": [(sign, str(text)) for sign, text in ADVICE.items()],
        "paid_advice": str(PAID_ADVICE),
    }
    return render(request, "safety/note.html", context, status=422 if form.errors else 200)


@require_page(notes_concern)
def concern_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One observation with what to do, whom to ring and its clocks."""
    return _page(request, number)


def _page(request: HttpRequest, number: str, sentence: str = "", status: int = 200) -> HttpResponse:
    rows = Concern.objects.select_related("site", "unit", "reporter")
    concern = get_object_or_404(rows, site=request.site, number=number)
    writes = handles_concern(request.user, request.site) and not is_auditor(request.user, request.site)
    context = {
        "concern": concern,
        "advice": str(ADVICE[concern.sign_enum]),
        "paid_advice": str(PAID_ADVICE) if concern.paid else "",
        "buttons": [(to, LABELS[to]) for to in ConcernState if to in CONCERN_MOVES[concern.stage]] if writes else [],
        "police": liaisons(request.site, LiaisonKind.POLICE, LiaisonKind.ANTI_FRAUD),
        "duties": lines_of(duties_of(CONCERN, concern.pk)),
        "history": timeline((CONCERN, concern.pk)),
        "sentence": sentence,
    }
    return render(request, "safety/concern.html", context, status=status)


@require_POST
@require_page(handles_concern)
def concern_act(request: HttpRequest, site_code: str, number: str, to: str) -> HttpResponse:
    """Follow up, take to the police, close; each with words."""
    concern = get_object_or_404(Concern.objects.select_related("site"), site=request.site, number=number)
    if to not in {state.value for state in CONCERN_VERBS}:
        raise Http404
    reason, at = request.POST.get("reason", "")[:500], site_now(request.site)
    try:
        move_concern(concern=concern, to=ConcernState(to), reason=reason, actor=request.user, at=at)
    except (SafetyRefused, SecretRefused) as refused:
        return _page(request, number, str(refused), 422)
    except MoveRefused:
        return _page(request, number, _("Somebody else was faster. This is how it stands now."), 422)
    return redirect("safety:concern", site_code, number)
