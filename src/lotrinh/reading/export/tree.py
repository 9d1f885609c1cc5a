"""A reading as a tree for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.tree import Tree

    from lotrinh.reading.model import Node, Reading

_WIDTH = 110


COMPARATORS = {
    "equal": "đạt", "about": "khoảng", "at_least": "ít nhất", "at_most": "không quá", "above": "trên", "below": "dưới",
    "range": "trong khoảng", "increase_by": "tăng", "decrease_by": "giảm", "rank_within": "trong nhóm",
    "qualitative": "định tính",
}  # fmt: skip


def to_tree(reading: Reading) -> Tree:
    """The header, the outline with targets and assignments beside their clauses, and what is to be
    queried."""
    from rich.markup import escape
    from rich.tree import Tree

    head = reading.header
    number = "-".join(x for x in (head.number, head.symbol) if x) or "không số"
    root = Tree(
        f"[bold]{escape(head.type or 'Văn bản')}[/bold] {escape(number)} · "
        f"{escape(head.issuer or 'không rõ cơ quan')} · {head.date or 'không rõ ngày'}"
    )
    if head.title:
        root.add(escape(_short(head.title)))
    places: dict[int, Tree] = {}
    by_path = _remarks(reading)
    for node in reading.nodes:
        if not node.labelled:
            continue
        parent = places.get(id(node.parent), root) if node.parent is not None else root
        places[id(node)] = parent.add(f"[cyan]{escape(node.label or node.path)}[/cyan] {escape(_short(node.heading))}")
        for remark in by_path.get(node.path, []):
            places[id(node)].add(escape(remark))
    rest = [r for path, remarks in by_path.items() if path not in {n.path for n in reading.nodes} for r in remarks]
    if rest:
        tables = root.add("[bold]Bảng nhiệm vụ[/bold]")
        for remark in rest:
            tables.add(escape(remark))
    _queries(root, reading)
    return root


def _remarks(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for target in reading.targets:
        m = target.mention
        value = "–".join(f"{v:g}" for v in dict.fromkeys(x for x in (m.low, m.high) if x is not None)) or "định tính"
        found.setdefault(target.path, []).append(
            f"◎ {m.indicator}: {COMPARATORS.get(m.comparator, m.comparator)} {value} {m.unit or ''} → {m.due or '?'}"
        )
    for item in reading.assignments:
        when = item.deadline.text or "không nêu hạn"
        found.setdefault(item.path, []).append(
            f"→ {'; '.join(item.lead) or 'không rõ ai'}: {_short(item.task, 70)} ({when})"
        )
    for item in reading.watchers:
        found.setdefault(item.path, []).append(f"→ {'; '.join(item.lead) or 'không rõ ai'} theo dõi, đánh giá")
    return found


def _queries(root: Tree, reading: Reading) -> None:
    from rich.markup import escape

    if reading.anomalies:
        branch = root.add(f"[yellow]Điểm cần xem lại ({len(reading.anomalies)})[/yellow]")
        for anomaly in reading.anomalies:
            shown = f" “{_short(anomaly.text, 60)}”" if anomaly.text else ""
            branch.add(escape(f"{anomaly.path}: {anomaly.why}{shown}"))
    if reading.unread:
        branch = root.add(f"[red]Chưa đọc được ({len(reading.unread)} đoạn)[/red]")
        for start, end in reading.unread:
            branch.add(escape(_short(reading.source.text[start:end])))
    if reading.unclear:
        branch = root.add(f"[yellow]Đọc được nhưng chưa hiểu ({len(reading.unclear)} đoạn)[/yellow]")
        for start, end, why in reading.unclear:
            branch.add(escape(f"{why} {_short(reading.source.text[start:end])}"))
    root.add(f"Đã đọc {reading.coverage:.1%} số chữ")


def _short(text: str, width: int = _WIDTH) -> str:
    words = " ".join(text.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def depth(node: Node) -> int:
    """How deep a node stands; 0 is the top."""
    return len(node.above()) - 1
