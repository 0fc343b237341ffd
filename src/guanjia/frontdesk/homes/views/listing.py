"""A list of homes' papers: what is under way first, all of them on request."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guanjia.frontdesk.homes.permissions import keeps_homes


def show_list(
    request: HttpRequest, template: str, rows: QuerySet[Any], still_open: QuerySet[Any], **more: Any
) -> HttpResponse:
    """Fifty of a list: what is under way, or all with `?show=all`."""
    show = request.GET.get("show", "open")
    context = {
        "page": Paginator(rows if show == "all" else still_open, 50).get_page(request.GET.get("page")),
        "show": show,
        "keeps": keeps_homes(request.user, request.site),
    }
    return render(request, template, context | more)
