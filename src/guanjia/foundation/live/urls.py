"""Address of the polling fallback; mounted at the root."""

from django.urls import path

from guanjia.foundation.live import views

app_name = "live"
urlpatterns = [path("live/poll", views.poll, name="poll")]
