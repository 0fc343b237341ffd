"""The shift: what it hands over, who signs."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.watch.actions import handing
from guanjia.frontdesk.watch.models import Handover, LogEntry
from guanjia.frontdesk.watch.permissions import keeps_watch
from guanjia.frontdesk.watch.queries.handovers import handover_list, hanging_now, open_handover, own_posts
from guanjia.frontdesk.watch.rules.handover import HandoverState
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, is_staff, require_page
from guanjia.posts.public import Post

REFUSED = (handing.HandoverRefused, SecretRefused)


@require_GET
@require_page(is_staff)
def shift_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """My shift: my posts with what hangs and the handover under way, today's log, the handovers before."""
    site, at = request.site, site_now(request.site)
    posts = own_posts(request.user, site, at) if keeps_watch(request.user, site) else []
    code = request.GET.get("post", "")
    cards = [(post, open_handover(post), len(hanging_now(site, post, at))) for post in posts[:8]]
    context = {
        "cards": cards,
        "page": Paginator(handover_list(site, post=code), 30).get_page(request.GET.get("page")),
        "log": LogEntry.objects.filter(site=site).select_related("author", "post")[:8],
        "keeps": keeps_watch(request.user, site) and not is_auditor(request.user, site),
    }
    return render(request, "watch/shift.html", context)


@require_POST
@require_page(keeps_watch)
def begin(request: HttpRequest, site_code: str, post_code: str) -> HttpResponse:
    """Begin to hand a post over, or go to the handover under way."""
    post = get_object_or_404(Post, site=request.site, code=post_code)
    handover = handing.begin_handover(site=request.site, post=post, actor=request.user, at=site_now(request.site))
    handing.collect(handover, site_now(request.site))
    return redirect("watch:handover", site_code, handover.number)


@require_page(is_staff, write=keeps_watch)
def handover_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One handover. Its giver writes and signs, somebody else hears and signs; what was typed stays when refused."""
    handover, at = _find(request, number), site_now(request.site)
    refused: handing.HandoverRefused | SecretRefused | None = None
    heard = request.POST.getlist("heard")
    if request.method == "POST":
        try:
            _act(request, handover, at, heard)
            return redirect("watch:handover", site_code, number)
        except REFUSED as why:
            refused = why
        except MoveRefused:
            messages.error(request, _("This shift has moved on meanwhile."))
            return redirect("watch:handover", site_code, number)
    handover = _find(request, number)
    mine = handover.giver_id == request.user.pk
    keeps = keeps_watch(request.user, request.site) and not is_auditor(request.user, request.site)
    context = {
        "handover": handover,
        "items": list(handover.items.all()),
        "writes": keeps and mine and handover.stage in {HandoverState.DRAFT, HandoverState.QUESTIONED},
        "signs": keeps and not mine and handover.stage is HandoverState.OFFERED,
        "refused": refused,
        "wrong": getattr(refused, "keys", []),
        "heard": heard,
        "history": timeline((handing.HANDOVER, handover.pk)),
    }
    return render(request, "watch/handover.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, handover: Handover, at: Any, heard: list[str]) -> None:
    given, actor = request.POST, request.user
    verb = given.get("verb", "save")
    if verb in {"save", "offer"}:
        handover = handing.write_handover(
            handover=handover,
            information=given.get("information", "")[:4000],
            told={item.key: given[f"told-{item.pk}"] for item in handover.items.all() if f"told-{item.pk}" in given},
            found={
                each["code"]: (_number(given.get(f"found-{each['code']}", "")), given.get(f"note-{each['code']}", ""))
                for each in handover.counts
            },
            actor=actor,
            at=at,
        )
        if verb == "offer":
            handing.offer_handover(handover=handover, actor=actor, at=at)
    elif verb == "accept":
        face = given.get("face_to_face") == "on"
        handing.accept_handover(handover=handover, heard=heard, face_to_face=face, actor=actor, at=at)
    elif verb == "question":
        handing.question_handover(handover=handover, question=given.get("question", "")[:1000], actor=actor, at=at)
    elif verb == "void":
        handing.void_handover(handover=handover, reason=given.get("reason", "")[:500], actor=actor, at=at)
    else:
        raise Http404


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 6 else None


@require_GET
@require_page(is_staff)
def handover_pdf(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """交接班记录表 (TMPL-008) as PDF; signatures are names with their moments once both have signed."""
    handover, site = _find(request, number), request.site
    rows = [
        [str(n), item.source, item.text, item.told, "√" if item.heard else ""]
        for n, item in enumerate(handover.items.all(), 1)
    ]
    counts = [
        [each["label"], str(each["expected"]), "" if each["found"] is None else str(each["found"]), each["note"]]
        for each in handover.counts
    ]
    sections = [
        {"title": _("Important information"), "text": handover.information or "–"},
        {
            "title": _("Open matters"),
            "heads": ["", _("Where it comes from"), _("Matter"), _("What is next"), _("Heard")],
            "rows": rows,
            "widths": [1, 3, 8, 8, 2],
        },
        {"title": _("Counted"), "heads": [_("Thing"), _("Should be"), _("Counted"), _("Note")], "rows": counts},
    ]
    data = {
        "site": site.name,
        "title": f"{handover.post.name} {_('Shift handover record')}",
        "number": handover.number,
        "printed": f"{local(site, site_now(site)):%Y-%m-%d %H:%M}",
        "facts": [
            [_("Handed over by"), _signed(handover, handover.giver, handover.offered_at)],
            [_("Taken over by"), _signed(handover, handover.taker, handover.accepted_at)],
        ],
        "sections": sections,
        "signatures": [_("Handed over by"), _("Taken over by")],
    }
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{handover.number}.pdf"'
    return answer


def _signed(handover: Handover, who: Any, at: Any) -> str:
    return f"{who} {local(handover.site, at):%Y-%m-%d %H:%M}" if who is not None and at is not None else "–"


def _find(request: HttpRequest, number: str) -> Handover:
    rows = Handover.objects.select_related("site", "post", "giver", "taker")
    return get_object_or_404(rows, site=request.site, number=number)
