"""The page in a real browser: as wide as a phone and as a desk, examined by axe-core, read out, printed."""

import base64
import io
import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.print_page_options import PrintOptions
from syrupy.assertion import SnapshotAssertion

from propengine.explain.catalogues import Language
from propengine.explain.forms import Form, Level, Wanted, text_of
from scripts import draw_pages
from scripts.draw_pages import CHROMEDRIVER, CHROMIUM, SIZES, chromium
from tests.explain.conftest import Decided

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
EXAMINE = """
const done = arguments[arguments.length - 1];
for (const fold of document.querySelectorAll('details')) fold.open = true;
axe.run().then(found => done({
  violations: found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html]),
  passes: found.passes.length,
  wide: document.documentElement.scrollWidth - innerWidth,
}));
"""
PAGES: list[tuple[str, Language, Level]] = [
    ("cl-small-trafficker-2024", "es", Level.PROFESSIONAL),
    ("us-courier-2018", "fr", Level.PROFESSIONAL),
    ("pt-herb-24.9-g-2005", "pt", Level.PLAIN),
]
READ_OUT = frozenset({"heading", "DisclosureTriangle", "image", "columnheader", "cell", "StaticText"})

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None or CHROMEDRIVER is None,
        reason="no Chromium with its driver here (Debian: apt-get install chromium chromium-driver)",
    ),
    pytest.mark.xdist_group("browser"),  # one browser shows them all
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as opened:
        yield opened


def show(browser: Chrome, page: str, folder: Path, width: int = 1280) -> None:
    """Open a page from a file, in a window so many pixels wide."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    draw_pages.show(browser, file, width, 900)


def examined(browser: Chrome) -> Mapping[str, Any]:
    """Return what axe-core finds in the page, and how much wider than the window it is."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found: Mapping[str, Any] = browser.execute_async_script(EXAMINE)
    return found


def fetched(browser: Chrome) -> list[str]:
    """Return what was asked for since the last time, besides the page itself."""
    told = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]  # type: ignore[no-untyped-call]  # it has no types
    sent = [one["params"]["request"]["url"] for one in told if one["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if url != browser.current_url]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("name", "language", "level"), PAGES)
def test_the_page_is_accessible_and_fits(
    name: str, language: Language, level: Level, width: int, decided: Decided, browser: Chrome, tmp_path: Path
) -> None:
    """No rule of axe-core is broken, nothing comes from outside, nothing has to be moved sideways."""
    fetched(browser)
    show(browser, text_of(decided(name), Wanted(language, level, Form.HTML)), tmp_path, width)

    found = examined(browser)

    assert [] == found["violations"]
    assert [] == fetched(browser)
    assert found["passes"] > 10
    assert found["wide"] <= 0


def test_a_page_that_is_not_accessible_is_noticed(browser: Chrome, tmp_path: Path) -> None:
    """A picture without words that lies elsewhere, on a page without a language."""
    (tmp_path / "there.png").touch()
    fetched(browser)
    show(browser, '<html><body><img src="there.png"></body></html>', tmp_path)

    found = examined(browser)

    assert {"image-alt", "html-has-lang"} <= {rule for rule, *_ in found["violations"]}
    assert [(tmp_path / "there.png").as_uri()] == fetched(browser)


@pytest.mark.parametrize(("name", "language", "level"), PAGES[:2])
def test_the_first_printed_page_holds_the_five_lines(
    name: str, language: Language, level: Level, decided: Decided, browser: Chrome, tmp_path: Path
) -> None:
    """On paper of A4, as the printer's own dialogue has it."""
    show(browser, text_of(decided(name), Wanted(language, level, Form.HTML)), tmp_path)
    five = text_of(decided(name), Wanted(language, level)).split("\n\n")[0].splitlines()[1:]
    paper = PrintOptions()
    paper.page_width, paper.page_height = 21.0, 29.7

    printed = pypdf.PdfReader(io.BytesIO(base64.b64decode(browser.print_page(paper))))

    first = closely(printed.pages[0].extract_text())
    assert 5 == len(five)
    assert [] == [line for line in five if closely(line) not in first]


def closely(text: str) -> str:
    """Return text without the blanks and the joined letters of a page."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_what_is_read_out_is_in_reading_order(
    decided: Decided, browser: Chrome, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """The five lines come first, then the names of the folds, as the accessibility tree has them."""
    show(browser, text_of(decided("pt-herb-24.9-g-2005"), Wanted(form=Form.HTML)), tmp_path)

    assert snapshot == re.sub(r"\b[0-9a-f]{12}\b", "(digest)", "\n".join(read_out(browser)))


def test_the_pictures_of_the_pages_are_drawn(decided: Decided, browser: Chrome, tmp_path: Path) -> None:
    """One of each size, and the pages of the documentation show as many."""
    page = tmp_path / "page.html"
    page.write_text(text_of(decided("us-courier-2018"), Wanted(form=Form.HTML)), encoding="utf-8")

    draw_pages.draw(browser, page, tmp_path)

    drawn = {file.name: struct.unpack(">II", file.read_bytes()[16:24]) for file in tmp_path.glob("*.png")}
    assert {f"page-{name}.png": size for name, size in SIZES.items()} == drawn
    assert drawn.keys() == {file.name for file in (draw_pages.ROOT / "docs" / "pictures").iterdir()}


def read_out(browser: Chrome) -> Iterator[str]:
    """Yield role and words of what a reader of the page hears, in its order."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    waiting = [nodes[0]]
    while waiting:
        node = waiting.pop()
        role, name = (node.get(of, {}).get("value", "") for of in ("role", "name"))
        if role in READ_OUT and name and not node["ignored"]:
            yield f"{role}: {name}"
            continue
        waiting += [by_id[child] for child in reversed(node.get("childIds", ())) if child in by_id]
