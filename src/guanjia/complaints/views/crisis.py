"""The page of a crisis: one voice, statements, media, care."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.complaints.actions.grave import end_crisis
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.actions.speaking import answer_media, care_for, draft_statement, take_media_question
from guanjia.complaints.models import Crisis, MediaQuestion, Statement
from guanjia.complaints.permissions import leads, takes, works
from guanjia.complaints.queries.clocks import clocks_beside
from guanjia.complaints.queries.guidance import guides_at
from guanjia.complaints.rules.crisis import StatementState, may_speak
from guanjia.complaints.views.finding import find_unit
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_GET
@require_page(works)
def crisis_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Who speaks, what may be said, who asked, who was cared for."""
    return _page(request, number)


def _page(request: HttpRequest, number: str, problem: str = "") -> HttpResponse:
    crisis = _find(request, number)
    statements = list(
        crisis.statements.exclude(state=StatementState.RETIRED).select_related("written_by", "approved_by")
    )
    context = {
        "crisis": crisis,
        "complaint": crisis.complaint,
        "statements": statements,
        "spoken": [each for each in statements if each.stage is StatementState.APPROVED],
        "asked": crisis.questions.order_by("-asked_at"),
        "cared": crisis.care.select_related("unit", "by").order_by("at"),
        "speaks": may_speak(request.user.pk, crisis.spokesperson_id),
        "takes": takes(request.user, request.site),
        "leads": leads(request.user, request.site),
        "guides": guides_at("crisis"),
        "clocks": clocks_beside(crisis.complaint),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "complaints/crisis.html", context, status=422 if problem else 200)


def _find(request: HttpRequest, number: str) -> Crisis:
    rows = Crisis.objects.select_related("site", "complaint__site", "spokesperson")
    return get_object_or_404(rows, site=request.site, complaint__number=number)


def _statement(crisis: Crisis, pk: str) -> Statement | None:
    return crisis.statements.filter(pk=pk).first() if pk.isdecimal() else None


@require_POST
@require_page(works)
def crisis_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Draft, ask, answer, care, end; a refusal is told on the page."""
    crisis, post = _find(request, number), request.POST
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if verb not in {"draft", "ask", "answer", "care", "end"}:
        raise Http404
    if not (leads if verb in {"draft", "end"} else takes)(request.user, request.site):
        raise PermissionDenied
    try:
        if verb == "draft":
            draft_statement(
                site=request.site, topic=post.get("topic", ""), text=post.get("text", "")[:4000], crisis=crisis, **who
            )
        elif verb == "ask":
            given = {"medium": post.get("medium", "")[:120], "question": post.get("question", "")[:1000]}
            take_media_question(site=request.site, crisis=crisis, **given, **who)
        elif verb == "answer":
            question = get_object_or_404(MediaQuestion, crisis=crisis, pk=post.get("question", "0"))
            answer_media(question=question, statement=_statement(crisis, post.get("statement", "")), **who)
        elif verb == "care":
            unit = find_unit(request, post.get("unit", ""))
            if unit is None:
                raise ComplaintRefused(_("Say for which household, and what was done."))
            care_for(crisis=crisis, unit=unit, deed=post.get("deed", "")[:300], **who)
        else:
            end_crisis(crisis=crisis, lesson=post.get("lesson", "")[:2000], **who)
    except (ComplaintRefused, SecretRefused) as refused:
        return _page(request, number, str(refused))
    return redirect("complaints:crisis", site_code, number)
