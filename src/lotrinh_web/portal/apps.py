from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lotrinh_web.portal"
    label = "portal"
