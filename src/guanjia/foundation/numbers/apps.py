from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "guanjia.foundation.numbers"
    label = "numbers"
