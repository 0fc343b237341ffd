from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "guanjia.foundation.messages"
    label = "messaging"
