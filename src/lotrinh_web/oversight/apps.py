from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "lotrinh_web.oversight"
    label = "oversight"
