"""Addresses of the system pages; mounted at the root."""

from django.urls import path

from guanjia.foundation.jobs.views import health, seal, site, webhooks

app_name = "jobs"
BASE = "s/<slug:site_code>/system/"
urlpatterns = [
    path(BASE, health.show_health, name="health"),
    path(f"{BASE}undelivered/", health.show_undelivered, name="undelivered"),
    path(f"{BASE}retry/", health.retry, name="retry"),
    path(f"{BASE}seal/", seal.show_seal, name="seal"),
    path(f"{BASE}seal/<int:entry_id>/", seal.show_proof, name="proof"),
    path(f"{BASE}settings/", site.settings, name="settings"),
    path(f"{BASE}calendar/", site.calendar, name="calendar"),
    path(f"{BASE}calendar/forget/", site.calendar_forget, name="calendar_forget"),
    path(f"{BASE}webhooks/", webhooks.webhooks, name="webhooks"),
    path(f"{BASE}webhooks/add/", webhooks.webhook, name="webhook_add"),
    path(f"{BASE}webhooks/calls/<int:delivery_id>/again/", webhooks.webhook_again, name="webhook_again"),
    path(f"{BASE}webhooks/<int:endpoint_id>/", webhooks.webhook, name="webhook"),
    path(f"{BASE}webhooks/<int:endpoint_id>/renew/", webhooks.webhook_renew, name="webhook_renew"),
]
