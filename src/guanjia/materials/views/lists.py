"""The list of an event's papers: looked at, filled, confirmed, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import Importer, list_view
from guanjia.materials.actions.listing import add_paper, change_paper, confirm_list, open_list
from guanjia.materials.forms import PaperForm
from guanjia.materials.models import Destruction, HandOut, Incident, PaperList
from guanjia.materials.permissions import destroys_papers, hands_papers, plans_papers, sees_papers
from guanjia.materials.queries.heads import heads_of, spare_of
from guanjia.materials.queries.papers import lines_of, list_data, record_data
from guanjia.materials.rules.copies import copies_for
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import LIST, IncidentState
from guanjia.materials.tables import RECORD, list_importer
from guanjia.materials.views.common import event_of, paper_of, pdf, tried
from guanjia.people.public import require_page
from guanjia.standards.public import law_at


def importer(request: HttpRequest, site_code: str, ref: str) -> Importer:
    """The importer of the event's list."""
    return list_importer(event_of(request, ref))


@require_GET
@require_page(sees_papers)
def papers(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Every paper of an event: how many there should be, are, went out and came back; what is missing."""
    event = event_of(request, ref)
    listed = PaperList.objects.filter(event=event).select_related("confirmed_by").first()
    heads, spare, user, site = heads_of(event), spare_of(event), request.user, request.site
    open_ones = Incident.objects.filter(copy__paper__event=event).exclude(state=IncidentState.FOUND)
    context = {
        "event": event,
        "listed": listed,
        "lines": lines_of(event),
        "heads": heads,
        "spare": spare,
        "wanted": copies_for(heads, spare),
        "incidents": open_ones.select_related("copy__holder", "copy__paper"),
        "destructions": Destruction.objects.filter(event=event).select_related("done_by", "watched_by"),
        "plans": plans_papers(user, site),
        "hands": hands_papers(user, site),
        "destroys": destroys_papers(user, site),
        "history": timeline((LIST, listed.pk)) if listed else [],
    }
    return render(request, "materials/papers.html", context)


@require_page(plans_papers)
def add(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Put a paper onto the list; the form keeps what was typed."""
    event = event_of(request, ref)
    return _edit(request, event, None)


@require_page(plans_papers)
def edit(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Change a paper that is not printed yet."""
    paper = paper_of(request, pk)
    return _edit(request, paper.event, paper)


def _edit(request: HttpRequest, event: Any, paper: Any) -> HttpResponse:
    at = site_now(request.site)
    form = PaperForm(request.POST or None, instance=paper, event=event, at=at)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        told: dict[str, Any] = {"reason": values.pop("reason"), "values": values, "actor": request.user, "at": at}
        try:
            made = change_paper(paper=paper, **told) if paper else add_paper(event=event, **told)
        except (PaperRefused, PaperStale) as refused:
            field = getattr(refused, "field", "")
            form.add_error(field if field in form.fields else None, str(refused))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            law = law_at(event.site, "secrets.marks", at)
            messages.error(
                request,
                f"{secret} {law.title.say(get_language() or 'zh-hans')} ({law.article})" if law else str(secret),
            )
            form = PaperForm(event=event, at=at)
            return render(request, "materials/edit.html", {"event": event, "form": form, "paper": paper}, status=422)
        else:
            return redirect("materials:paper", event.site.code, made.pk)
    context = {"event": event, "form": form, "paper": paper}
    return render(request, "materials/edit.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(plans_papers)
def confirm(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The list is complete."""
    event, at = event_of(request, ref), site_now(request.site)

    def deed() -> None:
        listed = open_list(event=event, actor=request.user, at=at)
        none = bool(request.POST.get("none_needed"))
        confirm_list(listed=listed, none_needed=none, actor=request.user, at=at)

    tried(request, deed, _("The list is confirmed."))
    return redirect("materials:papers", site_code, ref)


@require_GET
@require_page(sees_papers)
def list_paper(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The list as PDF."""
    event = event_of(request, ref)
    return pdf("documents/form.typ", list_data(event, site_now(request.site)), f"{event.ref}-papers")


@require_GET
@require_page(sees_papers)
def record_paper(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The distribution record as PDF."""
    event = event_of(request, ref)
    return pdf("documents/form.typ", record_data(event, site_now(request.site)), f"{event.ref}-record")


def _rows(request: HttpRequest, site_code: str, ref: str) -> Any:
    rows = HandOut.objects.filter(paper__event=event_of(request, ref))
    return rows.select_related("paper", "copy", "guest__delegation", "given_by")


def _event_context(request: HttpRequest, site_code: str, ref: str) -> dict[str, Any]:
    return {"event": event_of(request, ref)}


record = require_page(sees_papers)(list_view(RECORD, _rows, template="materials/record.html", context=_event_context))
