from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from propengine.server.json_bodies import PACKAGE

PROTO = """
syntax = "proto3";
package propengine.v1;
import "google/longrunning/operations.proto";
import "google/type/date.proto";
import "propengine/v1/{imports}.proto";
message {message} {{
  google.type.Date date = 1;
  google.longrunning.Operation operation = 2;
  Law law = 3;
}}
"""


@pytest.fixture
def generator(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("generate_protos")


def tree(root: Path, pattern: str = "*") -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob(pattern))
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_committed_modules_are_what_the_protos_yield(generator: ModuleType, tmp_path: Path) -> None:
    generator.generate(generator.PROTOS, tmp_path)

    assert tree(tmp_path / "propengine" / "v1") == tree(generator.ROOT / "src" / "propengine" / "v1")


def test_what_a_proxy_reads_is_what_the_protos_yield(generator: ModuleType, tmp_path: Path) -> None:
    generator.describe(generator.PROTOS, tmp_path / "described")

    assert (tmp_path / "described").read_bytes() == generator.DESCRIPTORS.read_bytes()
    assert PACKAGE == generator.JSON_PACKAGE


def test_the_vendored_protos_are_those_imported_and_equal_the_installed(
    generator: ModuleType, tmp_path: Path
) -> None:
    generator.vendor(sorted(generator.PROTOS.rglob("*.proto")), tmp_path)

    assert tree(tmp_path) == tree(generator.VENDORED, "*.proto")


def test_modules_import_each_other_by_package_and_those_without_a_proto_go(
    generator: ModuleType, tmp_path: Path
) -> None:
    protos, output = tmp_path / "protos", tmp_path / "out"
    package = protos / "propengine" / "v1"
    package.mkdir(parents=True)
    (package / "law.proto").write_text('syntax = "proto3";\npackage propengine.v1;\nmessage Law {}\n')
    (package / "case.proto").write_text(PROTO.format(imports="law", message="Case"))
    left = output / "propengine" / "v1" / "gone_pb2.py"
    left.parent.mkdir(parents=True)
    left.touch()

    generator.generate(protos, output)

    assert "from propengine.v1 import law_pb2" in left.with_name("case_pb2.py").read_text()
    assert not left.exists()


def test_a_proto_that_protoc_refuses_is_an_error(generator: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "wrong.proto").write_text("message {")

    with pytest.raises(RuntimeError, match="protoc refused"):
        generator.generate(tmp_path, tmp_path / "out")
