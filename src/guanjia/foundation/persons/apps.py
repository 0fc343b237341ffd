from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "guanjia.foundation.persons"
    label = "persons"
