"""Addresses of people."""

from django.urls import path

from guanjia.people.views import home, member, organisations, staff

app_name = "people"
urlpatterns = [
    path("s/", home.home, name="home"),
    path("s/<slug:site_code>/people/", staff.staff_list, name="staff"),
    path("s/<slug:site_code>/people/add/", staff.member_add, name="member_add"),
    path("s/<slug:site_code>/people/<int:user_id>/", member.member, name="member"),
    path("s/<slug:site_code>/people/<int:user_id>/account/", member.account_change, name="account_change"),
    path("s/<slug:site_code>/people/<int:user_id>/password/", member.password_reset, name="password_reset"),
    path("s/<slug:site_code>/people/<int:user_id>/roles/", member.role_add, name="role_add"),
    path("s/<slug:site_code>/people/<int:user_id>/roles/<int:membership_id>/end/", member.role_end, name="role_end"),
    path("s/<slug:site_code>/people/<int:user_id>/leave/", member.leave, name="leave"),
    path("s/<slug:site_code>/organisations/", organisations.organisations, name="organisations"),
    path("s/<slug:site_code>/organisations/add/", organisations.organisation_save, name="organisation_add"),
    path("s/<slug:site_code>/organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path(
        "s/<slug:site_code>/organisations/<int:organisation_id>/change/",
        organisations.organisation_save,
        name="organisation_change",
    ),
    path(
        "s/<slug:site_code>/organisations/<int:organisation_id>/contacts/add/",
        organisations.contact_add,
        name="contact_add",
    ),
]
