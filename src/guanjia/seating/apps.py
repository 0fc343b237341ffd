"""Seats, cards and the order of people."""

from django.apps import AppConfig


class SeatingConfig(AppConfig):
    name = "guanjia.seating"
    label = "seating"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
