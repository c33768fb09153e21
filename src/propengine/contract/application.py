"""Deciding cases, in the contract's messages: what the service and the command line have in common."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from propengine.contract.cases import read_case
from propengine.contract.codes import ReadCodes, read_codes
from propengine.contract.decisions import fill_decision
from propengine.contract.languages import Asked, written_in
from propengine.contract.values import TooPreciseError
from propengine.contract.violations import RequestReason, RequestRefusedError, Violation, shown
from propengine.engine.case import Case
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.engine.intake import dates_of, read_case as read_under
from propengine.engine.refusals import CaseRefusedError, Reason
from propengine.law.catalogue import Catalogue
from propengine.law.codes import CodeSystem
from propengine.law.faults import near_miss
from propengine.law.ruleset import Dates, Law, LawNotKnownError, NoLawOnDateError, Ruleset
from propengine.v1 import case_pb2, decision_pb2


def _wanted() -> None:
    """Go on."""


@dataclass(frozen=True, slots=True)
class View:
    """What of an answer is written.

    Attributes:
        with_traces: the traces of the outcomes, too.
        hinges_on: what the answer hinges on, too.
        still_open: what the person may still do, too.
        languages: of the texts; the jurisdiction's own and English, where none that is spoken is named.
    """

    with_traces: bool = True
    hinges_on: bool = False
    still_open: bool = False
    languages: Asked = field(default_factory=Asked)


_EVERYTHING: Final = View()


@dataclass(frozen=True, slots=True)
class Application:
    """The rulesets, and the handles that decide cases under them.

    Attributes:
        rulesets: by jurisdiction code.
        handles: the evaluators of their laws.
        code_systems: by id: the courts' own codes that a case may be written in.
        catalogue: what is said of programmes beside the law.
    """

    rulesets: Mapping[str, Ruleset]
    handles: Handles = field(default_factory=Handles)
    code_systems: Mapping[str, CodeSystem] = field(default_factory=lambda: MappingProxyType({}))
    catalogue: Catalogue = field(default_factory=Catalogue)

    def evaluate(
        self,
        case: case_pb2.Case,
        answer: decision_pb2.Decision,
        view: View = _EVERYTHING,
        *,
        path: str = "",
        still_wanted: Callable[[], None] = _wanted,
    ) -> None:
        """Decide a case.

        Args:
            case: as it arrived.
            answer: where the decision is written.
            view: what of the answer is written.
            path: where the case stands in the request.
            still_wanted: raises when nobody waits for the answer any more.

        Raises:
            RequestRefusedError: with every violation of the case.
            EvaluatorsDisagreeError: the two evaluators differ.
            RevisionWithdrawnError: the law failed its comparison.
        """
        read, violations = read_case(case)
        ruleset = self._ruleset(read.jurisdiction, violations)
        codes, unread = None, frozenset[Reason]()
        if case.HasField("code_system"):
            read, codes = read_codes(read, case.code_system, self.code_systems, violations)
            unread = unread if codes is not None else _OF_IDS
        if ruleset is None or violations:
            raise _refused(
                violations + self._further_violations(read, ruleset, violations, unread), path, codes
            )
        try:
            decision = decide(
                read,
                ruleset,
                self.handles,
                still_wanted,
                with_change_sets=view.hinges_on,
                with_open_acts=view.still_open,
            )
        except CaseRefusedError as error:
            told = [Violation.of(refusal) for refusal in error.refusals]
            raise _refused(told + self._further_violations(read, ruleset, told), path, codes) from None
        still_wanted()
        spoken = view.languages.spoken or ruleset.jurisdiction.languages
        try:
            with written_in(spoken):
                fill_decision(
                    answer, decision, read.facts, with_traces=view.with_traces, catalogue=self.catalogue
                )
        except TooPreciseError as error:
            raise _refused([Violation(RequestReason.TOO_PRECISE, "facts", str(error))], path) from None
        answer.languages.extend(spoken)
        answer.unspoken_languages.extend(view.languages.unspoken)
        if codes is not None:
            codes.fill(answer.read_codes)

    def _ruleset(self, jurisdiction: str, violations: list[Violation]) -> Ruleset | None:
        if not jurisdiction:
            return None
        ruleset = self.rulesets.get(jurisdiction)
        if ruleset is None:
            violations.append(self.unknown_jurisdiction(jurisdiction))
        return ruleset

    def unknown_jurisdiction(self, jurisdiction: str, codes: Collection[str] = ()) -> Violation:
        """Return the violation of a jurisdiction that is none of some codes: of those loaded, or others."""
        codes = sorted(codes) or list(self.rulesets)
        near = near_miss(jurisdiction, codes)
        hint = f"; did you mean {near!r}?" if near else ""
        known = ", ".join(codes)
        message = f"expected a loaded jurisdiction ({known}), found {shown(jurisdiction)!r}{hint}"
        details = {"known": known, "found": jurisdiction, **({"near": near} if near else {})}
        return Violation(Reason.UNKNOWN_JURISDICTION, "jurisdiction", message, details)

    def _further_violations(
        self, case: Case, ruleset: Ruleset | None, told: list[Violation], but: Collection[str] = ()
    ) -> list[Violation]:
        """Return what else is wrong with a case that is refused, so that its sender mends everything at once.

        Fields that already have a violation hold something else in its place: what would be said of them is
        left out. Without a law to read it under, only what no law changes is said. Reasons in `but` are left
        out.
        """
        paths = {violation.path for violation in told}
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
        return [Violation.of(r) for r in refusals if r.path not in paths and r.reason not in but]

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


def _refused(violations: list[Violation], path: str, codes: ReadCodes | None = None) -> RequestRefusedError:
    violations = codes.told(violations) if codes is not None else violations
    if not path:
        return RequestRefusedError(violations)
    return RequestRefusedError(
        replace(violation, path=path if violation.path == path else f"{path}.{violation.path}")
        for violation in violations
    )
