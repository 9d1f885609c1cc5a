from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lotrinh_web.accounts"
    label = "accounts"
