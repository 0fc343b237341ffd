"""Addresses of posts."""

from django.urls import path, register_converter

from guanjia.posts.views import entries, master, week


class NounConverter:
    """Master data of posts: post, shift, qualification."""

    regex = "post|shift|qualification"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NounConverter, "posts_noun")

app_name = "posts"
urlpatterns = [
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
