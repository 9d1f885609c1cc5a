"""Pages go out compressed where the browser takes it, with a length that tells nothing; files keep theirs."""

from __future__ import annotations

import gzip

from web.world import World

TAKES = {"Accept-Encoding": "gzip"}


def test_a_page_is_compressed_and_says_that_it_varies(world: World) -> None:
    plain = world.client("office").get("/tong-quan/")
    packed = world.client("office").get("/tong-quan/", headers=TAKES)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) * 2 < len(plain.content)
    assert b"</html>" in gzip.decompress(packed.content)


def test_a_browser_that_does_not_take_it_gets_the_page_as_it_is(world: World) -> None:
    assert "Content-Encoding" not in world.client("office").get("/tong-quan/")


def test_the_length_of_the_same_page_changes(world: World) -> None:
    client = world.client(None)
    lengths = {len(client.get("/dang-nhap/", headers=TAKES).content) for _ in range(20)}
    assert len(lengths) > 1


def test_a_workbook_goes_out_as_it_is(world: World) -> None:
    answer = world.client("office").get("/nhiem-vu/?dinh-dang=xlsx", headers=TAKES)
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    assert "Content-Encoding" not in answer


def test_a_page_that_shows_a_secret_address_goes_out_as_it_is(world: World) -> None:
    answer = world.client("officer").get("/giam-sat/lich/", headers=TAKES)
    assert (answer.status_code, answer.has_header("Content-Encoding")) == (200, False)
    assert "no-store" in answer["Cache-Control"]
