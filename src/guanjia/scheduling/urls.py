"""Addresses of scheduling, under /s/<site_code>/scheduling/."""

from django.urls import path, register_converter

from guanjia.foundation.tables.public import import_urls
from guanjia.people.public import require_page
from guanjia.scheduling.permissions import places_periods
from guanjia.scheduling.views import periods, runs


class VerbConverter:
    """What may be done with a period in one press."""

    regex = "gather|drop|close|reopen"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VerbConverter, "scheduling_verb")

app_name = "scheduling"
urlpatterns = [
    path("", periods.period_list, name="periods"),
    path("new/", periods.period_new, name="period_new"),
    path("<int:pk>/", periods.period_page, name="period"),
    path("<int:pk>/requests/new/", periods.request_new, name="request_new"),
    path("<int:pk>/settle/", periods.settle, name="settle"),
    *import_urls("<int:pk>/import/", "plan_import", periods.importer, require_page(places_periods)),
    path("<int:pk>/<scheduling_verb:verb>/", periods.act, name="act"),
    path("runs/<int:pk>/", runs.run_page, name="run"),
    path("runs/<int:pk>/stop/", runs.stop, name="stop"),
    path("runs/<int:pk>/decide/", runs.decide, name="decide"),
]
