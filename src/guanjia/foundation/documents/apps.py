from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "guanjia.foundation.documents"
    label = "documents"
