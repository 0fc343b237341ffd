"""Addresses for readers without an account, under /p/."""

from django.urls import path

from guanjia.portal.views import answers, delegations, enquiry, guests

app_name = "portal"
urlpatterns = [
    path("p/enquiry/<slug:site_code>/", enquiry.enquiry, name="enquiry"),
    path("p/a/<str:token>/", answers.answer, name="answer"),
    path("p/g/<str:token>/", guests.page, name="guest"),
    path("p/g/<str:token>/invitation.ics", guests.entry, name="guest_entry"),
    path("p/d/<str:token>/", delegations.page, name="delegation"),
]
