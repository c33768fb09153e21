"""Everything that the service and the command line do, in the contract's messages, without any transport."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case as read_under
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.codes import CodeSystem
from propengine.notation.codes import load_codes
from propengine.law.faults import near_miss
from propengine.notation.loading import load_ruleset, load_rulesets
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.server import calls
from propengine.server.answers import fill_decision
from propengine.server.codes import ReadCodes, read_codes
from propengine.server.faults import Fault, RequestRefusedError, ServiceReason, TooPreciseError, shown
from propengine.server.messages import read_case
from propengine.v1 import case_pb2, decision_pb2


def shipped_folder() -> Path:
    """Return the folder of the shipped rulesets; in an editable install, the tree's own."""
    package = Path(str(resources.files("propengine")))
    installed = package / "rulesets"
    return installed if installed.is_dir() else package.parent.parent / "rulesets"


def _wanted() -> None:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Application:
    """The rulesets, and the handles that decide cases under them.

    Attributes:
        rulesets: by jurisdiction code.
        handles: the evaluators of their laws.
        code_systems: by id: the courts' own codes that a case may be written in.
    """

    rulesets: Mapping[str, Ruleset]
    handles: Handles = field(default_factory=Handles)
    code_systems: Mapping[str, CodeSystem] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def load(cls, folder: Path | None = None, codes: Iterable[Path] = ()) -> "Application":
        """Load the rulesets of a folder, the shipped ones when there is none, and code systems.

        Raises:
            RulesetFaults: with every mistake of every file.
        """
        rulesets = load_rulesets(folder or shipped_folder())
        return cls(rulesets, code_systems=load_codes(codes, rulesets))

    @classmethod
    def load_for(cls, case: case_pb2.Case, folder: Path | None = None) -> "Application":
        """Load what deciding one case needs: its ruleset, or every one where there is none for it.

        Raises:
            RulesetFaults: with every mistake of every file that was read.
        """
        own = {child.name: child for child in (folder or shipped_folder()).glob("*/")}.get(case.jurisdiction)
        return cls({own.name: load_ruleset(own)}) if own is not None else cls.load(folder)

    def evaluate(
        self,
        case: case_pb2.Case,
        answer: decision_pb2.Decision,
        *,
        path: str = "",
        with_traces: bool = True,
        still_wanted: Callable[[], None] = _wanted,
    ) -> None:
        """Decide a case.

        Args:
            case: as it arrived.
            answer: where the decision is written.
            path: where the case stands in the request.
            with_traces: write the traces of the outcomes, too.
            still_wanted: raises when nobody waits for the answer any more.

        Raises:
            RequestRefusedError: with every fault of the case.
            EvaluatorsDisagreeError: the two evaluators differ.
            RevisionWithdrawnError: the law failed its comparison.
        """
        read, faults = read_case(case)
        ruleset = self._ruleset(read.jurisdiction, faults)
        if ruleset is not None:
            calls.note_ruleset(ruleset.id, ruleset.digest)
        codes, unread = None, frozenset[Reason]()
        if case.HasField("code_system"):
            read, codes = read_codes(read, case.code_system, self.code_systems, faults)
            unread = unread if codes is not None else _OF_IDS
        if ruleset is None or faults:
            raise _refused(faults + self._further_faults(read, ruleset, faults, unread), path, codes)
        try:
            decision = decide(read, ruleset, self.handles, still_wanted)
        except CaseRefusedError as error:
            told = [Fault.of(refusal) for refusal in error.refusals]
            raise _refused(told + self._further_faults(read, ruleset, told), path, codes) from None
        calls.note_status(decision.status.value)
        still_wanted()
        try:
            fill_decision(answer, decision, read.facts, with_traces=with_traces)
        except TooPreciseError as error:
            raise _refused([Fault(ServiceReason.TOO_PRECISE, "facts", str(error))], path) from None
        if codes is not None:
            codes.fill(answer.read_codes)

    def _ruleset(self, jurisdiction: str, faults: list[Fault]) -> Ruleset | None:
        if not jurisdiction:
            return None
        ruleset = self.rulesets.get(jurisdiction)
        if ruleset is None:
            faults.append(self.unknown_jurisdiction(jurisdiction))
        return ruleset

    def unknown_jurisdiction(self, jurisdiction: str) -> Fault:
        """Return the fault of a jurisdiction for which there is no ruleset."""
        near = near_miss(jurisdiction, self.rulesets)
        hint = f"; did you mean {near!r}?" if near else ""
        known = ", ".join(self.rulesets)
        message = f"expected a loaded jurisdiction ({known}), found {shown(jurisdiction)!r}{hint}"
        details = {"known": known, "found": jurisdiction, **({"near": near} if near else {})}
        return Fault(Reason.UNKNOWN_JURISDICTION, "jurisdiction", message, details)

    def _further_faults(
        self, case: Case, ruleset: Ruleset | None, told: list[Fault], but: Collection[str] = ()
    ) -> list[Fault]:
        """Return what else is wrong with a case that is refused, so that its sender mends everything at once.

        Fields that already have a fault hold something else in its place: what would be said of them is left
        out. Without a law to read it under, only what no law changes is said. Reasons in `but` are left out.
        """
        paths = {fault.path for fault in told}
        dates, refusals = dates_of(case)
        if any(path.endswith("_date") for path in paths):
            refusals = []
        law = _law(ruleset, dates) if ruleset is not None and "offence_date" not in paths else None
        if law is not None:
            refusals += read_under(case, law, dates, law.statable)[1]
        else:
            law = self._some_law
            if law is not None:
                found = read_under(case, law, dates, law.statable)[1]
                refusals += [refusal for refusal in found if refusal.reason in _UNDER_ANY_LAW]
        return [Fault.of(r) for r in refusals if r.path not in paths and r.reason not in but]

    @property
    def _some_law(self) -> Law | None:
        """Return some law, to read amounts that are measured alike under every one."""
        found = (
            _law(ruleset, Dates.all_on(day))
            for ruleset in self.rulesets.values()
            for day in ruleset.change_dates()
        )
        return next((law for law in found if law is not None), None)


_UNDER_ANY_LAW: Final = frozenset(
    {
        Reason.INVALID_AMOUNT,
        Reason.MISSING_UNIT,
        Reason.INVALID_UNIT,
        Reason.INCOMPATIBLE_UNIT,
        Reason.INVALID_PURITY,
        Reason.PROTECTED_ATTRIBUTE,
    }
)


_OF_IDS: Final = frozenset({Reason.UNKNOWN_SUBSTANCE, Reason.UNKNOWN_CHARGE})


def _law(ruleset: Ruleset, dates: Dates) -> Law | None:
    try:
        return ruleset.law(dates)
    except (NoLawOnDateError, LawNotKnownError):
        return None


def _refused(faults: list[Fault], path: str, codes: ReadCodes | None = None) -> RequestRefusedError:
    faults = codes.told(faults) if codes is not None else faults
    if not path:
        return RequestRefusedError(faults)
    return RequestRefusedError(
        replace(fault, path=path if fault.path == path else f"{path}.{fault.path}") for fault in faults
    )
