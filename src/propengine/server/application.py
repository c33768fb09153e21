"""Everything that the service and the command line do, in the contract's messages, without any transport."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Final

from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case as read_under
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.faults import near_miss
from propengine.law.loading import load_rulesets
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.server import calls
from propengine.server.answers import fill_decision
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
    """

    rulesets: Mapping[str, Ruleset]
    handles: Handles = field(default_factory=Handles)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Application":
        """Load the rulesets of a folder; the shipped ones when there is none.

        Raises:
            RulesetFaults: with every mistake of every file.
        """
        return cls(load_rulesets(folder or shipped_folder()))

    def evaluate(
        self,
        case: case_pb2.Case,
        answer: decision_pb2.Decision,
        *,
        path: str = "",
        still_wanted: Callable[[], None] = _wanted,
    ) -> None:
        """Decide a case.

        Args:
            case: as it arrived.
            answer: where the decision is written.
            path: where the case stands in the request.
            still_wanted: raises when nobody waits for the answer any more.

        Raises:
            RequestRefusedError: with every fault of the case.
            EvaluatorsDisagreeError: the two evaluators differ.
            RevisionWithdrawnError: the law failed its comparison.
        """
        read, faults = read_case(case)
        ruleset = self._ruleset(read.jurisdiction, faults)
        if ruleset is not None:
            calls.note(jurisdiction=ruleset.id, ruleset_digest=ruleset.digest)
        if ruleset is None or faults:
            raise _refused(faults + self._further_faults(read, ruleset, faults), path)
        try:
            decision = decide(read, ruleset, self.handles, still_wanted)
        except CaseRefusedError as error:
            told = [Fault.of(refusal) for refusal in error.refusals]
            raise _refused(told + self._further_faults(read, ruleset, told), path) from None
        calls.note(status=decision.status.value)
        still_wanted()
        try:
            fill_decision(answer, decision, read.facts)
        except TooPreciseError as error:
            raise _refused([Fault(ServiceReason.TOO_PRECISE, "facts", str(error))], path) from None

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

    def _further_faults(self, case: Case, ruleset: Ruleset | None, told: list[Fault]) -> list[Fault]:
        """Return what else is wrong with a case that is refused, so that its sender mends everything at once.

        Fields that already have a fault hold something else in its place: what would be said of them is left
        out. Without a law to read it under, only what no law changes is said.
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
        return [Fault.of(refusal) for refusal in refusals if refusal.path not in paths]

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


def _law(ruleset: Ruleset, dates: Dates) -> Law | None:
    try:
        return ruleset.law(dates)
    except (NoLawOnDateError, LawNotKnownError):
        return None


def _refused(faults: list[Fault], path: str) -> RequestRefusedError:
    if not path:
        return RequestRefusedError(faults)
    return RequestRefusedError(
        replace(fault, path=path if fault.path == path else f"{path}.{fault.path}") for fault in faults
    )
