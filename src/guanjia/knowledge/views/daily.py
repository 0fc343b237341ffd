"""The question of the day, and a look at the wording of a reply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.knowledge.actions.articles import ArticleRefused
from guanjia.knowledge.actions.daily import answer_today, ask_today
from guanjia.knowledge.forms import AnswerForm, WordingForm
from guanjia.knowledge.permissions import reads_articles, writes_articles
from guanjia.knowledge.queries.articles import days_of
from guanjia.knowledge.rules.wording import hints, phrases
from guanjia.people.public import require_page


@require_page(reads_articles, write=writes_articles)
def today(request: HttpRequest, site_code: str) -> HttpResponse:
    """Today's question with what colleagues say; the answer is shown after one's own."""
    question = (
        ask_today(site=request.site, at=site_now(request.site)) if writes_articles(request.user, request.site) else None
    )
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and question is not None and form.is_valid():
        try:
            answer_today(
                question=question, text=form.cleaned_data["text"], actor=request.user, at=site_now(request.site)
            )
        except (ArticleRefused, SecretRefused) as refused:
            form.add_error("text", str(refused))
        else:
            return redirect("knowledge:today", site_code)
    days = days_of(request.site)
    mine = any(
        each.user_id == request.user.pk
        for day in days
        if question and day.pk == question.pk
        for each in day.answers.all()
    )
    context = {"question": question, "form": form, "days": days, "answered": mine}
    return render(request, "knowledge/today.html", context, status=422 if form.errors else 200)


@require_page(reads_articles, write=writes_articles)
def wording(request: HttpRequest, site_code: str) -> HttpResponse:
    """Look a reply through before it goes; nothing of it is kept. Phrases to begin with stand beside it."""
    form = WordingForm(request.POST or None)
    found = hints(form.cleaned_data["text"]) if request.method == "POST" and form.is_valid() else None
    context = {"form": form, "hints": found, "phrases": phrases()}
    return render(request, "knowledge/wording.html", context, status=422 if form.errors else 200)
