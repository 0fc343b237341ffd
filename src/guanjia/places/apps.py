from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "guanjia.places"
    label = "places"
