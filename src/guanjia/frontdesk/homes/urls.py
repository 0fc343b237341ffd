"""Addresses of homes, under /s/<site_code>/homes/."""

from django.urls import path

from guanjia.foundation.tables.public import import_urls
from guanjia.frontdesk.homes.permissions import imports_homes
from guanjia.frontdesk.homes.views import person, register, unit
from guanjia.people.public import require_page

app_name = "homes"
urlpatterns = [
    path("units/", register.unit_list, name="units"),
    path("buildings/", register.building_list, name="buildings"),
    *import_urls("units/import/", "units_import", register.importer, require_page(imports_homes)),
    path("units/<int:unit_id>/", unit.unit_page, name="unit"),
    path("units/<int:unit_id>/add/", unit.add_person, name="add_person"),
    path("people/<int:person_id>/", person.person_page, name="person"),
    path("people/<int:person_id>/show/", person.show_value, name="show_value"),
    path("relations/<int:occupancy_id>/contact/", unit.make_contact, name="make_contact"),
    path("relations/<int:occupancy_id>/end/", unit.change_end, {"how": "end"}, name="end_relation"),
    path("relations/<int:occupancy_id>/extend/", unit.change_end, {"how": "extend"}, name="extend_relation"),
]
