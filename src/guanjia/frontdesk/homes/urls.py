"""Addresses of homes, under /s/<site_code>/homes/."""

from django.urls import path

from guanjia.foundation.tables.public import import_urls
from guanjia.frontdesk.homes.permissions import imports_homes, keeps_arrears
from guanjia.frontdesk.homes.views import arrears, letters, outages, passages, person, register, renovations, unit
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
    path("moving/", passages.passage_list, name="passages"),
    path("moving/open/", passages.open_one, name="passage_open"),
    path("moving/<str:number>/", passages.passage_page, name="passage"),
    path("moving/<str:number>/<str:verb>/", passages.passage_act, name="passage_act"),
    path("renovations/", renovations.renovation_list, name="renovations"),
    path("renovations/tell/", renovations.renovation_tell, name="renovation_tell"),
    path("renovations/<str:number>/", renovations.renovation_page, name="renovation"),
    path("renovations/<str:number>/workers/", renovations.worker_add, name="worker_add"),
    path("renovations/<str:number>/workers/<int:worker_id>/", renovations.worker_remove, name="worker_remove"),
    path("renovations/<str:number>/findings/", renovations.violation_add, name="violation_add"),
    path(
        "renovations/<str:number>/findings/<int:violation_id>/<str:verb>/",
        renovations.violation_act,
        name="violation_act",
    ),
    path("renovations/<str:number>/committee/", renovations.committee, name="committee"),
    path("renovations/<str:number>/deposit/", renovations.deposit, name="deposit"),
    path("renovations/<str:number>/to/<str:to>/", renovations.renovation_move, name="renovation_move"),
    path("letters/<str:number>.pdf", letters.letter_pdf, name="letter"),
    path("letters/<str:number>/served/", letters.letter_serve, name="letter_serve"),
    path("arrears/", arrears.arrears_list, name="arrears"),
    *import_urls("arrears/import/", "arrears_import", arrears.importer, require_page(keeps_arrears)),
    path("outages/", outages.outage_list, name="outages"),
    path("outages/add/", outages.outage_add, name="outage_add"),
    path("outages/<str:number>/", outages.outage_page, name="outage"),
    path("outages/<str:number>/<str:verb>/", outages.outage_act, name="outage_act"),
]
