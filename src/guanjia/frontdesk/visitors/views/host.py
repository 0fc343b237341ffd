"""The link that a host was sent: who waits, yes or no, once. No account (VISI-005)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.asking import answer_by_link, note_stale_answer
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import HostQuestion
from guanjia.frontdesk.visitors.queries.hosts import is_host
from guanjia.frontdesk.visitors.rules.asking import HostAnswer, may_answer
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import public_page


@never_cache
@public_page
def host_page(request: HttpRequest, token: str) -> HttpResponse:
    """While the question is open: name, number of persons, purpose and two buttons. Afterwards only what was answered.

    Somebody who has moved out since is shown nothing of the visitor, and an attempt leaves its trace in the visit.
    """
    rows = HostQuestion.objects.select_related("visit__site", "visit__person", "visit__unit", "host")
    question = rows.filter(token=token, visit__erased_at=None).first()
    if question is None:
        raise Http404
    visit = question.visit
    at = site_now(visit.site)
    if visit.unit_id is None or not is_host(visit.site, question.host_id, visit.unit_id, at):
        if request.method == "POST":
            note_stale_answer(question=question, at=at)
        return render(request, "visitors/host.html", {"site": visit.site, "gone": True}, status=403)
    sentence = ""
    if request.method == "POST":
        said = HostAnswer.YES if request.POST.get("answer") == HostAnswer.YES else HostAnswer.NO
        try:
            answer_by_link(question=question, said=said, at=at)
        except VisitRefused as refused:
            sentence = str(refused)
        except MoveRefused:
            sentence = _("Somebody else was faster. This is how it stands now.")
        else:
            return redirect("visitor_host", token)
        visit.refresh_from_db()
    answered, confirmed = question.answered_at is not None, visit.confirmed_at is not None
    context = {
        "site": visit.site,
        "question": question,
        "visit": visit,
        "sentence": sentence,
        "answer": question.said,
        "open": may_answer(visit.stage, answered=answered, confirmed=confirmed, pass_until=visit.pass_until, at=at),
    }
    return render(request, "visitors/host.html", context, status=422 if sentence else 200)
