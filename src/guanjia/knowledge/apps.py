from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "guanjia.knowledge"
    label = "knowledge"
