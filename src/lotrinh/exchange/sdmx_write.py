"""SDMX-ML 2.1 out: a structure message and a data message (SDMX 2.1 Technical Specification, section 3A)."""

from __future__ import annotations

from typing import Literal
from xml.etree import ElementTree as Xml  # writing only; reading is in sdmx_read, with defusedxml
from xml.etree.ElementTree import Element, SubElement

from lotrinh.exchange.dataset import (
    COMMENT,
    STATUS,
    TIME,
    Dataset,
    Dimension,
    check_codes,
    plain,
    status_attributes,
)
from lotrinh.rollup.values import NoValue

BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
MES, STR, COM = BASE + "message", BASE + "structure", BASE + "common"
GEN, SPEC = BASE + "data/generic", BASE + "data/structurespecific"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFIXES = {"mes": MES, "str": STR, "com": COM, "gen": GEN, "ss": SPEC, "xsi": XSI}


def _bytes(root: Element) -> bytes:
    for prefix, uri in PREFIXES.items():
        Xml.register_namespace(prefix, uri)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _header(root: Element, dataset: Dataset, prepared: str) -> Element:
    header = SubElement(root, f"{{{MES}}}Header")
    SubElement(header, f"{{{MES}}}ID").text = dataset.id
    SubElement(header, f"{{{MES}}}Test").text = "false"
    SubElement(header, f"{{{MES}}}Prepared").text = prepared
    SubElement(header, f"{{{MES}}}Sender", id=dataset.agency)
    return header


def _named(parent: Element, tag: str, identifier: str, name: str, **more: str) -> Element:
    element = SubElement(parent, f"{{{STR}}}{tag}", {"id": identifier, **more})
    SubElement(element, f"{{{COM}}}Name", {XML_LANG: "vi"}).text = name
    return element


def _reference(parent: Element, **attributes: str) -> None:
    SubElement(parent, "Ref", attributes)


def structure_message(dataset: Dataset, prepared: str = "2000-01-01T00:00:00") -> bytes:
    """Code lists, concepts, a data structure definition and a data flow."""
    check_codes(dataset)
    root = Element(f"{{{MES}}}Structure")
    _header(root, dataset, prepared)
    parts = SubElement(root, f"{{{MES}}}Structures")
    agency = {"agencyID": dataset.agency, "version": dataset.version}
    flows = SubElement(parts, f"{{{STR}}}Dataflows")
    flow = _named(flows, "Dataflow", dataset.id, dataset.title or dataset.id, **agency)
    _reference(SubElement(flow, f"{{{STR}}}Structure"), id=dataset.id, **agency, **{"class": "DataStructure"})
    lists = SubElement(parts, f"{{{STR}}}Codelists")
    for dimension in dataset.dimensions:
        if dimension.id != TIME:
            codes = _named(lists, "Codelist", f"CL_{dimension.id}", dimension.label, **agency)
            for code, label in dimension.codes.items():
                _named(codes, "Code", code, label or code)
    scheme = _named(SubElement(parts, f"{{{STR}}}Concepts"), "ConceptScheme", f"CS_{dataset.id}", dataset.id, **agency)
    for name, label in _concepts(dataset):
        _named(scheme, "Concept", name, label)
    structures = SubElement(parts, f"{{{STR}}}DataStructures")
    _components(_named(structures, "DataStructure", dataset.id, dataset.title or dataset.id, **agency), dataset)
    return _bytes(root)


def _concepts(dataset: Dataset) -> list[tuple[str, str]]:
    dimensions = [(d.id, d.label) for d in dataset.dimensions]
    return [*dimensions, ("OBS_VALUE", "Giá trị"), *((a, a) for a in _attributes(dataset))]


def _attributes(dataset: Dataset) -> list[str]:
    return sorted({*dataset.attribute_names(), STATUS, COMMENT})


def _components(definition: Element, dataset: Dataset) -> None:
    parts = SubElement(definition, f"{{{STR}}}DataStructureComponents")
    listed = SubElement(parts, f"{{{STR}}}DimensionList", id="DimensionDescriptor")
    for i, dimension in enumerate(dataset.dimensions, 1):
        _dimension(listed, dataset, dimension, i)
    attributes = SubElement(parts, f"{{{STR}}}AttributeList", id="AttributeDescriptor")
    for name in _attributes(dataset):
        one = SubElement(attributes, f"{{{STR}}}Attribute", id=name, assignmentStatus="Conditional")
        _concept(one, dataset, name)
        related = SubElement(one, f"{{{STR}}}AttributeRelationship")
        _reference(SubElement(related, f"{{{STR}}}PrimaryMeasure"), id="OBS_VALUE")
    measures = SubElement(parts, f"{{{STR}}}MeasureList", id="MeasureDescriptor")
    _concept(SubElement(measures, f"{{{STR}}}PrimaryMeasure", id="OBS_VALUE"), dataset, "OBS_VALUE")


def _dimension(listed: Element, dataset: Dataset, dimension: Dimension, position: int) -> None:
    tag = "TimeDimension" if dimension.id == TIME else "Dimension"
    one = SubElement(listed, f"{{{STR}}}{tag}", id=dimension.id, position=str(position))
    _concept(one, dataset, dimension.id)
    local = SubElement(one, f"{{{STR}}}LocalRepresentation")
    if dimension.id == TIME:
        SubElement(local, f"{{{STR}}}TextFormat", textType="ObservationalTimePeriod")
    else:
        _reference(
            SubElement(local, f"{{{STR}}}Enumeration"), id=f"CL_{dimension.id}", version=dataset.version,
            agencyID=dataset.agency, package="codelist", **{"class": "Codelist"},
        )  # fmt: skip


def _concept(parent: Element, dataset: Dataset, name: str) -> None:
    _reference(
        SubElement(parent, f"{{{STR}}}ConceptIdentity"), id=name, maintainableParentID=f"CS_{dataset.id}",
        maintainableParentVersion=dataset.version, agencyID=dataset.agency, package="conceptscheme",
        **{"class": "Concept"},
    )  # fmt: skip


def data_message(
    dataset: Dataset,
    form: Literal["generic", "structure_specific"] = "generic",
    prepared: str = "2000-01-01T00:00:00",
) -> bytes:
    """The figures, flat (`AllDimensions`)."""
    check_codes(dataset)
    specific = form == "structure_specific"
    root = Element(f"{{{MES}}}{'StructureSpecificData' if specific else 'GenericData'}")
    header = _header(root, dataset, prepared)
    flow = f"{dataset.agency}:{dataset.id}({dataset.version})"
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={flow}"
    described = {"structureID": "S1", "dimensionAtObservation": "AllDimensions"}
    if specific:
        described["namespace"] = f"{urn}:ObsLevelDim:AllDimensions"
    structure = SubElement(header, f"{{{MES}}}Structure", described)
    _reference(
        SubElement(structure, f"{{{COM}}}Structure"), id=dataset.id, agencyID=dataset.agency,
        version=dataset.version, **{"class": "DataStructure"},
    )  # fmt: skip
    where = f"{{{SPEC}}}structureRef" if specific else "structureRef"
    members = SubElement(root, f"{{{MES}}}DataSet", {where: "S1", "action": "Replace"})
    for point in dataset.points:
        missing = isinstance(point.value, NoValue)
        more = status_attributes(point.value) if isinstance(point.value, NoValue) else {}
        shown = "NaN" if missing or isinstance(point.value, NoValue) else plain(point.value)
        key = dict(zip((d.id for d in dataset.dimensions), point.key, strict=True))
        attributes = point.attributes | more
        if specific:
            SubElement(members, "Obs", key | {"OBS_VALUE": shown} | attributes)
        else:
            _generic(members, key, shown, attributes)
    return _bytes(root)


def _generic(members: Element, key: dict[str, str], shown: str, attributes: dict[str, str]) -> None:
    one = SubElement(members, f"{{{GEN}}}Obs")
    keys = SubElement(one, f"{{{GEN}}}ObsKey")
    for name, code in key.items():
        SubElement(keys, f"{{{GEN}}}Value", id=name, value=code)
    SubElement(one, f"{{{GEN}}}ObsValue", value=shown)
    if attributes:
        listed = SubElement(one, f"{{{GEN}}}Attributes")
        for name, text in attributes.items():
            SubElement(listed, f"{{{GEN}}}Value", id=name, value=text)
