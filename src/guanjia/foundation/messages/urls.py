"""Addresses of messages; mounted at the root."""

from django.urls import path

from guanjia.foundation.messages.views import bell, gateways, log

app_name = "messages"
urlpatterns = [
    path("s/<slug:site_code>/notices/", bell.notices, name="notices"),
    path("s/<slug:site_code>/notices/read/", bell.read_all, name="read_all"),
    path("s/<slug:site_code>/notices/<int:notice_id>/read/", bell.read, name="read"),
    path("s/<slug:site_code>/notices/preferences/", bell.preferences, name="preferences"),
    path("s/<slug:site_code>/system/messages/", log.log, name="log"),
    path("s/<slug:site_code>/system/messages/<int:message_id>/again/", log.again, name="again"),
    path("s/<slug:site_code>/system/robots/add/", log.robot, name="robot_add"),
    path("s/<slug:site_code>/system/robots/<int:robot_id>/", log.robot, name="robot"),
    path("s/<slug:site_code>/system/gateways/", gateways.gateways, name="gateways"),
    path("s/<slug:site_code>/system/gateways/<slug:kind>/", gateways.gateway, name="gateway"),
    path("s/<slug:site_code>/system/gateways/codes/give/", gateways.give_code, name="bind_code"),
]
