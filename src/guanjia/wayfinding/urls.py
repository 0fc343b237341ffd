"""Addresses of wayfinding, under /s/<site_code>/wayfinding/; the plate's page lies at /p/way/."""

from typing import Any

from django.http import HttpRequest
from django.urls import path

from guanjia.foundation.tables.public import Importer, import_urls
from guanjia.people.public import require_page
from guanjia.wayfinding.permissions import draws_ways
from guanjia.wayfinding.tables import link_importer, spot_importer
from guanjia.wayfinding.views import closings, ways


def spots_from(request: HttpRequest, **kwargs: Any) -> Importer:
    """The importer of places at this site."""
    return spot_importer(request.site)


def links_from(request: HttpRequest, **kwargs: Any) -> Importer:
    """The importer of links at this site."""
    return link_importer(request.site)


app_name = "wayfinding"
urlpatterns = [
    path("", ways.ways_page, name="ways"),
    path("plates.pdf", ways.plate_paper, name="plates"),
    path("closings/", closings.closings_page, name="closings"),
    path("closings/<int:closing_id>/open/", closings.closing_open, name="closing_open"),
    path("spots/", ways.spot_list, name="spots"),
    path("spots/new/", ways.spot_page, name="spot_new"),
    *import_urls("spots/import/", "spots_import", spots_from, require_page(draws_ways)),
    path("spots/<int:spot_id>/", ways.spot_page, name="spot"),
    path("spots/<int:spot_id>/move/", ways.spot_move, name="spot_move"),
    path("spots/<int:spot_id>/remove/", ways.spot_remove, name="spot_remove"),
    path("spots/<int:spot_id>/link/", ways.link_save, name="link_save"),
    path("links/", ways.link_list, name="links"),
    *import_urls("links/import/", "links_import", links_from, require_page(draws_ways)),
    path("links/<int:link_id>/remove/", ways.link_remove, name="link_remove"),
]
