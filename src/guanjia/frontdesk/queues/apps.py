from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "guanjia.frontdesk.queues"
    label = "queues"
