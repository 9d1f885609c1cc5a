from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lotrinh_web.programmes"
    label = "programmes"
