import json
import os
import subprocess
import sys

from scripts.check_image import LEFTOVERS, Statement


def test_what_built_this_environment_is_found() -> None:
    """The check is not blind: where the tests run there are a compiler, its header and installers."""
    told = subprocess.run([sys.executable, "-c", LEFTOVERS], check=True, capture_output=True, text=True)
    inside = json.loads(told.stdout)

    assert os.getuid() == inside["uid"]
    assert {"pip", "hatchling"} <= set(inside["found"])
    assert {"cc", "gcc", "clang"} & set(inside["found"])
    assert any(found.endswith("Python.h") for found in inside["found"])


def test_a_statement_is_a_line() -> None:
    assert "ok   size: 180 MB" == str(Statement(holds=True, text="size: 180 MB"))
    assert "FAIL size: 900 MB" == str(Statement(holds=False, text="size: 900 MB"))
