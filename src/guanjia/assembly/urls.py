"""Addresses of assembly, under /s/<site_code>/assembly/."""

from django.urls import path

from guanjia.assembly.views import console, minutes, motions, papers, people, servers, video, wordings

app_name = "assembly"
urlpatterns = [
    path("e/<str:ref>/", console.event, name="event"),
    path("servers/", servers.servers, name="servers"),
    path("servers/<str:kind>/", servers.server, name="server"),
    path("<int:pk>/", console.console, name="console"),
    path("<int:pk>/wall/", console.wall, name="wall"),
    path("<int:pk>/settings/", console.settings, name="settings"),
    path("<int:pk>/video/", video.hall, name="video"),
    path("<int:pk>/captions/", video.caption_key, name="caption_key"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/export.xlsx", people.export, name="export"),
    path("<int:pk>/people/<str:verb>/", people.act, name="people_act"),
    path("<int:pk>/papers/", papers.papers, name="papers"),
    path("<int:pk>/papers/<str:verb>/", papers.act, name="papers_act"),
    path("<int:pk>/wordings/", wordings.wordings, name="wordings"),
    path("<int:pk>/tablets/", papers.tablets, name="tablets"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/minutes.pdf", minutes.paper, name="minutes_paper"),
    path("<int:pk>/minutes/record-<int:version>.zip", minutes.package, name="record"),
    path("<int:pk>/minutes/<str:verb>/", minutes.act, name="minutes_act"),
    path("<int:pk>/motions/new/", motions.new, name="motion_new"),
    path("motions/<int:pk>/", motions.motion, name="motion"),
    path("motions/<int:pk>/count/", motions.count, name="count"),
    path("motions/<int:pk>/<str:verb>/", motions.act, name="motion_act"),
    path("<int:pk>/<str:verb>/", console.act, name="act"),
]
