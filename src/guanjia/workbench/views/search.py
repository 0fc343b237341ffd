"""The one box: a person, a room, a meeting, a request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guanjia.foundation.search.public import search as search_all
from guanjia.people.public import is_staff, require_page


@require_page(is_staff)
def search(request: HttpRequest, site_code: str) -> HttpResponse:
    """What the reader may see of what was typed, grouped by kind. Nothing typed finds nothing."""
    text = request.GET.get("q", "").strip()[:100]
    groups = search_all(request.user, request.site, text) if text else []
    return render(request, "workbench/search.html", {"text": text, "groups": groups})
