"""The free answers of a survey: all of them, or those that speak of a theme."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from guanjia.people.public import require_page
from guanjia.surveys.models import Study
from guanjia.surveys.permissions import sees_surveys
from guanjia.surveys.queries.studies import remarks_of
from guanjia.surveys.rules.studies import StudyState
from guanjia.surveys.rules.themes import BAD, GOOD, NEUTRAL


@require_GET
@require_page(sees_surveys)
def words_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The answers behind a number of the themes; an unknown theme is 404."""
    study = get_object_or_404(Study.objects.select_related("site"), site=request.site, pk=pk)
    code, mood = request.GET.get("theme", ""), request.GET.get("mood", "")
    if study.stage is StudyState.DRAFT or mood not in {"", GOOD, NEUTRAL, BAD}:
        raise Http404
    theme, remarks = remarks_of(study, code, mood)
    if code and theme is None:
        raise Http404
    context = {
        "study": study,
        "theme": theme,
        "mood": mood,
        "page": Paginator(remarks, 50).get_page(request.GET.get("page")),
    }
    return render(request, "surveys/study_words.html", context)
