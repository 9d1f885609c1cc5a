"""The first types of instrument and their steps; the office changes them later."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lotrinh_web.products.instruments.types import load_first_types


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_first_types(apps.get_model("products", "InstrumentType"), apps.get_model("products", "InstrumentTypeStep"))


class Migration(migrations.Migration):
    dependencies = [("products", "0001_products")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
