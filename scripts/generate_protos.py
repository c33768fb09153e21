"""Regenerates what is made of protos/: src/propengine/v1, what a proxy reads, and third_party/googleapis.

    python scripts/generate_protos.py [OUTPUT]

OUTPUT is the folder that holds the package `propengine`; the default is src. With another one,
deploy/propengine.binpb and third_party/googleapis are left alone.

The path of a proto below protos/ is the path of its module, so that imports come out as
`from propengine.v1 import ...`. Google's protos are those of the installed googleapis-common-protos, whose
modules the generated code imports. buf reads the copies under third_party/: it has no other way to find them
offline.
"""

import re
import shutil
import sys
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import google.rpc
from google.api import annotations_pb2
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent
PROTOS = ROOT / "protos"
VENDORED = ROOT / "third_party" / "googleapis"
INSTALLED = Path(next(iter(google.rpc.__path__))).parent.parent
DESCRIPTORS = ROOT / "deploy" / "propengine.binpb"
WELL_KNOWN = Path(str(resources.files("grpc_tools") / "_proto"))

IMPORT = re.compile(r'^import (?:public |weak )?"(google/(?!protobuf/)[^"]+)";', re.MULTILINE)
# Its modules know this one by the name on the left, its folder by the one on the right.
RENAMED = {"google/longrunning/operations.proto": "google/longrunning/operations_proto.proto"}
# The errors' part of the contract, imported or not: every error is a Status with these details.
ERRORS = ("google/rpc/error_details.proto", "google/rpc/status.proto")
JSON_PACKAGE = (
    "propengine.json"  # as in propengine.server.json_bodies, which cannot be asked: it imports the result
)
HTTP: Any = annotations_pb2.http  # its stub does not say whose extension it is
ANY_BODY = "google/api/httpbody.proto"
SUFFIXES = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")


def installed(name: str) -> Path:
    """Where googleapis-common-protos keeps the proto of this name."""
    return INSTALLED / RENAMED.get(name, name)


def imported(protos: list[Path]) -> list[str]:
    """Google's protos that these import, directly or not, and those of the errors.

    The well-known types are left out: protoc and buf have them.
    """
    found = set(ERRORS)
    waiting = [*protos, *map(installed, ERRORS)]
    while waiting:
        names = set(IMPORT.findall(waiting.pop().read_text(encoding="utf-8"))) - found
        found |= names
        waiting += map(installed, names)
    return sorted(found)


def vendor(protos: list[Path], target: Path) -> None:
    """Make `target` hold exactly what `imported` names, beside its README."""
    for old in target.rglob("*.proto"):
        old.unlink()
    for name in imported(protos):
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(installed(name), copy)


def generate(protos: Path, output: Path) -> None:
    """Write the modules of every proto below `protos` under `output`, removing those whose proto is gone.

    Raises:
        RuntimeError: protoc refused; it has printed why.
    """
    sources = sorted(protos.rglob("*.proto"))
    if not sources:
        return
    for package in sorted({source.parent.relative_to(protos) for source in sources}):
        folder = output / package
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.name.endswith(SUFFIXES):
                old.unlink()
        (folder / "__init__.py").write_text(
            f'"""Generated from protos/{package}; `make proto` writes it anew."""\n', encoding="utf-8"
        )
    with TemporaryDirectory() as googleapis:
        vendor(sources, Path(googleapis))
        arguments = [
            "protoc",
            *(f"--proto_path={path}" for path in (protos, googleapis, WELL_KNOWN)),
            f"--python_out={output}",
            f"--pyi_out={output}",
            f"--grpc_python_out={output}",
            f"--plugin=protoc-gen-mypy_grpc={Path(sys.executable).with_name('protoc-gen-mypy_grpc')}",
            f"--mypy_grpc_out=quiet:{output}",
            *(str(source.relative_to(protos)) for source in sources),
        ]
        if protoc.main(arguments) != 0:
            raise RuntimeError("protoc refused")


def descriptors(protos: Path, *options: str) -> descriptor_pb2.FileDescriptorSet:
    """Return the descriptors of every proto below `protos`, of what they import, and of the errors' details.

    Raises:
        RuntimeError: protoc refused; it has printed why.
    """
    with TemporaryDirectory() as folder:
        found = Path(folder) / "descriptors"
        arguments = [
            "protoc",
            *(f"--proto_path={path}" for path in (protos, INSTALLED, WELL_KNOWN)),
            "--include_imports",
            *options,
            f"--descriptor_set_out={found}",
            *(str(source.relative_to(protos)) for source in sorted(protos.rglob("*.proto"))),
            *ERRORS,
            ANY_BODY,
        ]
        if protoc.main(arguments) != 0:
            raise RuntimeError("protoc refused")
        return descriptor_pb2.FileDescriptorSet.FromString(found.read_bytes())


def describe(protos: Path, output: Path) -> None:
    """Write what a proxy reads and writes JSON by.

    A method with a body is taken out, and stands in a service of its own that takes any body: the service
    reads it, because a proxy passes over names that it does not know.

    Raises:
        RuntimeError: protoc refused; it has printed why.
    """
    described = descriptors(protos)
    bodies = descriptor_pb2.FileDescriptorProto(
        name="propengine/json.proto", package=JSON_PACKAGE, syntax="proto3"
    )
    bodies.dependency.extend([ANY_BODY, "google/api/annotations.proto"])
    for file in described.file:
        for service in file.service:
            with_body = [one for one in service.method if one.options.Extensions[HTTP].body]
            if not with_body:
                continue
            bodies.dependency.append(file.name)
            bodies.service.add(name=service.name).method.extend(with_body)
            for method in with_body:
                service.method.remove(method)
    for method in (method for service in bodies.service for method in service.method):
        method.input_type = ".google.api.HttpBody"
    described.file.append(bodies)
    output.write_bytes(described.SerializeToString(deterministic=True))


def main(arguments: list[str]) -> int:
    """Generate into the folder named, or into src; 1 with a sentence if that is impossible."""
    output = Path(arguments[0]) if arguments else ROOT / "src"
    sources = sorted(PROTOS.rglob("*.proto"))
    if not sources:
        print("No .proto file below protos/: nothing to generate.", file=sys.stderr)
        return 1
    try:
        generate(PROTOS, output)
        if not arguments:
            describe(PROTOS, DESCRIPTORS)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments:
        vendor(sources, VENDORED)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
