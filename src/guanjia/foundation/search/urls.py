"""Address of the search page; mounted at the root."""

from django.urls import path

from guanjia.foundation.search import views

app_name = "search"
urlpatterns = [path("s/<slug:site_code>/search/", views.show_search, name="search")]
