"""Draws the page of an answer as a phone and as a desk show it, for docs/told.md.

    python scripts/draw_pages.py [FOLDER]

The default folder is docs/pictures. Needs Chromium with its driver (Debian: chromium, chromium-driver).
"""

import base64
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = ROOT / "examples" / "us-courier-2018.json"
SIZES: Final = {"phone": (390, 844), "desk": (1100, 900)}
"""Of each picture, in pixels."""
_TABLET: Final = 600
CHROMIUM, CHROMEDRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Chrome]:
    """Open a browser that keeps a log of what it fetches, and close it in the end."""
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in _OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    browser = Chrome(options, ChromeService(executable_path=str(CHROMEDRIVER)))
    try:
        yield browser
    finally:
        browser.quit()


def show(browser: Chrome, page: Path, width: int, height: int) -> None:
    """Open a page in a window of so many pixels; one narrower than a tablet is a phone's."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < _TABLET}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())


def draw(browser: Chrome, page: Path, folder: Path) -> None:
    """Write a picture of each size into a folder."""
    for name, (width, height) in SIZES.items():
        show(browser, page, width, height)
        taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        (folder / f"page-{name}.png").write_bytes(base64.b64decode(taken["data"]))


def main() -> int:
    """Draw the page of the example; 1 if it is not answered."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    told = subprocess.run(
        [sys.executable, "-m", "propengine.cli.main", "evaluate", str(EXAMPLE), "--form", "html"],
        stdout=subprocess.PIPE,
        check=False,
    )
    with TemporaryDirectory() as there, chromium() as browser:
        page = Path(there) / "page.html"
        page.write_bytes(told.stdout)
        draw(browser, page, folder)
    return told.returncode


if __name__ == "__main__":
    sys.exit(main())
