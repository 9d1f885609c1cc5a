from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "lotrinh_web.products"
    label = "products"
