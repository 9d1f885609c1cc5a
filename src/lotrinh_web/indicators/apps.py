from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "lotrinh_web.indicators"
    label = "indicators"
