"""Keeps the catalogues of translations: the source strings are Vietnamese, `en` holds their English.

    python scripts/messages.py               take in new strings, drop the ones no longer used, compile
    python scripts/messages.py --compile     only compile (what set-up does)
    python scripts/messages.py --check       exit 1 and list what is untranslated, obsolete or mis-filled
    python scripts/messages.py --missing     print what is untranslated, as JSON {"Vietnamese": ""}
    python scripts/messages.py --add FILE    take translations from JSON {"Vietnamese": "English"}, compile;
                                             a plural is {"Vietnamese": ["one", "many"]}

No gettext tools are needed. Strings are found in templates with Django's own reader and in Python by its
syntax tree. `vi` is kept by hand: Vietnamese for messages that Django's own catalogue lacks.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "lotrinh_web"
LOCALE = SOURCES / "locale"
# Function → positions of context, message, plural among its arguments (None: it has none).
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None), "gettext": (None, 0, None), "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None), "ngettext": (None, 0, 1), "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None), "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2), "npgettext_lazy": (0, 1, 2),
}  # fmt: skip
_LITERAL = r"""[uU]?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_TEMPLATE_CALL = re.compile(
    rf"(?<![\w.])(?P<name>gettext|ngettext|pgettext|npgettext|_)\(\s*(?P<arguments>{_LITERAL}(?:\s*,\s*{_LITERAL})*)"
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One string to translate."""

    text: str
    plural: str = ""
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes it the same entry in a catalogue."""
        return self.context, self.text


@dataclass
class Found:
    """All strings of the source and the files that use them."""

    messages: dict[tuple[str | None, str], Message] = field(default_factory=dict)
    places: dict[tuple[str | None, str], set[str]] = field(default_factory=dict)

    def add(self, message: Message, place: str) -> None:
        """Note one use."""
        known = self.messages.get(message.key)
        if known is None or (message.plural and not known.plural):
            self.messages[message.key] = message
        self.places.setdefault(message.key, set()).add(place)


def from_call(name: str, arguments: list[object]) -> Message | None:
    """The message of one call, where its arguments are plain strings."""
    context_at, text_at, plural_at = CALLS[name]
    wanted = [at for at in (context_at, text_at, plural_at) if at is not None]
    if max(wanted) >= len(arguments) or not all(isinstance(arguments[at], str) for at in wanted):
        return None
    return Message(
        text=str(arguments[text_at]),
        plural=str(arguments[plural_at]) if plural_at is not None else "",
        context=str(arguments[context_at]) if context_at is not None else None,
    )


def in_python(text: str) -> Iterator[Message]:
    """Strings of a Python file."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in CALLS:
            arguments = [item.value if isinstance(item, ast.Constant) else None for item in node.args]
            if message := from_call(name, arguments):
                yield message


def in_template(text: str, name: str) -> Iterator[Message]:
    """Strings of a template; Django turns it into calls, the rest is blanked out."""
    from django.utils.translation.template import templatize

    for match in _TEMPLATE_CALL.finditer(templatize(text, origin=name)):
        arguments = ast.literal_eval(f"[{match['arguments']}]")
        if message := from_call(match["name"], arguments):
            yield message


def find() -> Found:
    """Every string of the web application."""
    found = Found()
    for path in sorted(SOURCES.rglob("*")):
        place = path.relative_to(SOURCES).as_posix()
        if "static/" in place or "/migrations/" in place:
            continue
        if path.suffix == ".py":
            messages = in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates/" in place:
            messages = in_template(path.read_text(encoding="utf-8"), place)
        else:
            continue
        for message in messages:
            if message.text.strip():
                found.add(message, place)
    return found


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> polib.POFile:
    """A catalogue, or an empty one."""
    if po_path(language).exists():
        return polib.pofile(str(po_path(language)), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def save(catalogue: polib.POFile, language: str) -> None:
    """Sorted, so that two people's additions seldom touch the same lines; written whole or not at all."""
    catalogue.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""))
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    catalogue.save(str(draft))
    draft.replace(path)


def update(catalogue: polib.POFile, found: Found) -> tuple[int, int]:
    """Take in new strings and drop unused ones; translations stay."""
    present = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    for key, entry in present.items():
        if key not in found.messages:
            catalogue.remove(entry)
    added = 0
    for key, message in found.messages.items():
        places = [(place, "") for place in sorted(found.places[key])]
        entry = present.get(key)
        if entry is None:
            entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
            catalogue.append(entry)
            added += 1
        entry.occurrences = places
        if message.plural and not entry.msgid_plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {0: entry.msgstr, 1: ""}
            entry.msgstr = ""
    return added, sum(1 for key in present if key not in found.messages)


def strings_of(entry: polib.POEntry) -> list[str]:
    """Its translations: one, or one for each plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """The gaps a string leaves for values."""
    return set(_PLACEHOLDER.findall(text))


def faults(catalogue: polib.POFile, found: Found) -> list[str]:
    """What stands between the catalogue and a page without a foreign word on it."""
    wrong = []
    present = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    for key, message in sorted(found.messages.items(), key=lambda item: item[1].text):
        entry = present.get(key)
        place = ", ".join(sorted(found.places[key]))
        if entry is None or not all(strings_of(entry)):
            wrong.append(f"untranslated: «{message.text}» ({place})")
        elif any(placeholders(text) - placeholders(entry.msgid) for text in strings_of(entry)):
            wrong.append(f"other placeholders than its source: «{message.text}»")
    wrong += [f"obsolete: «{key[1]}»" for key in sorted(present, key=str) if key not in found.messages]
    return wrong


def compile_all() -> int:
    """Every .po to the .mo beside it."""
    paths = sorted(LOCALE.rglob("*.po"))
    for path in paths:
        draft = path.with_suffix(f".{os.getpid()}")
        polib.pofile(str(path)).save_as_mofile(str(draft))
        draft.replace(path.with_suffix(".mo"))
    return len(paths)


def add(catalogue: polib.POFile, given: dict[str, str | list[str]]) -> list[str]:
    """Fill in translations; returns the strings nobody asked for."""
    unknown = []
    for text, translation in given.items():
        entry = next((entry for entry in catalogue if entry.msgid == text), None)
        if entry is None:
            unknown.append(text)
        elif entry.msgid_plural:
            forms = [translation] * 2 if isinstance(translation, str) else translation
            entry.msgstr_plural = dict(enumerate(forms))
        else:
            entry.msgstr = translation if isinstance(translation, str) else translation[0]
    return unknown


def main(arguments: list[str]) -> int:
    """See the head of this file."""
    parser = argparse.ArgumentParser(description="Keep the catalogues of translations.")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--compile", action="store_true")
    modes.add_argument("--check", action="store_true")
    modes.add_argument("--missing", action="store_true")
    modes.add_argument("--add", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    if options.compile:
        print(f"{compile_all()} catalogues compiled")
        return 0
    found, catalogue = find(), load("en")
    if options.check:
        wrong = faults(catalogue, found)
        unsaid = [entry.msgid for entry in load("vi") if not all(strings_of(entry))]
        wrong += [f"vi: no Vietnamese for «{text}»" for text in unsaid]
        print("\n".join(wrong) or f"{len(found.messages)} strings, all translated")
        return 1 if wrong else 0
    added, dropped = update(catalogue, found)
    if options.missing:
        missing = {entry.msgid: "" for entry in catalogue if not all(strings_of(entry))}
        print(json.dumps(missing, ensure_ascii=False, indent=1))
        return 0
    if options.add:
        for text in add(catalogue, json.loads(options.add.read_text(encoding="utf-8"))):
            print(f"not in the source: «{text}»", file=sys.stderr)
    save(catalogue, "en")
    compile_all()
    left = sum(1 for entry in catalogue if not all(strings_of(entry)))
    print(f"{len(found.messages)} strings; {added} new, {dropped} dropped, {left} untranslated")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
