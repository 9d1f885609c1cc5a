"""The command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lotrinh import cli

TEXT = (
    "KẾ HOẠCH\nLàm đường\n\nỦy ban nhân dân xã Hòa An xây dựng Kế hoạch:\nI. MỤC TIÊU ĐẾN NĂM 2030\n- "
    "Tỷ lệ đô thị hóa đạt 80%.\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "read" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from lotrinh.cli import main; main(['--help']); print([m for m in ('typer', "
        "'rich', 'lxml', 'numpy', 'docx', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_unknown_command_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lam-gi-do"]) == 2
    assert "Không có lệnh" in capsys.readouterr().err


def test_missing_file_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["read", str(tmp_path / "khong-co.txt")]) == 2
    assert "Không tìm thấy" in capsys.readouterr().err


def test_unknown_option_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--khong-co"]) == 2
    assert "Tham số chưa đúng" in capsys.readouterr().err


def test_json_of_one_file(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert cli.main(["read", str(plan), "--format", "json", "-o", str(out)]) == 0
    assert [t["path"] for t in json.loads(out.read_text(encoding="utf-8"))["targets"]] == ["I.b1"]


@pytest.mark.parametrize("name", ["tree", "json", "akn", "xlsx", "docx"])
def test_every_format_of_a_directory(plan: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "ra"
    assert cli.main(["read", str(plan.parent), "--format", name, "-o", str(out)]) == 0
    assert len(list(out.iterdir())) == 1


def test_one_bad_file_among_several_does_not_stop_the_others(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan.parent / "rong.txt").write_bytes(b"")
    out = tmp_path / "ra"
    assert cli.main(["read", str(plan.parent / "rong.txt"), str(plan), "--format", "json", "-o", str(out)]) == 1
    assert "rong.txt" in capsys.readouterr().err
    assert (out / "ke-hoach.json").exists()


def test_sentences(tmp_path: Path) -> None:
    rows, out = tmp_path / "cau.jsonl", tmp_path / "ra.jsonl"
    rows.write_text('{"id": 1, "text": "Đến năm 2030, tỷ lệ đô thị hóa đạt 80%."}\n', encoding="utf-8")
    assert cli.main(["read", "--sentences", str(rows), "-o", str(out)]) == 0
    row = json.loads(out.read_text(encoding="utf-8"))
    assert (row["id"], row["kind"], row["targets"][0]["low"]) == (1, "target", 80)


def test_bad_sentence_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "cau.jsonl"
    rows.write_text('{"id": 1, "text": "x"}\n[1]\n', encoding="utf-8")
    assert cli.main(["read", "--sentences", str(rows)]) == 2
    assert "Dòng 2" in capsys.readouterr().err


def test_compare_and_cascade(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = tmp_path / "moi.txt"
    newer.write_text(TEXT.replace("80%", "75%"), encoding="utf-8")
    assert cli.main(["compare", str(plan), str(newer)]) == 0
    assert "1 điều khoản khác nhau" in capsys.readouterr().out
    assert cli.main(["cascade", str(plan), str(newer), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
