"""The fallback of the live stream where pages are served apart from it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from guanjia.foundation.live.hearing import allowed
from guanjia.foundation.live.topics import standing
from guanjia.foundation.sites.public import page


@page("anyone")
@require_GET
def poll(request: HttpRequest) -> JsonResponse:
    """Versions of the topics asked for that the reader may hear, as the stream's own poll; 403 when there is none."""
    topics = [topic for part in request.GET.getlist("topics") for topic in part.split(",") if topic]
    found = standing(allowed(request.user, topics), request.GET.get("drawn", ""))
    return JsonResponse(found, status=200 if found else 403, headers={"Cache-Control": "no-store"})
