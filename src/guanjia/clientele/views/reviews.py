"""Reviews: the client's page, the public page, and answering."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Avg, Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.clientele.actions.reviews import (
    REVIEW,
    answer_review,
    give_review,
    invite_review,
    link_of,
    refuse_spent,
    show_review,
    withhold_review,
)
from guanjia.clientele.forms.reviews import AnswerForm, ReviewForm, WithholdForm
from guanjia.clientele.models import Review
from guanjia.clientele.permissions import answers_reviews, sees_reviews, withholds
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import Ground, ReviewState
from guanjia.clientele.views.common import event_of, pressed, tried
from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import public_page, require_page

A_PAGE = 20
SHOWN_LINK = "clientele.review_link"


@never_cache
@public_page
def write(request: HttpRequest, token: str) -> HttpResponse:
    """The client's review of its meeting; a forged address is 404, a used or old one 410, a bad form 422."""
    link = link_of(token)
    if link is None:
        return _private(render(request, "clientele/review_gone.html", {"reason": ""}, status=404))
    intake = getattr(link.event, "intake", None)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and intake is not None and intake.language:
        translation.activate(intake.language)
        request.LANGUAGE_CODE = translation.get_language()
    context: dict[str, Any] = {"site": link.site, "event": link.event, "token": token}
    at = site_now(link.site)
    try:
        refuse_spent(link, at)
    except ClienteleRefused as refused:
        return _private(
            render(request, "clientele/review_gone.html", context | {"reason": refused.message}, status=410)
        )
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_review(link=link, score=int(data["score"]), text=data["text"], shown_as=data["shown_as"], at=at)
            return _private(render(request, "clientele/review_done.html", context))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            context |= {"form": ReviewForm(), "refusal": str(secret)}
            return _private(render(request, "clientele/review_write.html", context, status=422))
        except ClienteleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return _private(
        render(request, "clientele/review_write.html", context | {"form": form}, status=422 if form.errors else 200)
    )


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"  # with none at all a browser sends no origin and its form is refused
    return response


@public_page
def public(request: HttpRequest, site_code: str) -> HttpResponse:
    """What clients say of the site, the latest first, good and bad, each with its date and our answer. How many the law made
    us withhold is told, not hidden."""
    site = Site.objects.filter(code=site_code, rehearsal_of=None).first()
    if site is None:
        raise Http404
    shown = Review.objects.filter(site=site, state=ReviewState.SHOWN)
    counted = shown.aggregate(n=Count("pk"), mean=Avg("score"))
    scores = dict(shown.values_list("score").annotate(n=Count("pk")))
    page = Paginator(shown.order_by("-given_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "site": site,
        "page": page,
        "count": counted["n"],
        "mean": counted["mean"],
        "scores": [(score, scores.get(score, 0)) for score in (5, 4, 3, 2, 1)],
        "withheld": Review.objects.filter(site=site, state=ReviewState.WITHHELD).count(),
    }
    return render(request, "clientele/reviews_public.html", context)


@require_page(sees_reviews)
def reviews(request: HttpRequest, site_code: str) -> HttpResponse:
    """All reviews; those that wait for an answer first."""
    rows = (
        Review.objects.filter(site=request.site)
        .select_related("event", "organisation")
        .order_by("answered_at", "-given_at")
    )
    page = Paginator(rows.order_by("-given_at", "-pk"), 50).get_page(request.GET.get("page"))
    waiting = list(rows.filter(answer="", state=ReviewState.SHOWN).order_by("given_at")[:50])
    return render(request, "clientele/reviews.html", {"page": page, "waiting": waiting})


def _review(request: HttpRequest, pk: int) -> Review:
    rows = Review.objects.select_related("site", "event", "organisation", "answered_by")
    return get_object_or_404(rows, pk=pk, site=request.site)


@require_page(sees_reviews)
def review(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One review with its clock, our answer, its history."""
    return _one(request, _review(request, pk))


def _one(request: HttpRequest, found: Review, **forms: Any) -> HttpResponse:
    context = {
        "review": found,
        "ground": next((_(each.label) for each in Ground if each.value == found.ground), ""),
        "form": AnswerForm(initial={"answer": found.answer, "rev": found.rev}),
        "withhold_form": WithholdForm(),
        "answers": answers_reviews(request.user, request.site),
        "withholds": withholds(request.user, request.site),
        "duties": duties_of(REVIEW, found.pk),
        "history": timeline((REVIEW, found.pk)),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "clientele/review.html", context | forms, status=status)


@require_POST
@require_page(answers_reviews)
def answer(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Answer it."""
    found, form = _review(request, pk), AnswerForm(request.POST)
    who = {"actor": request.user, "at": site_now(request.site)}
    if form.is_valid() and tried(
        form, lambda: answer_review(review=found, text=form.cleaned_data["answer"], rev=form.cleaned_data["rev"], **who)
    ):
        return redirect("clientele:review", site_code, pk)
    return _one(request, found, form=form)


@require_POST
@require_page(withholds)
def withhold(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Withhold it on a ground of law, or show it again."""
    found, who = _review(request, pk), {"actor": request.user, "at": site_now(request.site)}
    if request.POST.get("verb") == "show":
        pressed(request, lambda: show_review(review=found, **who), _("Shown again."))
        return redirect("clientele:review", site_code, pk)
    form = WithholdForm(request.POST)
    if form.is_valid() and tried(form, lambda: withhold_review(review=found, **form.cleaned_data, **who)):
        return redirect("clientele:review", site_code, pk)
    return _one(request, found, withhold_form=form)


@require_POST
@require_page(answers_reviews)
def invite(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """A link for the client, shown once to whoever asked for it."""
    event = event_of(request, ref)
    try:
        _link, token = invite_review(event=event, actor=request.user, at=site_now(request.site))
    except ClienteleRefused as refused:
        return render(request, "clientele/invited.html", {"event": event, "reason": refused.message}, status=422)
    path = request.build_absolute_uri(f"/p/review/{token}/")
    return render(request, "clientele/invited.html", {"event": event, "address": path})
