"""Surveys that are built on the screen: building, preview, answering, results, report, improvement plans."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import public_page, require_page
from guanjia.surveys.actions import building, improving
from guanjia.surveys.actions.building import StudyRefused
from guanjia.surveys.actions.filling import fill_from_paper, fill_study
from guanjia.surveys.forms import QuestionForm, StudyForm
from guanjia.surveys.models import ImprovementPlan, Study, StudyInvitation
from guanjia.surveys.permissions import builds_surveys, enters_owners_paper, sees_surveys
from guanjia.surveys.queries.studies import owners_of, result_of, study_list, ways_in
from guanjia.surveys.rules.studies import WEAK_BELOW, QuestionKind, Section, StudyState, weak_points

LONGEST_DAYS = 90


@require_page(sees_surveys, write=builds_surveys)
def study_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Surveys of the owners; a POST begins one."""
    if request.method == "POST":
        title = request.POST.get("title", "")[:200]
        code = slugify(request.POST.get("code", ""))[:40] or "owners"
        annual = bool(request.POST.get("annual"))
        try:
            study = building.begin_study(
                site=request.site, code=code, title=title, annual=annual, actor=request.user, at=site_now(request.site)
            )
            return redirect("surveys:study", site_code, study.pk)
        except (StudyRefused, SecretRefused) as refused:
            messages.error(request, str(refused))
    context = {
        "page": Paginator(study_list(request.site), 50).get_page(request.GET.get("page")),
        "builds": builds_surveys(request.user, request.site),
    }
    return render(request, "surveys/studies.html", context, status=422 if request.method == "POST" else 200)


def _find(request: HttpRequest, pk: int) -> Study:
    return get_object_or_404(Study.objects.select_related("site"), site=request.site, pk=pk)


@require_GET
@require_page(sees_surveys)
def study_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A draft with its builder, or what came back."""
    return _page(request, _find(request, pk), QuestionForm())


def _page(request: HttpRequest, study: Study, form: QuestionForm, status: int = 200) -> HttpResponse:
    draft = study.stage is StudyState.DRAFT
    result = None if draft else result_of(study)
    shares = {each.value: share.percent for each, share in result.sections} if result else {}
    context = {
        "study": study,
        "questions": study.questions.all(),
        "form": form,
        "result": result,
        "weak": weak_points(shares, WEAK_BELOW)[:1],
        "owner_count": len(_owners(study)) if draft else 0,
        "plans": study.plans.select_related("owner").order_by("due_on"),
        "sections": list(Section),
        "address": request.build_absolute_uri(reverse("surveys:study_answer", args=[study.token])),
        "builds": builds_surveys(request.user, request.site),
        "enters": enters_owners_paper(request.user, request.site),
    }
    return render(request, "surveys/study.html", context | ({} if draft else ways_in(study)), status=status)


def _owners(study: Study) -> list[Any]:
    return owners_of(study.site, local(study.site, site_now(study.site)).date())


@require_GET
@require_page(sees_surveys)
def preview(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """As the owner will see it."""
    study = _find(request, pk)
    form = StudyForm(questions=list(study.questions.all()))
    return render(
        request, "surveys/study_answer.html", {"study": study, "site": study.site, "form": form, "preview": True}
    )


@require_POST
@require_page(builds_surveys)
def study_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Word it, add, move or drop a question, open, close, plan an improvement."""
    study, post = _find(request, pk), request.POST
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    form = QuestionForm(post) if verb == "add" else QuestionForm()
    try:
        if verb == "add":
            if not form.is_valid():
                return _page(request, study, form, 422)
            given = form.cleaned_data
            building.add_question(
                study=study, section=Section(given["section"]), kind=QuestionKind(given["kind"]), text=given["text"],
                options=given["options"].splitlines(), required=given["required"], **who,
            )  # fmt: skip
        elif verb == "drop":
            building.drop_question(study=study, pk=int(post.get("question") or 0), **who)
        elif verb in ("up", "down"):
            building.shift_question(study=study, pk=int(post.get("question") or 0), up=verb == "up", **who)
        elif verb == "reword":
            building.reword_study(study=study, title=post.get("title", ""), intro=post.get("intro", ""), **who)
        elif verb == "open":
            _open(study, post, who)
        elif verb == "close":
            building.close_study(study=study, **who)
        elif verb == "plan":
            improving.plan_improvement(study=study, **_plan(request, study), **who)
        else:
            raise Http404
    except (ValueError, MoveRefused):
        messages.error(request, _("This does not fit where the survey stands; look again."))
    except (StudyRefused, SecretRefused) as refused:
        if verb == "add":
            form.add_error(None, str(refused))
            return _page(request, study, form, 422)
        messages.error(request, str(refused))
    return redirect("surveys:study", site_code, pk)


def _open(study: Study, post: Any, who: dict[str, Any]) -> None:
    """Send it out, with a letter to every household where that was ticked."""
    days = int(post.get("days") or 14)
    people = _owners(study) if post.get("letters") else []
    building.open_study(
        study=study, closes_at=who["at"] + timedelta(days=min(max(days, 1), LONGEST_DAYS)),
        population=int(post.get("population") or 0), people=people, **who,
    )  # fmt: skip


def _plan(request: HttpRequest, study: Study) -> dict[str, Any]:
    post = request.POST
    section, due_on = post.get("section", ""), parse_date(post.get("due_on", ""))
    if section not in set(Section) or due_on is None:
        raise StudyRefused(_("Choose the dimension and the day."))
    shares = {each.value: share.percent for each, share in result_of(study).sections}
    return {
        "section": Section(section), "finding": post.get("finding", "")[:1000], "measure": post.get("measure", "")[:1000],
        "due_on": due_on, "before": round(shares.get(section) or 0), "owner": request.user,
    }  # fmt: skip


@require_POST
@require_page(builds_surveys)
def plan_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Begin, check, close the loop."""
    plan = get_object_or_404(ImprovementPlan.objects.select_related("site"), site=request.site, pk=pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    try:
        if verb == "begin":
            improving.begin_improvement(plan=plan, **who)
        elif verb == "check":
            improving.check_effect(plan=plan, after=int(request.POST.get("after") or -1), **who)
        elif verb == "close":
            improving.close_loop(plan=plan, **who)
        else:
            raise Http404
    except (ValueError, MoveRefused):
        messages.error(request, _("This does not fit where the plan stands; look again."))
    except StudyRefused as refused:
        messages.error(request, str(refused))
    return redirect("surveys:study", site_code, plan.study_id)


@never_cache
@public_page
def answer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The survey on an owner's phone: no account, no name. An unknown token is 404, a draft too."""
    invitation = StudyInvitation.objects.select_related("study__site").filter(token=token).first()
    study = invitation.study if invitation else Study.objects.select_related("site").filter(token=token).first()
    if study is None or study.stage is StudyState.DRAFT:
        raise Http404
    at, context = site_now(study.site), {"study": study, "site": study.site}
    if request.method == "GET" and invitation is not None and invitation.answered_at is not None:
        return render(request, "surveys/thanks.html", context)
    if request.method == "GET" and (study.stage is StudyState.CLOSED or (study.closes_at and at >= study.closes_at)):
        return render(request, "surveys/study_closed.html", context, status=410)
    form = StudyForm(request.POST or None, questions=list(study.questions.all()))
    if request.method == "POST" and form.is_valid():
        try:
            fill_study(
                study=study, form_key=form.cleaned_data["form_key"], given=form.answers, invitation=invitation, at=at
            )
        except (StudyRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "surveys/thanks.html", context)
    return render(request, "surveys/study_answer.html", context | {"form": form}, status=422 if form.errors else 200)


@require_page(enters_owners_paper)
def paper_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Enter a sheet filled on paper."""
    study = _find(request, pk)
    form = StudyForm(request.POST or None, questions=list(study.questions.all()), paper=True)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["sheet_number"]
            fill_from_paper(
                study=study, sheet_number=number, given=form.answers, actor=request.user, at=site_now(request.site)
            )
        except (StudyRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The sheet is entered."))
            return redirect("surveys:study_paper", site_code, pk)
    return render(
        request, "surveys/study_paper.html", {"study": study, "form": form}, status=422 if form.errors else 200
    )


@require_GET
@require_page(sees_surveys)
def report(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The report: dimensions with n and margin, recommendation, themes, plans."""
    study = _find(request, pk)
    if study.stage is StudyState.DRAFT:
        raise Http404
    result, site = result_of(study), request.site

    def percent(value: float | None) -> str:
        return "–" if value is None else f"{value} %"

    rows = [
        [_(each.label), percent(share.percent), str(share.total), f"± {percent(share.margin)}"]
        for each, share in result.sections
    ]
    data = {
        "site": site.name,
        "title": study.title,
        "number": f"{study.code} v{study.version}",
        "printed": f"{local(site, site_now(site)):%Y-%m-%d %H:%M}",
        "qr": qr_svg(request.build_absolute_uri(reverse("surveys:study", args=[site.code, study.pk]))),
        "facts": [[_("Answers"), str(result.answers)], [_("Households asked"), str(study.population or "–")],
                  ["NPS", "–" if result.nps is None else str(result.nps)]],
        "sections": [
            {"title": _("Dimensions"), "heads": [_("Dimension"), _("Satisfied"), "n", "95 %"], "rows": rows, "widths": [4, 2, 1, 2]},
            {"title": _("Themes"), "heads": [_("Theme"), _("Answers"), _("For example")], "widths": [2, 1, 5],
             "rows": [[_(each.label), str(each.count), each.example] for each in result.themes]},
            {"title": _("Improvement plans"), "heads": [_("Dimension"), _("Measure"), _("Due on"), _("State")], "widths": [2, 5, 2, 2],
             "rows": [[_(p.section_enum.label), p.measure, f"{p.due_on}", _(p.stage.label)] for p in study.plans.all()]},
        ],
    }  # fmt: skip
    return HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
