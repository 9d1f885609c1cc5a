from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "lotrinh_web.workplan"
    label = "workplan"
