from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lotrinh_web.audit"
    label = "audit"
