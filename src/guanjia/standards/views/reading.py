"""The promises of a site: the list, one of them, and the law."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import require_page
from guanjia.standards.forms import ReasonForm
from guanjia.standards.permissions import may_patch_company, may_patch_site, may_read
from guanjia.standards.queries.effective import Layers, fits, layers, resolve
from guanjia.standards.queries.floor import laws_at
from guanjia.standards.queries.page import below_law, history, modules, post_names, rows, title_of, values
from guanjia.standards.queries.wording import describe_when

PER_PAGE = 50


@require_page(may_read)
def standard_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every promise of the site with where it comes from, by title, code or post."""
    query, module = request.GET.get("q", "").strip(), request.GET.get("module", "")
    found = rows(request.site, query=query, module=module)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "q": query,
        "module": module,
        "modules": modules(request.site),
    }
    return render(request, "standards/list.html", context)


@require_page(may_read)
def standard_detail(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """One promise, field by field with its source, the laws that bind it, and its history."""
    each = find(request.site, code)
    return render(request, "standards/detail.html", detail_context(request, each, ReasonForm()))


@require_page(may_read)
def law_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """The law rows that hold at the site today."""
    return render(request, "standards/laws.html", {"laws": laws_at(request.site, site_now(request.site))})


def find(site: Site, code: str) -> Layers:
    """The layers of a promise, or 404."""
    try:
        return layers(site)[code]
    except KeyError:
        raise Http404 from None


def detail_context(request: HttpRequest, each: Layers, form: ReasonForm) -> dict[str, object]:
    """What the page of one promise shows; `form` asks why it is switched off or on."""
    site, at, standard = request.site, site_now(request.site), resolve(each)[0]
    return {
        "standard": standard,
        "title": title_of(standard),
        "when": describe_when(standard.when),
        "owed_by": post_names(site).get(standard.post, standard.post) or standard.performer,
        "values": values(site, each, at),
        "history": history(site, each),
        "breaches": below_law(site, each, at),
        "fits": fits(each),
        "form": form,
        "may_patch": may_patch_site(request.user, site),
        "may_patch_company": may_patch_company(request.user, site),
    }
