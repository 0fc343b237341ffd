"""Advice while a form is being filled; what is typed is read and nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from guanjia.complaints.permissions import works
from guanjia.complaints.queries.advice import advice_on_form
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page

MOST = 4000


@require_POST
@require_page(works)
def advise(request: HttpRequest, site_code: str) -> HttpResponse:
    """The part of the page that says what the words mean; a POST, so that they stay out of addresses and logs."""
    typed = {name: value[:MOST] for name, value in request.POST.items()}
    advice = advice_on_form(request.site, typed, site_now(request.site))
    return render(request, "complaints/parts/advice.html", {"advice": advice})
