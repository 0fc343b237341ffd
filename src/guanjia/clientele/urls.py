"""Addresses of clientele, under /s/<site_code>/clientele/."""

from django.urls import path

from guanjia.clientele.views import clients, packages, proposals, reviews

app_name = "clientele"
urlpatterns = [
    path("", clients.clients, name="clients"),
    path("numbers/", clients.numbers, name="numbers"),
    path("clients/<int:pk>/", clients.client, name="client"),
    path("clients/<int:pk>/<slug:verb>/", clients.act, name="client_act"),
    path("preferences/<int:pk>/forget/", clients.forget, name="forget"),
    path("e/<str:ref>/packages/", packages.offer, name="offer"),
    path("e/<str:ref>/packages/<slug:verb>/", packages.offer_act, name="offer_act"),
    path("e/<str:ref>/review/", reviews.invite, name="invite"),
    path("packages/", packages.packages, name="packages"),
    path("packages/new/", packages.package, name="package_new"),
    path("packages/<int:pk>/", packages.package, name="package"),
    path("packages/<int:pk>/withdraw/", packages.withdraw, name="package_withdraw"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/answer/", reviews.answer, name="answer"),
    path("reviews/<int:pk>/withhold/", reviews.withhold, name="withhold"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/decide/", proposals.decide, name="decide"),
]
