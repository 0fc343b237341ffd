"""A quote as its customer sees it: what it will cost, yes or no; no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.actions.quoting import decide_quote
from guanjia.servicedesk.models import Quote


@public_page
def quote_page(request: HttpRequest, token: str) -> HttpResponse:
    """The lines and the sum; a yes lets the work begin, a no does not. The word is said once; the page then shows it."""
    rows = Quote.objects.select_related("request__site", "request__unit", "request__place")
    quote = get_object_or_404(rows, token=token)
    row, site = quote.request, quote.request.site
    refusal, status = "", 200
    if request.method == "POST":
        word = request.POST.get("word", "")
        if word in {"yes", "no"}:
            try:
                decide_quote(quote=quote, accepted=word == "yes", how="link", actor=None, at=site_now(site))
            except RequestRefused as refused:
                refusal, status = str(refused), 409
            else:
                return redirect("quote", token)
        else:
            refusal, status = _("Choose one of the list."), 422
    context = {"quote": quote, "row": row, "site": site, "refusal": refusal, "phone": site.settings.get("phone", "")}
    return render(request, "servicedesk/quote.html", context, status=status)
