"""Addresses of visitors, under /s/<site_code>/visitors/."""

from django.urls import path

from guanjia.frontdesk.visitors.views import access, desk, epidemic, gates, papers

app_name = "visitors"
urlpatterns = [
    path("", desk.visit_list_page, name="visits"),
    path("register/", desk.register_page, name="register"),
    path("inside/", desk.inside_page, name="inside"),
    path("inside.pdf", papers.muster_pdf, name="muster"),
    path("form.pdf", papers.blank_form, name="blank_form"),
    path("gates/", gates.gates_page, name="gates"),
    path("gates/<slug:code>/", gates.gate_page, name="gate"),
    path("gates/<slug:code>/facts", gates.gate_facts, name="gate_facts"),
    path("gates/<slug:code>/scan", gates.gate_scan, name="gate_scan"),
    path("gates/<slug:code>/poster.pdf", papers.poster_pdf, name="poster"),
    path("gates/<slug:code>/kiosk/", gates.kiosk_page, name="kiosk"),
    path("scans/", gates.scans_page, name="scans"),
    path("epidemic/", epidemic.epidemic_page, name="epidemic"),
    path("epidemic/log.pdf", epidemic.log_pdf, name="disinfection_log"),
    path("epidemic/<slug:what>/", epidemic.epidemic_act, name="epidemic_act"),
    path("epidemic/<slug:what>/<int:pk>/", epidemic.epidemic_row, name="epidemic_row"),
    path("access/", access.access_page, name="access"),
    path("access/needs/", access.needs_page, name="needs"),
    path("access/<int:pk>/<slug:verb>/", access.facility_act, name="facility_act"),
    path("v/<str:number>/", desk.visit_page, name="visit"),
    path("v/<str:number>/pass.pdf", papers.pass_pdf, name="pass_pdf"),
    path("v/<str:number>/form.pdf", papers.form_pdf, name="form_pdf"),
    path("v/<str:number>/<slug:verb>/", desk.visit_act, name="visit_act"),
]
