"""Surveys for staff: what was sent, what came back, the QR code, paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page
from guanjia.surveys.actions.answering import AnswerRefused, enter_paper
from guanjia.surveys.forms import MARKS, PaperForm
from guanjia.surveys.models import Survey
from guanjia.surveys.permissions import enters_paper, sees_surveys
from guanjia.surveys.queries import answers_of, results_of, survey_list
from guanjia.surveys.rules.questions import QUESTIONS


@require_GET
@require_page(sees_surveys)
def survey_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """All surveys of the site with their satisfied share."""
    page = Paginator(survey_list(request.site), 50).get_page(request.GET.get("page"))
    return render(request, "surveys/surveys.html", {"page": page})


@require_GET
@require_page(sees_surveys)
def survey_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One survey: each dimension's share leads to the answers behind it."""
    survey = get_object_or_404(Survey, pk=pk, site=request.site)
    question, satisfied = request.GET.get("question", ""), request.GET.get("satisfied", "")
    context = {
        "survey": survey,
        "results": results_of(survey),
        "page": Paginator(answers_of(survey, question, satisfied), 50).get_page(request.GET.get("page")),
        "question": question,
        "satisfied": satisfied,
        "address": request.build_absolute_uri(reverse("surveys:answer", args=[survey.token])),
        "enters": enters_paper(request.user, request.site),
    }
    return render(request, "surveys/survey.html", context)


@require_page(enters_paper)
def paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Enter a sheet filled on paper."""
    survey = get_object_or_404(Survey.objects.select_related("questionnaire", "site"), pk=pk, site=request.site)
    form = PaperForm(request.POST or None, codes=survey.questionnaire.questions)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            enter_paper(
                survey=survey,
                sheet_number=given["sheet_number"],
                scores=form.scores,
                recommend=given["recommend"],
                remark=given["remark"],
                actor=request.user,
                at=site_now(request.site),
            )
        except (AnswerRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The sheet is entered."))
            return redirect("surveys:survey", site_code, pk)
    return render(request, "surveys/paper.html", {"survey": survey, "form": form}, status=422 if form.errors else 200)


@require_GET
@require_page(sees_surveys)
def sheet(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The questionnaire as a blank sheet with a QR code, to be filled by hand on the spot."""
    survey = get_object_or_404(Survey.objects.select_related("site"), pk=pk, site=request.site)
    rows = [[f"{_(each.label)} ({_(each.hint)})", *("□" for _mark in MARKS)] for each in QUESTIONS]
    data = {
        "site": request.site.name,
        "title": _("Satisfaction survey"),
        "number": survey.title,
        "version": _("Sheet number") + ": ________",
        "printed": f"{local(request.site, site_now(request.site)):%Y-%m-%d %H:%M}",
        "qr": qr_svg(request.build_absolute_uri(reverse("surveys:answer", args=[survey.token]))),
        "sections": [
            {
                "heads": [_("Dimension"), *(_(label) for _value, label in MARKS)],
                "rows": rows,
                "widths": [4, 1, 1, 1, 1, 1],
            },
            {"title": _("What should be better?"), "text": "\n\n\n\n"},
        ],
    }
    return HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
