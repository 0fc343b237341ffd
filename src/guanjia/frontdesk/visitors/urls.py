"""Addresses of visitors, under /s/<site_code>/visitors/."""

from django.urls import path

from guanjia.frontdesk.visitors.views import access, desk, gate_acts, gates, muster, papers
from guanjia.frontdesk.visitors.views.epidemic import cleaning, homes, policy, stocks, today

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
    path("gates/<slug:code>/waiting/", gate_acts.waiting_page, name="gate_waiting"),
    path("gates/<slug:code>/waiting/<str:number>/<slug:verb>/", gate_acts.waiting_act, name="gate_waiting_act"),
    path("gates/<slug:code>/lane/", gate_acts.lane_page, name="gate_lane"),
    path("gates/<slug:code>/quick/", gate_acts.quick_page, name="gate_quick"),
    path("muster/", muster.muster_page, name="muster_call"),
    path("muster/<int:pk>/end/", muster.muster_end, name="muster_end"),
    path("muster/line/<int:pk>/<slug:to>/", muster.muster_mark, name="muster_mark"),
    path("scans/", gates.scans_page, name="scans"),
    path("epidemic/", today.today_page, name="epidemic"),
    path("epidemic/case/<int:pk>/", today.follow, name="case_follow"),
    path("epidemic/disinfection/", cleaning.cleaning_page, name="cleaning"),
    path("epidemic/disinfection/<int:pk>/", cleaning.disinfected, name="disinfected"),
    path("epidemic/log.pdf", cleaning.log_pdf, name="disinfection_log"),
    path("epidemic/stocks/", stocks.stocks_page, name="stocks"),
    path("epidemic/stocks/<int:pk>/", stocks.stock_moved, name="stock_moved"),
    path("epidemic/homes/", homes.homes_page, name="isolated"),
    path("epidemic/homes/isolate/", homes.isolate_page, name="isolate"),
    path("epidemic/homes/invite/", homes.invite_page, name="invite_isolated"),
    path("epidemic/homes/<int:pk>/free/", homes.free_page, name="free_home"),
    path("epidemic/deliveries/", homes.delivery_page, name="delivery"),
    path("epidemic/deliveries/<int:pk>/<slug:to>/", homes.delivery_moved, name="delivery_moved"),
    path("epidemic/policy/", policy.policy_page, name="policy"),
    path("access/", access.access_page, name="access"),
    path("access/needs/", access.needs_page, name="needs"),
    path("access/<int:pk>/", access.facility_page, name="facility"),
    path("access/<int:pk>/<slug:verb>/", access.facility_act, name="facility_act"),
    path("v/<str:number>/", desk.visit_page, name="visit"),
    path("v/<str:number>/pass.pdf", papers.pass_pdf, name="pass_pdf"),
    path("v/<str:number>/form.pdf", papers.form_pdf, name="form_pdf"),
    path("v/<str:number>/temperature/<slug:verb>/", today.temperature, name="temperature"),
    path("v/<str:number>/<slug:verb>/", desk.visit_act, name="visit_act"),
]
