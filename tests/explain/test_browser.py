"""The page in a real browser, at the width of a phone and of a desk, examined by axe-core."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from propengine.explain.forms import Form, Level, Wanted, text_of
from propengine.explain.phrases import Language
from tests.explain.conftest import Decided

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EXAMINE = """
for (const fold of document.querySelectorAll('details')) fold.open = true;
axe.run().then(found => {
  const told = document.createElement('pre');
  told.id = 'found';
  told.textContent = JSON.stringify({
    violations: found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html]),
    passes: found.passes.length,
    wide: document.documentElement.scrollWidth - innerWidth,
  });
  document.body.append(told);
});
"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"
)


def in_browser(page: str, folder: Path, width: int) -> dict[str, Any]:
    """Return what axe-core finds in a page, and how much wider than the window it is."""
    scripts = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{EXAMINE}</script>"
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"{scripts}</body>"), encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM),
            *OPTIONS,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={width},900",
            "--virtual-time-budget=20000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told


@pytest.mark.parametrize("width", [500, 1280])
@pytest.mark.parametrize(
    ("name", "language", "level"),
    [
        ("cl-small-trafficker-2024", "es", Level.PROFESSIONAL),
        ("us-courier-2018", "fr", Level.PROFESSIONAL),
        ("pt-herb-24.9-g-2005", "pt", Level.PLAIN),
    ],
)
def test_the_page_is_accessible_and_fits(
    name: str, language: Language, level: Level, width: int, decided: Decided, tmp_path: Path
) -> None:
    """No rule of axe-core is broken, and nothing has to be moved sideways to be read."""
    found = in_browser(text_of(decided(name), Wanted(language, level, Form.HTML)), tmp_path, width)

    assert [] == found["violations"]
    assert found["passes"] > 10
    assert found["wide"] <= 0


def test_a_page_that_is_not_accessible_is_noticed(tmp_path: Path) -> None:
    """A picture without words, on a page without a language."""
    page = '<html><body><img src="data:,"></body></html>'

    assert {"image-alt", "html-has-lang"} <= {
        rule for rule, *_ in in_browser(page, tmp_path, 500)["violations"]
    }
