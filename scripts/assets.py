"""Copies the browser assets that npm installed into `static/vendor/`: scripts, styles, fonts, nothing else.

`npm ci --ignore-scripts` first, then `python scripts/assets.py`. A second run with the same lock does
nothing. Source-map comments are dropped and font lists keep their woff2 file only, so that every address in a
style sheet exists and static files can be given hashed names. The interpreter that lets charts run under a
strict content-security policy is part of vega-embed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "lotrinh_web" / "static" / "vendor"
FONT = "@fontsource/be-vietnam-pro"
FONT_FACES = ("400", "400-italic", "500", "600", "700")
FONT_SUBSETS = ("latin", "latin-ext", "vietnamese")

TEXTS = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons/bootstrap-icons.min.css",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "vega/build/vega.min.js": "vega/vega.min.js",
    "vega-lite/build/vega-lite.min.js": "vega/vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js": "vega/vega-embed.min.js",
}
BINARIES = {"bootstrap-icons/font/fonts/bootstrap-icons.woff2": "bootstrap-icons/fonts/bootstrap-icons.woff2"}
LICENCES = ("bootstrap", "bootstrap-icons", "htmx.org", "vega", "vega-lite", "vega-embed", FONT)

_SOURCE_MAP = re.compile(r"(//[#@]\s*sourceMappingURL=[^\n]*|/\*[#@]\s*sourceMappingURL=.*?\*/)")
_WOFF = re.compile(r",\s*url\([^)]*\.woff(\?[^)]*)?[\"']?\)\s*format\([\"']woff[\"']\)")


def fingerprint() -> str:
    """Of everything the result depends on: the lock file and this script."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write(name: str, content: bytes) -> None:
    path = VENDOR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def clean(text: str) -> str:
    """A script or style sheet that names only files we ship."""
    return _WOFF.sub("", _SOURCE_MAP.sub("", text)).rstrip() + "\n"


def copy_font() -> None:
    """One style sheet with the faces and subsets in use, and their files."""
    source = MODULES / FONT
    sheets = []
    for face in FONT_FACES:
        sheet = clean((source / f"{face}.css").read_text(encoding="utf-8"))
        sheets.append(sheet.replace("./files/", "files/"))
        weight, _, style = face.partition("-")
        for subset in FONT_SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-{style or 'normal'}.woff2"
            write(f"be-vietnam-pro/files/{name}", (source / "files" / name).read_bytes())
    write("be-vietnam-pro/be-vietnam-pro.css", "\n".join(sheets).encode())


def copy_licence(package: str) -> None:
    """Each package's licence goes along with its code."""
    for path in sorted((MODULES / package).glob("LICENSE*")):
        write(f"licences/{package.rpartition('/')[2]}.txt", path.read_bytes())
        return


def main() -> int:
    """Copy, unless the present copy has the same fingerprint."""
    stamp = VENDOR / ".stamp"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        print("static/vendor is up to date")
        return 0
    missing = [name for name in (*TEXTS, *BINARIES, f"{FONT}/400.css") if not (MODULES / name).exists()]
    if missing:
        names = ", ".join(missing)
        print(f"Not installed: {names}. Run `npm ci --ignore-scripts` first.", file=sys.stderr)
        return 1
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    for name, to in TEXTS.items():
        write(to, clean((MODULES / name).read_text(encoding="utf-8")).encode())
    for name, to in BINARIES.items():
        write(to, (MODULES / name).read_bytes())
    copy_font()
    for package in LICENCES:
        copy_licence(package)
    stamp.write_text(wanted)
    print(f"static/vendor holds {sum(1 for path in VENDOR.rglob('*') if path.is_file()) - 1} files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
