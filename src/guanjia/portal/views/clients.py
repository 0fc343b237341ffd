"""A client with an account: their events, how far each is, whom to call; a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanjia.conference.public import events_of_client
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.portal.permissions import is_client

A_PAGE = 20


@require_page(is_client)
@require_safe
def my_events(request: HttpRequest, site_code: str) -> HttpResponse:
    """My events, the next first, what is over at the end. What is asked of me comes by mail, with a link that is good once."""
    page = Paginator(events_of_client(request.user, request.site, site_now(request.site)), A_PAGE).get_page(
        request.GET.get("page")
    )
    phone = request.site.settings.get("phone", "")
    return render(request, "portal/my_events.html", {"site": request.site, "page": page, "phone": phone})
