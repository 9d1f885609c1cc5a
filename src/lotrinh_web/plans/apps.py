from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lotrinh_web.plans"
    label = "plans"
