"""Older and other office files (.doc, .rtf, .odt), through programs of their own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from lotrinh.errors import MissingTool, UnreadableDocument
from lotrinh.reading.formats import docx, plain
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.package import Package
from lotrinh.reading.source import Source
from lotrinh.text.syllables import share

_MISSING = (
    "Để đọc tệp .{} cần chương trình LibreOffice{} nhưng máy này chưa có. "
    "Hãy cài đặt, hoặc mở tệp bằng Word, lưu thành .docx rồi gửi lại."
)
_BROKEN = "Tệp “{}” bị hỏng hoặc có mật khẩu. Hãy mở tệp bằng Word, bỏ mật khẩu, lưu thành .docx rồi gửi lại."
_WIDTH = "0"  # antiword: one paragraph a line


def read(data: bytes, name: str, kind: str, limits: Limits) -> Source:
    """A .doc, .rtf or .odt file. LibreOffice turns it into .docx, which keeps tables and numbers; for .doc
    antiword will do where LibreOffice is missing."""
    if kind == "odt":
        Package(data, limits)  # refuses bombs before another program unpacks them
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        source = docx.read(_converted(office, data, name, kind, limits), limits)
        source.format = kind
        return source
    antiword = shutil.which("antiword") if kind == "doc" else None
    if antiword:
        return _by_antiword(antiword, data, name, limits)
    raise MissingTool(_MISSING.format(kind, " hoặc antiword" if kind == "doc" else ""))


def _converted(office: str, data: bytes, name: str, kind: str, limits: Limits) -> bytes:
    """The file as .docx. Runs with a profile of its own, without macros, in a folder that is removed
    afterwards."""
    with tempfile.TemporaryDirectory(prefix="lotrinh-") as folder:
        work = Path(folder)
        source, out = work / f"vanban.{kind}", work / "out"
        source.write_bytes(data)
        command = [
            office, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            f"-env:UserInstallation=file://{work}/profile", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(out), str(source),
        ]  # fmt: skip
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(_NO_MACROS, encoding="utf-8")
        _run(command, name, limits, work)
        found = out / "vanban.docx"
        if not found.is_file() or found.stat().st_size > limits.unpacked_size:
            raise UnreadableDocument(_BROKEN.format(name))
        return found.read_bytes()


_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


def _run(command: list[str], name: str, limits: Limits, folder: Path) -> bytes:
    # An address that answers nothing, for whatever in the converter would look for a proxy.
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), "LANG": "C.UTF-8",
                   "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}  # fmt: skip
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableDocument(_BROKEN.format(name)) from error
    try:
        out, _ = process.communicate(timeout=limits.convert_seconds)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise UnreadableDocument(
            f"Chuyển đổi tệp “{name}” quá lâu. Hãy mở tệp bằng Word, lưu thành .docx rồi gửi lại."
        ) from error
    return out


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the converter with the helpers it started."""
    import os
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()
    process.communicate()


def _by_antiword(antiword: str, data: bytes, name: str, limits: Limits) -> Source:
    with tempfile.TemporaryDirectory(prefix="lotrinh-") as folder:
        path = Path(folder) / "vanban.doc"
        path.write_bytes(data)
        out = _run([antiword, "-m", "UTF-8.txt", "-w", _WIDTH, str(path)], name, limits, Path(folder))
    text = out.decode("utf-8", "replace")
    if not text.strip():
        raise UnreadableDocument(_BROKEN.format(name))
    source = plain.from_text(text, name, limits, format_="doc")
    source.confidence = min(1.0, 0.5 + 0.5 * share(source.text))
    return source
