"""Addresses of the queue, under /s/<site_code>/queues/."""

from django.urls import URLPattern, path

from guanjia.frontdesk.queues.views import counters, plan, screen

app_name = "queues"
urlpatterns: list[URLPattern] = [
    path("", counters.counters_page, name="counters"),
    path("take/", counters.take, name="take"),
    path("counter/<slug:code>/<str:verb>/", counters.counter_act, name="counter_act"),
    path("number/<int:ticket_id>/<str:verb>/", counters.ticket_act, name="ticket_act"),
    path("screen/", screen.screen, name="screen"),
    path("appointments/", plan.appointments, name="appointments"),
    path("appointments/<int:pk>/<str:verb>/", plan.appointment_act, name="appointment_act"),
    path("peaks/", plan.peaks_page, name="peaks"),
    path("peaks/<int:pk>/off/", plan.peak_off, name="peak_off"),
    path("setup/", plan.setup, name="setup"),
]
