"""What pages about orders begin with: the order of the site, the photos of a form."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from guanjia.foundation.files.public import Watermark, store
from guanjia.foundation.sites.public import local
from guanjia.servicedesk.models import WorkOrder


def find_order(request: HttpRequest, number: str) -> WorkOrder:
    """The order of this site, or 404."""
    rows = WorkOrder.objects.select_related(
        "site", "place", "assignee", "reporter", "request__site", "request__unit", "request__place", "request__person"
    )
    return get_object_or_404(rows, site=request.site, number=number)


def keep_photos(request: HttpRequest, at: object, place: str) -> list[int]:
    """Keep the photos of a form with their watermark; ids. Raises FileRefused."""
    site = request.site
    mark = Watermark(site.name, place, f"{local(site, at):%Y-%m-%d %H:%M}", str(request.user))
    return [
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    ]
