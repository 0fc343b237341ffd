"""The questionnaire on an attendee's phone: no account, no name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page
from guanjia.surveys.actions.answering import AnswerRefused, take_answer
from guanjia.surveys.forms import QuestionnaireForm
from guanjia.surveys.models import Invitation, Survey
from guanjia.surveys.rules.questions import is_open


@never_cache
@public_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show and take the questionnaire. An unknown token is 404; a closed or used one says so kindly."""
    invitation = Invitation.objects.select_related("survey__site", "survey__questionnaire").filter(token=token).first()
    survey = invitation.survey if invitation else _open_survey(token)
    at = site_now(survey.site)
    context = {"survey": survey, "site": survey.site}
    if request.method == "GET" and invitation is not None and invitation.answered_at is not None:
        return render(request, "surveys/thanks.html", context)
    if request.method == "GET" and not is_open(survey.sent_at, at):
        return render(request, "surveys/closed.html", context, status=410)
    form = QuestionnaireForm(request.POST or None, codes=survey.questionnaire.questions)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            take_answer(
                survey=survey,
                form_key=given["form_key"],
                scores=form.scores,
                recommend=given["recommend"],
                remark=given["remark"],
                invitation=invitation,
                at=at,
            )
        except (AnswerRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "surveys/thanks.html", context)
    return render(request, "surveys/answer.html", context | {"form": form}, status=422 if form.errors else 200)


def _open_survey(token: str) -> Survey:
    survey = Survey.objects.select_related("site", "questionnaire").filter(token=token).first()
    if survey is None:
        raise Http404
    return survey
