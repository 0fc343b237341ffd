"""The page of the one box."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanjia.foundation.files.public import site_of, site_page
from guanjia.foundation.search.searching import search

MOST_TYPED = 100
WHOLE = {"Hx-Boosted", "Hx-History-Restore-Request"}


@site_page
@require_safe
def show_search(request: HttpRequest, site_code: str) -> HttpResponse:
    """What the reader may see of what the words find, grouped by kind; Enter on a single hit opens it.

    htmx asks for the groups only.
    """
    text = request.GET.get("q", "").replace("\x00", "")[:MOST_TYPED].strip()
    groups = search(request.user, site_of(request), text)
    hits = [hit for _provider, found in groups for hit in found]
    partial = "HX-Request" in request.headers and not WHOLE & set(request.headers)
    if len(hits) == 1 and request.GET.get("open") == "1" and not partial:
        return HttpResponseRedirect(hits[0].url)
    context = {"groups": groups, "text": text, "count": len(hits)}
    return render(request, "search/parts/hits.html" if partial else "search/search.html", context)
