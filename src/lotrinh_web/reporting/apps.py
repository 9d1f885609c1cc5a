from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lotrinh_web.reporting"
    label = "reporting"
