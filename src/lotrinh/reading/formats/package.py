"""A zipped document read with care: sizes counted while unpacking, XML without entities, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lotrinh.errors import UnreadableDocument
from lotrinh.reading.formats.limits import MB, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOMB = "Tệp nén bung ra quá lớn (nghi là tệp phá hoại) nên không được mở. Hãy gửi lại tệp gốc."
_BROKEN = "Tệp bị hỏng hoặc thiếu phần cuối. Hãy mở tệp bằng Word, lưu lại rồi gửi lại."


class Package:
    """The parts of a zipped document. Parts are unpacked only when asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(_BROKEN) from error
        check_declared(self._zip, limits)
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._names)

    def read(self, name: str) -> bytes:
        """One part, counted while it unpacks: what a file declares about itself is not believed."""
        info = self._names[name]
        if info.flag_bits & 0x1:
            raise UnreadableDocument("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
        bound = max(MB, info.compress_size * self._limits.ratio)
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(256 * 1024):
                    size += len(chunk)
                    self._spent += len(chunk)
                    if size > bound or self._spent > self._limits.unpacked_size:
                        raise UnreadableDocument(_BOMB)
                    parts.append(chunk)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
            raise UnreadableDocument(_BROKEN) from error
        return b"".join(parts)

    def xml(self, name: str) -> _Element:
        """One part as XML."""
        return parse(self.read(name))

    def relations(self, part: str) -> Mapping[str, str]:
        """The parts `part` refers to inside the package, by relation id. References to the outside are left
        out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = {}
        for item in self.xml(rels):
            if item.get("TargetMode") == "External" or not item.get("Id"):
                continue
            target = item.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[item.get("Id") or ""] = path
        return found


def check_declared(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuses an archive that by its own account is too many parts, or too much of one, to be a document."""
    infos = archive.infolist()
    if len(infos) > limits.entries or sum(i.file_size for i in infos) > limits.unpacked_size:
        raise UnreadableDocument(_BOMB)
    for info in infos:
        if info.file_size > MB and info.file_size > max(1, info.compress_size) * limits.ratio:
            raise UnreadableDocument(_BOMB)


def parse(data: bytes) -> _Element:
    """XML without entities, document types, network or outside files. Raises UnreadableDocument."""
    from lxml import etree

    # A document type is never needed in these formats; where one stands, something is being tried.
    if b"<!DOCTYPE" in data[:20000] or b"<!ENTITY" in data[:20000] or b"<\x00!\x00D\x00O\x00C" in data[:20000]:
        raise UnreadableDocument("Tệp chứa khai báo XML không an toàn nên không được mở. Hãy gửi lại tệp gốc.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(_BROKEN) from error
