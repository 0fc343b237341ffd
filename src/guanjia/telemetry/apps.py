from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "guanjia.telemetry"
    label = "telemetry"
