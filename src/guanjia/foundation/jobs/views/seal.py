"""The seal: heads, checking, the proof of one entry."""

from dataclasses import asdict
from itertools import islice

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanjia.foundation.journal.public import Entry, SealBatch, check_proof, head, knows_head, proof_of, verify
from guanjia.foundation.sites.public import page

MOST_FINDINGS, MOST_ENTRIES = 200, 300_000


@page("system")
@require_safe
def show_seal(request: HttpRequest, site_code: str) -> HttpResponse:
    """The chain of batches; `?check=1` checks all of it, `?head=ROOT` looks for a printed head."""
    site, asked = request.site, request.GET.get("head", "").strip()
    checking = request.GET.get("check") == "1"
    too_many = checking and Entry.objects.filter(site=site).count() > MOST_ENTRIES
    findings = [] if too_many or not checking else list(islice(verify(site), MOST_FINDINGS))
    context = {
        "head": head(site),
        "page": Paginator(SealBatch.objects.filter(site=site).order_by("-number"), 50).get_page(
            request.GET.get("page")
        ),
        "checked": checking and not too_many,
        "too_many": too_many,
        "findings": [(finding, _(finding.words)) for finding in findings],
        "asked": asked,
        "known": bool(asked) and knows_head(site, asked),
    }
    return render(request, "jobs/seal.html", context)


@page("system")
@require_safe
def show_proof(request: HttpRequest, site_code: str, entry_id: int) -> HttpResponse:
    """The inclusion proof of one entry of the site as JSON, to be checked without us."""
    if not Entry.objects.filter(site=request.site, pk=entry_id).exists() or (proof := proof_of(entry_id)) is None:
        raise Http404
    return JsonResponse(asdict(proof) | {"holds": check_proof(proof)})
