"""A newer version against an older one."""

from __future__ import annotations

from pathlib import Path

from engines.reading.reading_of import reading_of
from lotrinh.reading.compare import Change, compare

SAMPLES = Path(__file__).parent / "samples"
OLD = (
    "I. MỤC TIÊU ĐẾN NĂM 2030\n- Tỷ lệ đô thị hóa đạt 80%.\n- Thu nhập bình quân đạt 90 triệu đồng.\n"
    "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế kiểm tra các phòng khám trước ngày 01/6/2026.\n2. Sở Xây dựng sửa các "
    "con đường ven sông.\n"
)


def changes(new: str) -> list[Change]:
    return compare(reading_of(OLD), reading_of(new))


def test_same_text_has_no_changes() -> None:
    assert changes(OLD) == []


def test_spelling_of_tones_is_no_change() -> None:
    assert changes(OLD.replace("hóa", "hoá")) == []


def test_changed_words_and_the_target_they_touch() -> None:
    (change,) = changes(OLD.replace("80%", "75%"))
    assert (change.kind, change.new_path) == ("changed", "I.b1")
    assert ("removed", "80%.") in change.words
    assert ("added", "75%.") in change.words
    (target,) = change.targets
    assert target.before is not None and "80%" in target.before
    assert target.after is not None and "75%" in target.after


def test_changed_deadline_touches_the_assignment() -> None:
    (change,) = changes(OLD.replace("01/6/2026", "01/9/2026"))
    assert change.new_path == "II.1"
    assert len(change.assignments) == 1


def test_added_and_removed_clauses() -> None:
    found = changes(
        OLD.replace("2. Sở Xây dựng sửa các con đường ven sông.", "2. Công an tỉnh giữ trật tự ở bến phà mới.")
    )
    assert [(c.kind, c.old_path, c.new_path) for c in found] == [
        ("removed", "II.2", None),
        ("added", None, "II.2"),
    ]


def test_clause_put_in_before_moves_the_others() -> None:
    found = changes(
        OLD.replace("1. Sở Y tế", "1. Sở Nội vụ lo việc khen thưởng.\n2. Sở Y tế").replace("2. Sở Xây", "3. Sở Xây")
    )
    kinds = {(c.kind, c.old_path, c.new_path) for c in found}
    assert ("added", None, "II.1") in kinds
    assert ("moved", "II.1", "II.2") in kinds


def test_a_row_of_a_task_table_is_compared_like_a_clause() -> None:
    text = (SAMPLES / "annex-table.txt").read_text(encoding="utf-8")
    before = reading_of(text)
    row = next(a for a in before.assignments if ".r" in a.path and a.deadline.text)
    after = reading_of(text.replace(row.deadline.text or "", "Quý IV/2029", 1))
    (change,) = compare(before, after)
    assert (change.kind, change.new_path) == ("changed", row.path)
    assert len(change.assignments) == 1
