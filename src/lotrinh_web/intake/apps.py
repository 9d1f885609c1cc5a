from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lotrinh_web.intake"
    label = "intake"
