from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "lotrinh_web.organisations"
    label = "organisations"
