from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "guanjia.foundation.journal"
    label = "journal"
