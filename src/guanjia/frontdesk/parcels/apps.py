from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "guanjia.frontdesk.parcels"
    label = "parcels"
