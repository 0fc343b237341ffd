"""Addresses of tokens and calendars; the API itself keeps its own under /api/v1/."""

from django.urls import path

from guanjia.api import views

app_name = "api"
urlpatterns = [
    path("s/<slug:site_code>/settings/tokens/", views.tokens, name="tokens"),
    path("s/<slug:site_code>/settings/tokens/<int:token_id>/revoke/", views.revoke, name="token_revoke"),
]
