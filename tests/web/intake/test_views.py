"""Documents through the browser's door: bad uploads keep nothing, the review decides, a draft becomes a programme."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engines.reading.formats.making import docx, paragraph, pdf, words, zip_bomb
from lotrinh_web.intake.actions import accept_sure, read_file, take_in
from lotrinh_web.intake.forms import CorrectionForm
from lotrinh_web.intake.models import Draft, DraftItem
from lotrinh_web.programmes.models import Document, Programme
from web.world import SYSTEM, World

HTMX = {"HX-Request": "true"}
LIST = reverse("intake:documents")
UPLOAD = reverse("intake:upload")
PLAN = """ỦY BAN NHÂN DÂN
TỈNH THỬ NGHIỆM

Số: 12/KH-UBND

Thử Nghiệm, ngày 10 tháng 3 năm 2026

KẾ HOẠCH
Phát triển thử nghiệm giai đoạn 2026 - 2030

I. MỤC TIÊU
1. Đến năm 2030, tỷ lệ đô thị hóa đạt 50%.
2. Đến năm 2030, tốc độ tăng trưởng bình quân đạt trên 10%/năm.

II. NHIỆM VỤ, GIẢI PHÁP
1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ xây dựng đề án thử nghiệm, hoàn thành trước ngày 30/6/2026.
2. Sở Nội vụ chủ trì rà soát tổ chức bộ máy theo Nghị quyết số 18-NQ/TW ngày 25/10/2017.

III. TỔ CHỨC THỰC HIỆN
1. Các sở, ngành triển khai thực hiện Kế hoạch này.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Thử
"""


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """Uploaded files go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def draft(world: World) -> Draft:
    return take_in(actor=SYSTEM, file=read_file("ke-hoach.txt", PLAN.encode()))


def kept(files: Path) -> tuple[int, int, int]:
    """Documents taken in, drafts, files on disk."""
    on_disk = [path for path in files.rglob("*") if path.is_file()]
    return Document.objects.exclude(file_hash=None).count(), Draft.objects.count(), len(on_disk)


def send(world: World, content: bytes | Callable[[], bytes], name: str = "van-ban.docx", who: str = "office") -> Any:
    sent = content() if callable(content) else content
    return world.client(who).post(UPLOAD, {"file": SimpleUploadedFile(name, sent)})


def locked_pdf() -> bytes:
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    return pdf([words(50, 700, "Ke hoach")]).replace(b"trailer << ", b"trailer << " + lock.encode())


BAD: dict[str, tuple[bytes | Callable[[], bytes], str, str]] = {
    "an empty file": (b"", "x.docx", "rỗng"),
    "not a document": (bytes(range(256)) * 40, "x.docx", ""),
    "a program": (b"\x7fELF" + b"\x00" * 4000, "x.pdf", ""),
    "half a PDF": (pdf([words(50, 700, "Ke hoach")])[:200], "x.pdf", ""),
    "a zip bomb": (zip_bomb, "x.docx", "bung ra quá lớn"),
    "behind a password": (locked_pdf(), "x.pdf", "mật khẩu"),
    "marked secret": (docx(paragraph("MẬT") + paragraph("Kế hoạch phát triển")), "x.docx", "MẬT"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused(world: World, case: str) -> None:
    content, name, _said = BAD[case]
    assert 400 <= send(world, content, name).status_code < 500


@pytest.mark.parametrize("case", BAD)
def test_of_a_bad_file_nothing_is_kept(world: World, files: Path, case: str) -> None:
    content, name, _said = BAD[case]
    send(world, content, name)
    assert kept(files) == (0, 0, 0)


@pytest.mark.parametrize("case", [case for case in BAD if BAD[case][2]])
def test_a_bad_file_is_told_why(world: World, case: str) -> None:
    content, name, said = BAD[case]
    assert said in send(world, content, name).context["refusal"]


def test_a_file_over_the_limit_is_refused_by_its_size(world: World, files: Path) -> None:
    response = send(world, b"%PDF-1.4\n" + b"\x00" * (60 * 2**20), "lon.pdf")
    assert (response.status_code, kept(files)) == (413, (0, 0, 0))


def test_a_file_over_the_limit_is_told_its_size_and_the_limit(world: World, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = 2**20
    refusal = send(world, b"x" * (3 * 2**20), "lon.txt").context["refusal"]
    assert "3 MB" in refusal and "1 MB" in refusal


def test_no_file_at_all_is_told_so(world: World) -> None:
    response = world.client("office").post(UPLOAD, {})
    assert (response.status_code, response.context["refusal"]) == (400, "Chọn một tệp văn bản.")


def test_a_second_import_is_refused(world: World, draft: Draft) -> None:
    assert send(world, PLAN.encode(), "ten-khac.txt").status_code == 400


def test_a_second_import_keeps_nothing_new(world: World, draft: Draft, files: Path) -> None:
    before = kept(files)
    send(world, PLAN.encode(), "ten-khac.txt")
    assert kept(files) == before


def test_a_refusal_still_shows_what_was_taken_in_before(world: World, draft: Draft) -> None:
    assert "ke-hoach.txt" in send(world, b"", "x.docx").content.decode()


def test_a_name_that_climbs_out_of_the_folder_stays_inside(world: World, files: Path) -> None:
    send(world, PLAN.encode(), "../../../etc/x.txt")
    (path,) = [path for path in files.rglob("*") if path.is_file()]
    assert path.parent == files / "documents"


def test_a_good_file_leads_to_its_review(world: World) -> None:
    response = send(world, PLAN.encode(), "ke-hoach.txt")
    assert response["Location"] == reverse("intake:review", args=[Draft.objects.get().pk])


# --- who


@pytest.mark.parametrize("who", ["officer", "head", "other_officer", "stranger", "leader", "inspector"])
def test_documents_are_the_offices_alone(world: World, who: str) -> None:
    assert world.client(who).get(LIST).status_code == 403


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_uploads(world: World, who: str, files: Path) -> None:
    assert (send(world, PLAN.encode(), "a.txt", who).status_code, kept(files)) == (403, (0, 0, 0))


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
@pytest.mark.parametrize("name", ["review", "gold", "page", "lines"])
def test_a_draft_is_the_offices_alone(world: World, draft: Draft, who: str, name: str) -> None:
    arguments = [draft.pk, 1] if name == "page" else [draft.pk]
    assert world.client(who).get(reverse(f"intake:{name}", args=arguments)).status_code == 403


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
@pytest.mark.parametrize("name", ["decide", "split", "merge"])
def test_only_the_office_decides(world: World, draft: Draft, who: str, name: str) -> None:
    item = draft.items.filter(kind="clause").last()
    assert world.client(who).post(reverse(f"intake:{name}", args=[draft.pk, item.pk])).status_code == 403


@pytest.mark.parametrize("name", ["accept-sure", "confirm", "add"])
@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_confirms(world: World, draft: Draft, who: str, name: str) -> None:
    assert world.client(who).post(reverse(f"intake:{name}", args=[draft.pk])).status_code == 403


def test_an_item_of_another_draft_is_a_404(world: World, draft: Draft) -> None:
    other = take_in(actor=SYSTEM, file=read_file("khac.txt", PLAN.replace("12/KH", "13/KH").encode()))
    address = reverse("intake:decide", args=[draft.pk, other.items.first().pk])
    assert world.client("office").post(address, {"decision": "accepted"}).status_code == 404


# --- the review


def review(world: World, draft: Draft, **query: str) -> Any:
    return world.client("office").get(reverse("intake:review", args=[draft.pk]), query)


def decide(world: World, item: DraftItem, **data: str) -> Any:
    address = reverse("intake:decide", args=[item.draft_id, item.pk])
    return world.client("office").post(address, data, headers=HTMX)


def test_the_source_stands_whole_beside_the_proposals(world: World, draft: Draft) -> None:
    assert "".join(segment.text for segment in review(world, draft).context["segments"]) == draft.document.text


def test_each_run_of_the_source_knows_its_place(world: World, draft: Draft) -> None:
    text = draft.document.text
    assert all(text[s.start :].startswith(s.text) for s in review(world, draft).context["segments"])


def test_what_needs_a_person_comes_first(world: World, draft: Draft) -> None:
    last = draft.items.last()
    DraftItem.objects.filter(pk=last.pk).update(doubtful=True, confidence=0.2)
    assert review(world, draft).context["items"][0] == last


def test_the_order_of_reading_on_request(world: World, draft: Draft) -> None:
    DraftItem.objects.filter(pk=draft.items.last().pk).update(doubtful=True, confidence=0.2)
    orders = [item.order for item in review(world, draft, **{"thu-tu": "doc"}).context["items"]]
    assert orders == sorted(orders)


@pytest.mark.parametrize("wanted", ["nghi-ngo", "chua-quyet", "clause", "target", "lạ"])
def test_every_filter_answers(world: World, draft: Draft, wanted: str) -> None:
    assert review(world, draft, xem=wanted).status_code == 200


def test_accepting_gives_the_card_and_the_bar_back(world: World, draft: Draft) -> None:
    item = draft.items.first()
    content = decide(world, item, decision="accepted").content.decode()
    assert f'id="item-{item.pk}"' in content and 'hx-swap-oob="true"' in content


def test_an_unknown_decision_decides_nothing(world: World, draft: Draft) -> None:
    item = draft.items.first()
    decide(world, item, decision="xóa")
    assert DraftItem.objects.get(pk=item.pk).decision == "pending"


def test_a_correction_replaces_what_counts(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="clause").first()
    decide(world, item, decision="corrected", label="1.", text="Nội dung đã sửa")
    assert DraftItem.objects.get(pk=item.pk).value["text"] == "Nội dung đã sửa"


def test_a_wrong_number_comes_back_in_the_card_with_what_was_typed(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    response = decide(world, item, decision="corrected", indicator="x", low="năm mươi mấy")
    assert (response.status_code, response["HX-Retarget"], "năm mươi mấy" in response.content.decode()) == (
        422, f"#item-{item.pk}", True,
    )  # fmt: skip


def test_a_vietnamese_number_is_read_as_one(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    decide(world, item, decision="corrected", indicator="x", low="1.234,5")
    assert DraftItem.objects.get(pk=item.pk).value["low"] == 1234.5


def test_a_grouped_number_is_not_a_fraction(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    decide(world, item, decision="corrected", indicator="x", low="9.400")
    assert DraftItem.objects.get(pk=item.pk).value["low"] == 9400


def test_a_correction_saved_untouched_changes_no_value(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    form = CorrectionForm.of(item)
    typed = {name: "" if (value := form[name].value()) is None else str(value) for name in form.fields}
    decide(world, item, decision="corrected", **{n: v for n, v in typed.items() if v != "False"})
    assert {k: v for k, v in DraftItem.objects.get(pk=item.pk).value.items() if v is not None} == {
        k: v for k, v in item.proposal.items() if v is not None
    }


def test_a_range_upside_down_is_told(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    response = decide(world, item, decision="corrected", indicator="x", low="8", high="7")
    assert (response.status_code, "Mức trên phải từ mức dưới" in response.content.decode()) == (422, True)


def test_a_deadline_is_corrected_as_a_day(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="assignment").first()
    decide(world, item, decision="corrected", task="Xây dựng đề án", lead="Sở A; Sở B", kind="date", due="30/9/2026")
    value = DraftItem.objects.get(pk=item.pk).value
    assert (value["deadline"]["due"], value["lead"]) == ("2026-09-30", ["Sở A", "Sở B"])


def test_no_day_at_all_is_told(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="target").first()
    response = decide(world, item, decision="corrected", indicator="x", due="cuối năm")
    assert "Không phải một ngày" in response.content.decode()


# --- what the reader missed


def put_in(world: World, draft: Draft, words: str, kind: str = "target") -> Any:
    start = draft.document.text.index(words)
    data = {"kind": kind, "start": str(start), "end": str(start + len(words))}
    return world.client("office").post(reverse("intake:add", args=[draft.pk]), data, follow=True)


def test_a_missed_target_is_put_in_with_what_the_words_say(world: World, draft: Draft) -> None:
    draft.items.filter(kind="target").delete()
    put_in(world, draft, "tỷ lệ đô thị hóa đạt 50%")
    value = draft.items.get(kind="target").value
    assert (value["low"], value["unit"], value["indicator"]) == (50, "%", "tỷ lệ đô thị hóa")


def test_a_missed_item_hangs_on_the_clause_of_its_words(world: World, draft: Draft) -> None:
    put_in(world, draft, "rà soát tổ chức bộ máy", "assignment")
    assert draft.items.filter(kind="assignment", path="II.2", decision="corrected").exists()


def test_a_missed_item_stands_after_its_clause(world: World, draft: Draft) -> None:
    draft.items.filter(kind="assignment").delete()
    put_in(world, draft, "rà soát tổ chức bộ máy", "assignment")
    assert draft.items.get(kind="assignment").order == clause(draft, "II.2").order + 1


@pytest.mark.parametrize("kind", ["clause", "header", "", "lạ"])
def test_only_targets_assignments_and_citations_are_put_in(world: World, draft: Draft, kind: str) -> None:
    count = draft.items.count()
    put_in(world, draft, "đạt 50%", kind)
    assert draft.items.count() == count


@pytest.mark.parametrize("places", [("", ""), ("5", "5"), ("9", "3"), ("x", "y"), ("999999", "9999999")])
def test_no_words_put_nothing_in(world: World, draft: Draft, places: tuple[str, str]) -> None:
    count = draft.items.count()
    data = {"kind": "target", "start": places[0], "end": places[1]}
    world.client("office").post(reverse("intake:add", args=[draft.pk]), data)
    assert draft.items.count() == count


def test_nothing_is_put_into_a_confirmed_draft(world: World, draft: Draft) -> None:
    draft.items.update(doubtful=False)
    confirm(world, draft, **NEW)
    count = draft.items.count()
    put_in(world, draft, "đạt 50%")
    assert draft.items.count() == count


def test_a_decision_can_be_taken_back(world: World, draft: Draft) -> None:
    item = draft.items.first()
    decide(world, item, decision="rejected")
    decide(world, item, decision="pending")
    assert DraftItem.objects.get(pk=item.pk).decision == "pending"


def test_a_card_can_be_closed_again_without_a_change(world: World, draft: Draft) -> None:
    item = draft.items.first()
    address = reverse("intake:edit", args=[draft.pk, item.pk])
    assert "Lưu bản sửa" not in world.client("office").get(address, {"thoi": "1"}, headers=HTMX).content.decode()


def test_accepting_the_sure_ones_leaves_the_doubtful(world: World, draft: Draft) -> None:
    item = draft.items.first()
    DraftItem.objects.filter(pk=item.pk).update(doubtful=True)
    world.client("office").post(reverse("intake:accept-sure", args=[draft.pk]))
    assert list(draft.items.filter(decision="pending")) == list(draft.items.filter(doubtful=True))


def clause(draft: Draft, path: str = "II.1") -> DraftItem:
    return draft.items.get(kind="clause", path=path)


def cut(world: World, item: DraftItem, at: int) -> Any:
    return world.client("office").post(reverse("intake:split", args=[item.draft_id, item.pk]), {"at": str(at)})


def test_a_clause_is_cut_where_the_cursor_stands(world: World, draft: Draft) -> None:
    item = clause(draft)
    cut(world, item, draft.document.text.index("hoàn thành trước"))
    assert clause(draft, "II.1-2").value["text"].startswith("hoàn thành trước ngày 30/6/2026")


def test_the_two_parts_hold_all_the_words(world: World, draft: Draft) -> None:
    item = clause(draft)
    whole = str(item.value["text"])
    cut(world, item, draft.document.text.index("hoàn thành trước"))
    assert f"{clause(draft).value['text']} {clause(draft, 'II.1-2').value['text']}" == whole


def test_a_cut_outside_the_clause_changes_nothing(world: World, draft: Draft) -> None:
    count = draft.items.count()
    cut(world, clause(draft), 0)
    assert draft.items.count() == count


@pytest.mark.parametrize("at", ["", "x", "-5", "9" * 30])
def test_a_cut_at_no_place_is_a_sentence_not_a_crash(world: World, draft: Draft, at: str) -> None:
    address = reverse("intake:split", args=[draft.pk, clause(draft).pk])
    assert world.client("office").post(address, {"at": at}, follow=True).status_code == 200


def test_merging_joins_a_clause_to_the_one_before(world: World, draft: Draft) -> None:
    item = clause(draft, "II.2")
    world.client("office").post(reverse("intake:merge", args=[draft.pk, item.pk]))
    assert str(clause(draft).value["text"]).endswith("25/10/2017.")


def test_a_merged_clause_counts_no_more(world: World, draft: Draft) -> None:
    item = clause(draft, "II.2")
    world.client("office").post(reverse("intake:merge", args=[draft.pk, item.pk]))
    assert clause(draft, "II.2").decision == "rejected"


# --- pictures of the pages


@pytest.fixture
def scanned(world: World) -> Draft:
    content = pdf([words(50, 700, "Ke hoach so 1"), words(50, 700, "Trang hai")])
    return take_in(actor=SYSTEM, file=read_file("ban-goc.pdf", content))


def picture(world: World, draft: Draft, number: int) -> Any:
    return world.client("office").get(reverse("intake:page", args=[draft.pk, number]))


def test_a_page_of_a_pdf_is_shown_as_a_picture(world: World, scanned: Draft) -> None:
    response = picture(world, scanned, 2)
    assert (response["Content-Type"], response.content[:4]) == ("image/png", b"\x89PNG")


def test_a_picture_is_kept_by_the_browser_of_that_person_only(world: World, scanned: Draft) -> None:
    assert "private" in picture(world, scanned, 1)["Cache-Control"]


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_beyond_the_end_is_a_404(world: World, scanned: Draft, number: int) -> None:
    assert picture(world, scanned, number).status_code == 404


def test_plain_text_has_no_pictures(world: World, draft: Draft) -> None:
    assert picture(world, draft, 1).status_code == 422


def test_each_line_knows_its_place_on_the_page(world: World, scanned: Draft) -> None:
    lines = world.client("office").get(reverse("intake:lines", args=[scanned.pk])).json()["lines"]
    text = scanned.document.text
    assert [(page, text[start:end]) for page, start, end, *_ in lines] == [(1, "Ke hoach so 1"), (2, "Trang hai")]


def test_the_places_are_thousandths_of_the_page(world: World, scanned: Draft) -> None:
    lines = world.client("office").get(reverse("intake:lines", args=[scanned.pk])).json()["lines"]
    left, top, right, bottom = lines[0][3:]
    assert 0 <= left < right <= 1000 and 0 <= top < bottom <= 1000


def test_the_review_offers_the_pictures_of_a_pdf(world: World, scanned: Draft) -> None:
    assert list(review(world, scanned).context["pictures"]) == [1, 2]


def test_a_card_knows_its_page(world: World, scanned: Draft) -> None:
    pages = {item.page for item in review(world, scanned).context["items"] if item.start is not None}
    assert pages <= {1, 2}


# --- confirming


def confirm(world: World, draft: Draft, **data: str) -> Any:
    return world.client("office").post(reverse("intake:confirm", args=[draft.pk]), data)


NEW = {"code": "moi", "name_vi": "Chương trình mới", "starts_on": "2026-03-10", "ends_on": "2030-12-31"}


def test_a_doubtful_item_keeps_the_draft_shut(world: World, draft: Draft) -> None:
    DraftItem.objects.filter(pk=draft.items.first().pk).update(doubtful=True)
    confirm(world, draft, **NEW)
    assert not Programme.objects.filter(code="moi").exists()


def test_a_decided_draft_becomes_a_programme(world: World, draft: Draft) -> None:
    draft.items.update(doubtful=False)
    confirm(world, draft, **NEW)
    assert Programme.objects.get(code="moi").tasks.exists()


ANNEX = """KẾ HOẠCH
Nâng cao đời sống
1. Mục tiêu
Như phụ lục.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Võ Minh Tâm
PHỤ LỤC
CÁC CHỈ TIÊU
| TT | Chỉ tiêu | Đơn vị tính | Năm 2030 | Cơ quan chủ trì |
| 1 | Tỷ lệ hộ có nước máy | % | 95 | Phòng Kinh tế |
"""


def test_whom_a_row_of_an_annex_names_watches_the_indicator_and_gets_no_task(world: World) -> None:
    draft = take_in(actor=SYSTEM, file=read_file("phu-luc.txt", ANNEX.encode()))
    draft.items.update(doubtful=False)
    confirm(world, draft, **NEW)
    programme = Programme.objects.get(code="moi")
    assert [t.indicator.owner for t in programme.targets.all()] == ["Phòng Kinh tế"]
    assert not programme.tasks.exists()


def test_who_follows_an_indicator_is_shown_as_such_and_stays_so_when_corrected(world: World) -> None:
    text = ANNEX.replace("Cơ quan chủ trì", "Cơ quan theo dõi, đánh giá")
    draft = take_in(actor=SYSTEM, file=read_file("phu-luc.txt", text.encode()))
    item = draft.items.get(kind="assignment")
    kinds = re.findall(r'class="card-kind">([^<]*)<', review(world, draft).content.decode())
    assert "Theo dõi" in kinds and "Phân công" not in kinds
    decide(world, item, decision="corrected", lead="Phòng Nội vụ", task=item.value["task"])
    draft.items.update(doubtful=False)
    confirm(world, draft, **NEW)
    programme = Programme.objects.get(code="moi")
    assert [t.indicator.owner for t in programme.targets.all()] == ["Phòng Nội vụ"]
    assert not programme.tasks.exists()


def test_a_confirmed_draft_is_closed_to_decisions(world: World, draft: Draft) -> None:
    draft.items.update(doubtful=False)
    confirm(world, draft, **NEW)
    assert decide(world, draft.items.first(), decision="rejected").status_code == 409


def test_a_taken_code_is_told_at_its_field(world: World, draft: Draft) -> None:
    response = confirm(world, draft, **(NEW | {"code": world.programme.code}))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["code"])


def test_a_refused_form_keeps_the_name_that_was_typed(world: World, draft: Draft) -> None:
    response = confirm(world, draft, **(NEW | {"starts_on": "hôm qua"}))
    assert "Chương trình mới" in response.content.decode()


@pytest.mark.parametrize("programme", ["x", "999999"])
def test_filling_a_programme_that_is_not_there_is_a_404(world: World, draft: Draft, programme: str) -> None:
    assert confirm(world, draft, programme=programme).status_code == 404


def test_a_document_of_another_programme_is_not_filled_in(world: World, draft: Draft) -> None:
    draft.items.update(doubtful=False)
    confirm(world, draft, programme=str(world.programme.pk))
    draft.refresh_from_db()
    assert draft.confirmed_at is None


def one_doubtful(draft: Draft) -> DraftItem:
    draft.items.update(doubtful=False)
    item = draft.items.first()
    DraftItem.objects.filter(pk=item.pk).update(doubtful=True)
    return item


def test_what_the_command_line_accepted_for_a_person_is_told(world: World, draft: Draft) -> None:
    one_doubtful(draft)
    accept_sure(actor=SYSTEM, draft=draft, doubtful_too=True)
    confirm(world, draft, **NEW)
    assert review(world, draft).context["unseen"] == 1


def test_what_a_person_decided_is_not(world: World, draft: Draft) -> None:
    decide(world, one_doubtful(draft), decision="accepted")
    confirm(world, draft, **NEW)
    shown = review(world, draft).context
    assert (shown["draft"].confirmed_at is not None, shown["unseen"]) == (True, 0)


# --- new gold


def gold(world: World, draft: Draft) -> Any:
    return world.client("office").get(reverse("intake:gold", args=[draft.pk])).json()


def test_the_decided_draft_comes_out_as_gold(world: World, draft: Draft) -> None:
    assert {"outline", "targets", "number", "citations", "assignments", "anomalies"} <= set(gold(world, draft))


def test_gold_holds_the_keys_of_the_schema_alone(world: World, draft: Draft) -> None:
    assert set(gold(world, draft)["outline"][0]) == {"path", "kind", "label", "text_start", "text_end"}


def test_gold_leaves_unlabelled_paragraphs_out(world: World, draft: Draft) -> None:
    item = draft.items.filter(kind="clause").last()
    DraftItem.objects.filter(pk=item.pk).update(proposal={**item.proposal, "kind": "paragraph"})
    assert item.path not in [node["path"] for node in gold(world, draft)["outline"]]


def test_gold_quotes_the_words_as_corrected(world: World, draft: Draft) -> None:
    decide(world, clause(draft, "II.2"), decision="corrected", label="2.", text="2. Sở Y tế lập một quy hoạch mới.")
    node = next(node for node in gold(world, draft)["outline"] if node["path"] == "II.2")
    assert (node["text_start"], node["text_end"]) == ("Sở Y tế lập một quy hoạch mới.", "lập một quy hoạch mới.")


def test_gold_knows_both_halves_of_a_cut_clause(world: World, draft: Draft) -> None:
    cut(world, clause(draft), draft.document.text.index("hoàn thành trước"))
    ends = {node["path"]: node["text_end"] for node in gold(world, draft)["outline"]}
    assert (ends["II.1"], ends["II.1-2"]) == ("dựng đề án thử nghiệm,", "hoàn thành trước ngày 30/6/2026.")


def test_gold_says_how_many_nobody_decided(world: World, draft: Draft) -> None:
    assert gold(world, draft)["notes"].startswith(str(draft.items.count()))


def test_gold_that_was_decided_whole_has_no_such_note(world: World, draft: Draft) -> None:
    draft.items.update(decision="accepted")
    assert "notes" not in gold(world, draft)


@pytest.mark.parametrize(
    ("why", "english"),
    [
        (
            "Không hiểu các cột của bảng này nên không lấy được gì từ bảng.",
            "The columns of this table are not understood, so nothing was taken from it.",
        ),
        ("Không hiểu thời hạn “khi đủ điều kiện”.", "The deadline “khi đủ điều kiện” is not understood."),
    ],
)
def test_what_was_not_understood_says_why(world: World, draft: Draft, settings: Any, why: str, english: str) -> None:
    draft.items.create(order=900, kind="unread", path="", proposal={"text": "khi đủ điều kiện", "why": why})
    client = world.client("office")
    address = reverse("intake:review", args=[draft.pk])
    assert why in client.get(address).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert english in client.get(address).content.decode()
