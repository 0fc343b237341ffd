"""Addresses of posts."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, register_converter

from guanjia.foundation.tables.public import Importer, import_urls
from guanjia.people.public import require_page
from guanjia.posts.permissions import can_write_roster
from guanjia.posts.tables import roster_importer
from guanjia.posts.views import entries, master, week


class NounConverter:
    """Master data of posts: post, shift, qualification."""

    regex = "post|shift|qualification"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NounConverter, "posts_noun")


def importer(request: HttpRequest, **kwargs: Any) -> Importer:
    """The importer of rosters at this site."""
    return roster_importer(request.site)


app_name = "posts"
urlpatterns = [
    *import_urls("s/<slug:site_code>/posts/import/", "import", importer, require_page(can_write_roster)),
    path("s/<slug:site_code>/posts/", week.roster, name="roster"),
    path("s/<slug:site_code>/posts/copy/", week.copy, name="copy"),
    path("s/<slug:site_code>/posts/add/", entries.entry_add, name="entry_add"),
    path("s/<slug:site_code>/posts/<int:entry_id>/", entries.entry, name="entry"),
    path("s/<slug:site_code>/posts/<int:entry_id>/cover/", entries.entry_cover, name="entry_cover"),
    path("s/<slug:site_code>/posts/<int:entry_id>/release/", entries.entry_release, name="entry_release"),
    path("s/<slug:site_code>/posts/list/", master.posts, name="posts"),
    path("s/<slug:site_code>/posts/list/<posts_noun:noun>/add/", master.save, name="master_add"),
    path("s/<slug:site_code>/posts/list/<posts_noun:noun>/<int:row_id>/", master.save, name="master_change"),
]
