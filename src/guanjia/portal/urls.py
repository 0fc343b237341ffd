"""Addresses for readers without an account and for residents, under /p/; the desk's pages of notices under /s/."""

from django.urls import path

from guanjia.portal.views import (
    announcing,
    answers,
    callbacks,
    delegations,
    enquiry,
    guests,
    home,
    login,
    privacy,
    staff_login,
)

app_name = "portal"
HOME, DESK = "p/home/<slug:site_code>/", "s/<slug:site_code>/announcements/"
urlpatterns = [
    path("p/enquiry/<slug:site_code>/", enquiry.enquiry, name="enquiry"),
    path("p/a/<str:token>/", answers.answer, name="answer"),
    path("p/g/<str:token>/", guests.page, name="guest"),
    path("p/g/<str:token>/invitation.ics", guests.entry, name="guest_entry"),
    path("p/d/<str:token>/", delegations.page, name="delegation"),
    path("p/staff/<slug:site_code>/bind/", staff_login.bind_page, name="outside_bind"),
    path("p/staff/<slug:site_code>/<slug:provider>/", staff_login.leave_for, name="outside_login"),
    path("p/staff/<slug:site_code>/<slug:provider>/back/", staff_login.come_back, name="outside_back"),
    path("p/callbacks/<slug:site_code>/wecom/", callbacks.wecom, name="wecom_callback"),
    path("p/home/", home.gate, name="gate"),
    path(HOME, home.home, name="home"),
    path(f"{HOME}login/", login.phone, name="login"),
    path(f"{HOME}login/code/", login.code, name="login_code"),
    path(f"{HOME}login/who/", login.who, name="login_who"),
    path(f"{HOME}leave/", login.leave, name="leave"),
    path(f"{HOME}manifest.webmanifest", home.manifest, name="manifest"),
    path(f"{HOME}offline/", home.offline, name="offline"),
    path(f"{HOME}notices/", home.notices, name="notices"),
    path(f"{HOME}notices/<int:pk>/", home.notice, name="notice"),
    path(f"{HOME}messages/", home.messages, name="messages"),
    path(f"{HOME}messages/read/", home.read, name="message_read"),
    path(f"{HOME}contact/", home.contact, name="contact"),
    path(f"{HOME}account/", home.account, name="account"),
    path(f"{HOME}privacy/", privacy.mine, name="privacy"),
    path(DESK, announcing.board, name="announcements"),
    path(f"{DESK}new/", announcing.write, name="announcement_new"),
    path(f"{DESK}erasures/", privacy.asks, name="erasures"),
    path(f"{DESK}erasures/<int:pk>/", privacy.answer, name="erasure"),
    path(f"{DESK}<slug:number>/", announcing.one, name="announcement"),
    path(f"{DESK}<slug:number>/change/", announcing.write, name="announcement_change"),
    path(f"{DESK}<slug:number>/notice.pdf", announcing.paper, {"kind": "pdf"}, name="announcement_pdf"),
    path(f"{DESK}<slug:number>/notice.png", announcing.paper, {"kind": "png"}, name="announcement_png"),
    path(f"{DESK}<slug:number>/<slug:verb>/", announcing.act, name="announcement_act"),
]
