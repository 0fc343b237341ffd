"""Public opinion: items to judge, feeds, prepared answers, the webhook."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.complaints.actions.opinion import add_feed, judge, take_in
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.actions.speaking import approve_statement, draft_statement, retire_statement
from guanjia.complaints.models import OpinionFeed, OpinionItem, Statement
from guanjia.complaints.permissions import leads, takes
from guanjia.complaints.queries.feeds import Unreadable, items_of_json
from guanjia.complaints.queries.opinion import opinion_items, unfavourable, with_prepared
from guanjia.complaints.rules.crisis import StatementState
from guanjia.complaints.rules.nature import Kind
from guanjia.complaints.rules.opinion import WARN_COUNT, FeedKind, ItemState, Mood, Said
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.knowledge.public import MOOD, accuracy
from guanjia.people.public import public_page, require_page
from guanjia.posts.public import on_post

HAND = "hand"
MOST_BYTES = 256 * 1024


@require_page(takes)
def opinion_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What was said of us, newest first; a POST writes one down by hand."""
    site, at = request.site, site_now(request.site)
    typed: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in ("title", "text", "url")}
        if typed["title"]:
            feed = add_feed(site=site, name=_("Typed by hand"), kind=FeedKind.HAND, actor=request.user, at=at)
            kept = take_in(feed=feed, said=[Said(**typed)], actor=request.user, at=at)
            if not kept:
                messages.info(request, _("This is known already."))
            return redirect("complaints:opinion", site_code)
        messages.error(request, _("Give it a title."))
    show = request.GET.get("show", "")
    page = Paginator(opinion_items(site, show=show), 20).get_page(request.GET.get("page"))
    with_prepared(site, page.object_list)
    bad = unfavourable(site, at)
    context = {
        "page": page,
        "show": show,
        "states": list(ItemState),
        "bad": bad,
        "limit": WARN_COUNT,
        "warned": bad >= WARN_COUNT,
        "accuracy": accuracy(site, MOOD),
        "feeds": OpinionFeed.objects.filter(site=site).order_by("name"),
        "officers": on_post(site, "opinion.officer", at),
        "moods": list(Mood),
        "kinds": list(Kind),
        "judges": takes(request.user, site),
        "leads": leads(request.user, site),
        "typed": typed,
    }
    return render(request, "complaints/opinion.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@require_page(takes)
def judge_item(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The named officer judges one item."""
    item = get_object_or_404(OpinionItem.objects.select_related("site"), site=request.site, pk=pk)
    to, mood, kind = (request.POST.get(name, "") for name in ("to", "mood", "kind"))
    if to not in set(ItemState) or mood not in set(Mood) or kind not in {"", *Kind}:
        messages.error(request, _("Choose what becomes of it."))
        return redirect("complaints:opinion", site_code)
    try:
        judge(
            item=item, to=ItemState(to), mood=Mood(mood), kind=Kind(kind) if kind else None,
            note=request.POST.get("note", ""), actor=request.user, at=site_now(request.site),
        )  # fmt: skip
    except (ComplaintRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("complaints:opinion", site_code)


@require_POST
@require_page(leads)
def new_feed(request: HttpRequest, site_code: str) -> HttpResponse:
    """Read one more feed."""
    kind = request.POST.get("kind", "")
    try:
        if kind not in (FeedKind.RSS, FeedKind.WEBHOOK):
            raise ComplaintRefused(_("Choose what kind of feed it is."))
        add_feed(
            site=request.site, name=request.POST.get("name", "")[:120], kind=FeedKind(kind), url=request.POST.get("url", "")[:500],
            actor=request.user, at=site_now(request.site),
        )  # fmt: skip
    except ComplaintRefused as refused:
        messages.error(request, str(refused))
    return redirect("complaints:opinion", site_code)


@require_page(takes, write=leads)
def statements_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Answers prepared before facts become news; a POST writes one."""
    problem = ""
    typed: dict[str, Any] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:4000] for name in ("topic", "text")}
        try:
            draft_statement(site=request.site, **typed, actor=request.user, at=site_now(request.site))
            return redirect("complaints:statements", site_code)
        except (ComplaintRefused, SecretRefused) as refused:
            problem = str(refused)
    rows = Statement.objects.filter(site=request.site, crisis=None).exclude(state=StatementState.RETIRED)
    context = {
        "statements": rows.select_related("written_by", "approved_by").order_by("topic", "pk"),
        "leads": leads(request.user, request.site),
        "problem": problem,
        "typed": typed,
    }
    return render(request, "complaints/statements.html", context, status=422 if problem else 200)


@require_POST
@require_page(leads)
def statement_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Approve or withdraw a statement."""
    rows = Statement.objects.select_related("site", "crisis__complaint__site")
    statement = get_object_or_404(rows, site=request.site, pk=pk)
    deeds = {"approve": approve_statement, "retire": retire_statement}
    if verb not in deeds:
        raise Http404
    try:
        deeds[verb](statement=statement, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.error(request, _("Somebody was faster; look again."))
    except ComplaintRefused as refused:
        messages.error(request, str(refused))
    if statement.crisis is not None:
        return redirect("complaints:crisis", site_code, statement.crisis.complaint.number)
    return redirect("complaints:statements", site_code)


@csrf_exempt
@require_POST
@public_page
def webhook(request: HttpRequest, token: str) -> HttpResponse:
    """A monitoring service hands in items: {"items": [{title, text, url, guid, published_at}]}. 404 for an unknown token."""
    feed = OpinionFeed.objects.select_related("site").filter(token=token, kind=FeedKind.WEBHOOK, is_open=True).first()
    if feed is None:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse({"error": "too large"}, status=413)
    try:
        said = items_of_json(json.loads(request.body))
    except (Unreadable, ValueError):
        return JsonResponse({"error": 'send {"items": [{"title": ...}]}'}, status=422)
    return JsonResponse({"kept": take_in(feed=feed, said=said, actor=None, at=site_now(feed.site))})
