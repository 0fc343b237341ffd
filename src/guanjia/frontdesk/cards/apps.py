from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "guanjia.frontdesk.cards"
    label = "cards"
