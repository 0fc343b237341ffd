"""Addresses of tokens and calendars; the API itself keeps its own under /api/v1/."""

from django.urls import path

from guanjia.api import feeds, views

app_name = "api"
urlpatterns = [
    path("feeds/<str:token>.ics", feeds.ics, name="feed"),
    path("s/<slug:site_code>/settings/calendars/", feeds.calendars, name="calendars"),
    path("s/<slug:site_code>/settings/calendars/renew/", feeds.renew, name="calendars_renew"),
    path("s/<slug:site_code>/settings/tokens/", views.tokens, name="tokens"),
    path("s/<slug:site_code>/settings/tokens/<int:token_id>/revoke/", views.revoke, name="token_revoke"),
]
