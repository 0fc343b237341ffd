"""Addresses of the watch, under /s/<site_code>/watch/."""

from django.urls import path

from guanjia.frontdesk.watch.views import handover, log

app_name = "watch"
urlpatterns = [
    path("", handover.shift_page, name="shift"),
    path("log/", log.log_page, name="log"),
    path("log/<int:pk>/correct/", log.correct, name="correct"),
    path("points/", log.points_page, name="points"),
    path("points/labels.pdf", log.labels, name="labels"),
    path("weather/", log.weather, name="weather"),
    path("begin/<str:post_code>/", handover.begin, name="begin"),
    path("<str:number>/", handover.handover_page, name="handover"),
    path("<str:number>/record.pdf", handover.handover_pdf, name="record"),
]
