"""Addresses of reception, under /s/<site_code>/reception/."""

from django.urls import path

from guanjia.reception.views import deposits, security

app_name = "reception"
urlpatterns = [
    path("e/<str:ref>/deposits/", deposits.deposits, name="deposits"),
    path("e/<str:ref>/deposits/give/", deposits.give, name="give"),
    path("e/<str:ref>/deposits/count/", deposits.count, name="count"),
    path("deposits/<int:pk>/", deposits.one, name="deposit"),
    path("deposits/<int:pk>/end/", deposits.end, name="deposit_end"),
    path("deposits/<int:pk>/tag.pdf", deposits.tag, name="tag"),
    path("e/<str:ref>/security/", security.security, name="security"),
    path("e/<str:ref>/security/plan/", security.plan, name="security_plan"),
    path("e/<str:ref>/security/command/", security.command, name="security_command"),
    path("e/<str:ref>/security/check/", security.screening, name="screening"),
    path("e/<str:ref>/security/rings/<str:code>/", security.ring, name="ring"),
    path("e/<str:ref>/security/<str:verb>/", security.act, name="security_act"),
]
