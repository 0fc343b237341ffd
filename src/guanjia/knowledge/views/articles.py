"""Articles: the list, one of them, writing and approving."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.knowledge.actions.articles import (
    ArticleRefused,
    approve_article,
    edit_article,
    lay_starters,
    note_use,
    withdraw_article,
    write_article,
)
from guanjia.knowledge.forms import ApproveForm, ArticleForm, ReasonForm
from guanjia.knowledge.models import Article
from guanjia.knowledge.permissions import approves_articles, reads_articles, writes_articles
from guanjia.knowledge.queries.articles import article_list, expired
from guanjia.knowledge.rules.articles import LONGEST_DAYS, ArticleGroup
from guanjia.knowledge.subjects import ARTICLE
from guanjia.people.public import require_page


@require_GET
@require_page(reads_articles)
def article_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Articles by class, state and words."""
    today = local(request.site, site_now(request.site)).date()
    asked = {name: request.GET.get(name, "") for name in ("group", "show", "q")}
    rows = article_list(request.site, today=today, group=asked["group"], show=asked["show"], text=asked["q"])
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.is_expired = expired(row, today)
    context = asked | {
        "page": page,
        "groups": list(ArticleGroup),
        "writes": writes_articles(request.user, request.site),
        "approves": approves_articles(request.user, request.site),
    }
    return render(request, "knowledge/articles.html", context)


@require_GET
@require_page(reads_articles)
def article_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One article: answer, who approved it and until when, its versions, its history."""
    return _show(request, _article(request, pk))


@require_page(writes_articles)
def new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Write an article; it waits for somebody else's approval."""
    form = ArticleForm(request.POST or None, initial={"question": request.GET.get("question", "")})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("group", "question", "points", "words", "source")}
        try:
            article = write_article(site=request.site, actor=request.user, at=site_now(request.site), **given)
        except SecretRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("knowledge:article", site_code, article.pk)
    return render(request, "knowledge/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_page(writes_articles)
def edit(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Change it; an approved one is then to be approved again."""
    article = _article(request, pk)
    names = ("group", "question", "points", "words", "source")
    initial = {name: getattr(article, name) for name in names} | {"rev": article.rev}
    form = ArticleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in names}
        rev = form.cleaned_data["rev"] or 0
        try:
            edit_article(article=article, rev=rev, actor=request.user, at=site_now(request.site), **given)
        except MoveRefused:
            form.add_error(None, _("Somebody else changed it meanwhile; what you typed still stands here."))
        except SecretRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("knowledge:article", site_code, pk)
    context = {"form": form, "article": article}
    return render(request, "knowledge/edit.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(approves_articles)
def approve(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Approve it until a day."""
    article, form = _article(request, pk), ApproveForm(request.POST)
    if form.is_valid():
        try:
            approve_article(
                article=article, until=form.cleaned_data["until"], actor=request.user, at=site_now(request.site)
            )
        except (ArticleRefused, MoveRefused) as refused:
            form.add_error("until" if isinstance(refused, ArticleRefused) else None, str(refused))
        else:
            return redirect("knowledge:article", site_code, pk)
    return _show(request, article, approve_form=form)


@require_POST
@require_page(approves_articles)
def withdraw(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Take it back with a reason."""
    article, form = _article(request, pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            withdraw_article(
                article=article, reason=form.cleaned_data["reason"], actor=request.user, at=site_now(request.site)
            )
        except (ArticleRefused, MoveRefused) as refused:
            form.add_error("reason", str(refused))
        else:
            return redirect("knowledge:article", site_code, pk)
    return _show(request, article, reason_form=form)


@require_POST
@require_page(writes_articles)
def used(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """It was told to somebody, and helped or did not."""
    note_use(article=_article(request, pk), helped=request.POST.get("helped") != "0")
    messages.success(request, _("Noted, thank you."))
    return redirect("knowledge:article", site_code, pk)


@require_POST
@require_page(approves_articles)
def starters(request: HttpRequest, site_code: str) -> HttpResponse:
    """Lay the shipped drafts."""
    count = lay_starters(site=request.site, actor=request.user, at=site_now(request.site))
    messages.success(request, _("%(count)s drafts wait for approval.") % {"count": count})
    return redirect("knowledge:articles", site_code)


def _article(request: HttpRequest, pk: int) -> Article:
    return get_object_or_404(
        Article.objects.select_related("site", "approved_by", "written_by"), pk=pk, site=request.site
    )


def _show(request: HttpRequest, article: Article, **forms: Any) -> HttpResponse:
    today = local(request.site, site_now(request.site)).date()
    context = {
        "article": article,
        "is_expired": expired(article, today),
        "versions": article.versions.select_related("approved_by").order_by("-number")[:20],
        "history": timeline((ARTICLE, article.pk)),
        "duties": duties_of(ARTICLE, article.pk),
        "approves": approves_articles(request.user, request.site),
        "writes": writes_articles(request.user, request.site),
        "approve_form": ApproveForm(initial={"until": today + timedelta(days=LONGEST_DAYS - 1)}),
        "reason_form": ReasonForm(),
    } | forms
    wrong = any(form.errors for form in forms.values())
    return render(request, "knowledge/article.html", context, status=422 if wrong else 200)
