"""Addresses of care, under /s/<site_code>/care/."""

from django.urls import path

from guanjia.care.views import butler, calls, people

app_name = "care"
urlpatterns = [
    path("", calls.calls_page, name="calls"),
    path("draw/", calls.draw_page, name="draw"),
    path("sample/<str:month>/", calls.sample_page, name="sample"),
    path("call/<int:pk>/", calls.call_page, name="call"),
    path("call/<int:pk>/<str:verb>/", calls.call_act, name="call_act"),
    path("file/<int:person_id>/", people.file_page, name="file"),
    path("file/<int:person_id>/<str:verb>/", people.file_act, name="file_act"),
    path("greetings/", people.greetings_page, name="greetings"),
    path("greetings/<int:pk>/", people.greet, name="greet"),
    path("special/", people.special_page, name="special"),
    path("special/<int:pk>/<str:verb>/", people.special_act, name="special_act"),
    path("building/", butler.building_page, name="building"),
    path("building/evaluate/", butler.evaluate, name="evaluate"),
]
