"""A court's own codes in a case, read as ids of the ruleset before the engine sees the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from propengine.contract.violations import RequestReason, Violation, shown
from propengine.engine.case import Case
from propengine.law.codes import CodeSystem
from propengine.law.faults import near_miss
from propengine.v1 import decision_pb2


@dataclass(frozen=True, slots=True)
class ReadCode:
    """How one code was read.

    Attributes:
        path: the field of the case.
        code: the court's code.
        id: the ruleset's id.
    """

    path: str
    code: str
    id: str


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """How the codes of a case were read.

    Attributes:
        system: the code system.
        codes: in the order of the case.
    """

    system: CodeSystem
    codes: tuple[ReadCode, ...]

    def fill(self, target: decision_pb2.ReadCodes) -> None:
        """Write it into a decision."""
        target.code_system, target.digest = self.system.code_system, self.system.digest
        for read in self.codes:
            target.codes.add(field=read.path, code=read.code, id=read.id)

    def told(self, violations: Iterable[Violation]) -> list[Violation]:
        """Return the violations, those of a field that held a code saying which: the sender knows no ids."""
        codes = {read.path: read.code for read in self.codes}
        return [
            _with_code(violation, codes[violation.path]) if violation.path in codes else violation
            for violation in violations
        ]


def _with_code(violation: Violation, code: str) -> Violation:
    message = f"{violation.message}; read from the code {shown(code)!r}"
    return replace(violation, message=message, details={**violation.details, "code": code})


def read_codes(
    case: Case, name: str, systems: Mapping[str, CodeSystem], violations: list[Violation]
) -> tuple[Case, ReadCodes | None]:
    """Return the case with ids in the place of its codes, and how they were read.

    Args:
        case: with the charge and the substances as the court writes them.
        name: the code system that the case names.
        systems: the loaded code systems, by id.
        violations: what is already wrong with the case; what is wrong with its codes is added. A field with a
            violation, or of which nothing can be said for want of a code system, keeps what it held.
    """
    system = _system(case, name, systems, violations)
    if system is None:
        return case, None
    paths = {violation.path for violation in violations}
    found: list[ReadCode] = []

    def read(code: str, path: str, codes: Mapping[str, str]) -> str:
        if path in paths:
            return code
        if code not in codes:
            violations.append(_unknown_code(code, path, system, codes))
            return code
        found.append(ReadCode(path, code, codes[code]))
        return codes[code]

    items = tuple(
        replace(item, substance=read(item.substance, f"items[{i}].substance", system.substances))
        for i, item in enumerate(case.items)
    )
    charge = read(case.charge, "charge", system.offences) if case.charge is not None else None
    return replace(case, items=items, charge=charge), ReadCodes(system, tuple(found))


def _system(
    case: Case, name: str, systems: Mapping[str, CodeSystem], violations: list[Violation]
) -> CodeSystem | None:
    system = systems.get(name)
    if system is None:
        known = ", ".join(systems)
        expected = f"expected a loaded code system ({known})" if systems else "expected none: none is loaded"
        near = near_miss(name, systems)
        hint = f"; did you mean {near!r}?" if near else ""
        details = {"known": known, "found": name, **({"near": near} if near else {})}
        message = f"{expected}, found {shown(name)!r}{hint}"
        violations.append(Violation(RequestReason.UNKNOWN_CODE_SYSTEM, "code_system", message, details))
    elif system.jurisdiction != case.jurisdiction:
        message = f"expected a code system of {shown(case.jurisdiction)!r}, found {name!r}, "
        message += f"whose codes are read under the law of {system.jurisdiction!r}"
        details = {"expected": case.jurisdiction, "found": system.jurisdiction, "code_system": name}
        if case.jurisdiction and not any(violation.path == "jurisdiction" for violation in violations):
            violations.append(Violation(RequestReason.FOREIGN_CODE_SYSTEM, "code_system", message, details))
        return None
    return system


def _unknown_code(code: str, path: str, system: CodeSystem, codes: Mapping[str, str]) -> Violation:
    near = near_miss(code, codes)
    hint = f"; did you mean {near!r}?" if near else ""
    message = f"expected a code of {system.code_system}, found {shown(code)!r}{hint}"
    details = {"code_system": system.code_system, "found": code, **({"near": near} if near else {})}
    return Violation(RequestReason.UNKNOWN_CODE, path, message, details)
