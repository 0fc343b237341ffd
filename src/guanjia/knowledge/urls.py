"""Addresses of knowledge, under /s/<site_code>/knowledge/."""

from django.urls import path

from guanjia.knowledge.views import articles, daily

app_name = "knowledge"
urlpatterns = [
    path("", articles.article_list_page, name="articles"),
    path("new/", articles.new, name="new"),
    path("starters/", articles.starters, name="starters"),
    path("today/", daily.today, name="today"),
    path("wording/", daily.wording, name="wording"),
    path("<int:pk>/", articles.article_page, name="article"),
    path("<int:pk>/edit/", articles.edit, name="edit"),
    path("<int:pk>/approve/", articles.approve, name="approve"),
    path("<int:pk>/withdraw/", articles.withdraw, name="withdraw"),
    path("<int:pk>/used/", articles.used, name="used"),
]
