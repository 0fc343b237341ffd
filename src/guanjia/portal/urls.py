"""Addresses for readers without an account, under /p/."""

from django.urls import path

from guanjia.portal.views import answers, enquiry

app_name = "portal"
urlpatterns = [
    path("p/enquiry/<slug:site_code>/", enquiry.enquiry, name="enquiry"),
    path("p/a/<str:token>/", answers.answer, name="answer"),
]
