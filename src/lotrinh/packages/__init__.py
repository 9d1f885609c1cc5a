"""Programme packages: a programme as facts (who, what, by when, measured how), without the document's text.

`load_package("cantho-29nqtw")` gives the package shipped with the product.
`docs/programme-package.md` describes the format and `schema.json` defines it.
"""

from lotrinh.packages.checks import validate
from lotrinh.packages.lookup import organisation_in_force, successors, task_lead
from lotrinh.packages.package import (
    dump_package,
    library_programme,
    load_library,
    load_package,
    packages_shipped,
    read_package,
)
from lotrinh.packages.records import Package
from lotrinh.packages.territory import Commune, communes

__all__ = [
    "Commune",
    "Package",
    "communes",
    "dump_package",
    "library_programme",
    "load_library",
    "load_package",
    "organisation_in_force",
    "packages_shipped",
    "read_package",
    "successors",
    "task_lead",
    "validate",
]
