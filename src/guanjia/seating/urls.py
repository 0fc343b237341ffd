"""Addresses of seating, under /s/<site_code>/seating/."""

from django.urls import path

from guanjia.seating.views import changes, floors, orders, plans, sheets

app_name = "seating"
urlpatterns = [
    path("e/<str:ref>/", orders.seats, name="seats"),
    path("e/<str:ref>/order/", orders.order, name="order"),
    path("e/<str:ref>/wishes/", orders.wish, name="wish"),
    path("e/<str:ref>/absence/", changes.absence, name="absence"),
    path("e/<str:ref>/cars/", changes.cars, name="cars"),
    path("e/<str:ref>/cars.pdf", changes.cars_paper, name="cars_paper"),
    path("e/<str:ref>/flags/", sheets.flags, name="flags"),
    path("e/<str:ref>/awards/", sheets.awards, name="awards"),
    path("e/<str:ref>/new/<str:scene>/", plans.new, name="new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/plan.pdf", plans.paper, name="paper"),
    path("plans/<int:pk>/cards.pdf", plans.cards, name="cards"),
    path("plans/<int:pk>/screen/", floors.screen, name="screen"),
    path("plans/<int:pk>/compute/", floors.compute, name="compute"),
    path("plans/<int:pk>/stop/", floors.stop, name="stop"),
    path("plans/<int:pk>/<str:verb>/", plans.act, name="act"),
    path("moves/<int:pk>/", changes.moves, name="moves"),
    path("moves/<int:pk>/moves.pdf", changes.paper, name="moves_paper"),
    path("moves/<int:pk>/done/", changes.done, name="moves_done"),
]
