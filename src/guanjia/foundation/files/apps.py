from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "guanjia.foundation.files"
    label = "files"
