"""Small valid rulesets as plain data, for property tests: what is written loads, and the engine decides it.

`rulesets()` draws the files of one jurisdiction; `write_files` puts them into a folder and `load_files` loads
them from a temporary one. Rules, and offences where they are a chain, are exceptions each to the one before;
other offences ask for different members of one fact, so that no two can hold together.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from propengine.law.conditions import read_condition
from propengine.law.durations import Calendar
from propengine.law.ruleset import Ruleset
from propengine.law.subjects import Kind, Subject
from propengine.notation.impossible import impossible
from propengine.notation.loading import load_rulesets
from propengine.notation.writing import write_yaml
from tests.named import named

Data: TypeAlias = dict[str, Any]
Files: TypeAlias = dict[str, Data]
"""The files of a rulesets' folder: plain data by path."""

CODE: Final = "xx"
FIRST_DAY: Final = "2000-01-01"
SECOND_DAY: Final = "2010-01-01"

_CALENDAR: Final = Calendar(day=Fraction(1, 30), week=Fraction(7, 30), provision="convention")
_ORDERED: Final = ("at_least", "more_than", "at_most", "less_than")
_CONDUCTS: Final = ("consumption", "possession", "supply", "transport")
_SUBSTANCES: Final = ("cannabis", "cocaine", "heroin", "lsd", "mdma")
_WORDS: Final = ("own_use", "sharing", "sale", "export_trade")
_CLASSES: Final = ("personal_use", "micro_trafficking", "trafficking", "aggravated_trafficking")


def write_files(files: Mapping[str, object], folder: Path) -> None:
    """Write plain data as YAML files below a folder, with the names that it leaves out."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(named(write_yaml(data)), encoding="utf-8")


def load_files(files: Mapping[str, object]) -> Mapping[str, Ruleset]:
    """Load the rulesets that files make."""
    with TemporaryDirectory() as folder:
        write_files(files, Path(folder))
        return load_rulesets(Path(folder))


def texts(words: str) -> Data:
    """Return words in one language."""
    return {"en": words}


def element(**fields: object) -> Data:
    """Return an element of the law with a provision and a mark."""
    return {"provision": "art. 1", "mark": "V", **fields}


def decimals(least: int = 1, most: int = 10**6) -> st.SearchStrategy[str]:
    """Draw decimal texts of whole thousandths."""
    return st.integers(least, most).map(lambda n: f"{n // 1000}.{n % 1000:03d}")


def durations(most: int = 240) -> st.SearchStrategy[str | int]:
    """Draw durations as a law writes them."""
    months = st.integers(1, most)
    return st.one_of(
        st.just(0),
        months.map(lambda n: f"{n} m"),
        st.integers(1, 25).map(lambda n: f"{n} y"),
        st.tuples(st.integers(1, 25), st.integers(1, 29)).map(lambda n: f"{n[0]} y {n[1]} d"),
        st.integers(2, 25).map(lambda n: f"{n} y less a day"),
        st.integers(1, 600).map(lambda n: f"{n} d"),
    )


def ends() -> st.SearchStrategy[Data]:
    """Draw a range of custody whose least is no longer than its most."""
    pair = st.tuples(st.integers(0, 240), st.integers(1, 240)).map(sorted)
    return st.one_of(
        pair.map(lambda p: {"min": f"{p[0]} m" if p[0] else 0, "max": f"{p[1]} m"}),
        st.integers(1, 20).map(lambda n: {"max": f"{n} y"}),
        st.integers(1, 20).map(lambda n: {"min": f"{n} y", "max": "life"}),
        st.integers(1, 20).map(lambda n: {"min": f"{n} y", "max": "none_stated"}),
        st.integers(1, 20).map(lambda n: {"min": "none_stated", "max": f"{n} y"}),
    )


_FACTORS: Final = st.sampled_from(("1/2", "2/3", "4/3", "3/2", "0.75", 1))


def moves(shape: str, *, table: str | None = None) -> st.SearchStrategy[Data]:
    """Draw what a step does to a range: ends in months, the grades of a ladder, or a level.

    A range of grades or of a level may also be moved as the ends that it stands for; `table` is one that a
    step may look up. What a court chooses is stated by `chosen`, `chosen_grades` and `fixed`.
    """
    if shape == "levels":
        return st.one_of(_moves_of_places("level"), _moves_of_places("level"), moves_of_ends(table))
    if shape == "grades":
        without = st.sampled_from(("highest", "lowest")).map(
            lambda grade: {"part": {"without": grade}, "target": "grade"}
        )
        of_grades = st.one_of(_moves_of_places("grade"), _moves_of_places("grade"), without)
        return st.one_of(of_grades, of_grades, moves_of_ends(table))
    return moves_of_ends(table)


_RATIOS: Final = ("increase", "reduce")
_LIMITS: Final = ("floor", "ceiling", "put")


@st.composite
def _moves_of_places(draw: st.DrawFn, target: str) -> Data:
    """Draw how a level or grades are moved: by a constant, a choice of the court, or what is stated."""
    verb = draw(st.sampled_from((*_RATIOS, *_LIMITS)))
    whole = st.integers(0, 3)
    if target == "grade" and verb in _LIMITS:
        return {verb: draw(st.sampled_from([grade["grade"] for grade in _GRADES])), "target": target}
    pair = st.tuples(whole, whole).map(sorted)
    chosen = st.sampled_from(({}, {"chosen": "chosen_grades"}))
    size = st.one_of(
        whole,
        st.tuples(pair, chosen).map(lambda t: {"between": t[0], **t[1]}),
        st.just({"stated": "chosen_grades"}),
    )
    counted = st.sampled_from(({}, {}, {"count_from": "lowest"}, {"count_from": "highest"}))
    beside = draw(counted) if target == "grade" else {}
    return {verb: draw(size), "target": target, **beside}


def _sizes(verb: str, table: str | None) -> st.SearchStrategy[Any]:
    """Draw a size that has a meaning for what is done to ends."""
    fraction = st.sampled_from(("0", "1/6", "1/3", "1/2", "2/3", "1"))
    number = _FACTORS if verb == "scale" else fraction
    length = durations(36)
    whole = st.one_of(
        st.sampled_from(("min", "max", "range.statutory.min", "range.statutory.max")),
        st.just("2 y"),
    )
    numbers = st.tuples(fraction, fraction).map(lambda pair: sorted(pair, key=Fraction))
    lengths = st.tuples(st.integers(1, 36), st.integers(1, 36)).map(
        lambda pair: [f"{months} m" for months in sorted(pair)]
    )

    def choice(between: st.SearchStrategy[Any], fact: str) -> st.SearchStrategy[Data]:
        chosen = st.sampled_from(({}, {"chosen": fact}))
        return st.tuples(between, chosen).map(lambda t: {"between": t[0], **t[1]})

    of_numbers: list[st.SearchStrategy[Any]] = [number, choice(numbers, "chosen")]
    of_lengths: list[st.SearchStrategy[Any]] = [
        length,
        choice(lengths, "fixed"),
        st.just({"stated": "fixed"}),
        st.tuples(_FACTORS, whole).map(lambda t: {"share": t[0], "of": t[1]}),
        whole.map(lambda of: {"of": of}),
    ]
    if verb == "scale":
        return st.one_of(*of_numbers, st.just({"stated": "chosen"}))
    if verb in _RATIOS:
        return st.one_of(*of_numbers, *of_lengths)
    looked_up = [] if table is None else [st.just({"look_up": table})]
    return st.one_of(*of_lengths, *looked_up)


@st.composite
def moves_of_ends(draw: st.DrawFn, table: str | None = None) -> Data:
    """Draw what a step does to a range in months: any operation by any size, on both ends or on some."""
    verb = draw(st.sampled_from(("scale", *_RATIOS, *_LIMITS, "part")))
    if verb == "part":
        parts = draw(st.integers(2, 4))
        pick = sorted(draw(st.tuples(st.integers(1, parts), st.integers(1, parts))))
        return {"part": {"parts": parts, "pick": pick}}
    drawn = draw(st.integers(0, 4))
    if verb == "put" and drawn == 0:
        return {"put": draw(ends())}
    if verb == "put" and drawn == 1:
        return {"put": draw(st.sampled_from(({"min": "none_stated"}, "life", "fine_band")))}
    sizes = _sizes(verb, table)
    by_end = st.dictionaries(
        st.sampled_from(("min", "max")), sizes, min_size=1, max_size=1 if verb == "put" else 2
    )
    beside: Data = {}
    if verb in {"scale", *_RATIOS}:
        beside |= draw(st.sampled_from(({}, {"keeps_life": True})))
    if verb not in {"floor", "ceiling"}:
        beside |= draw(st.sampled_from(({}, {"capped": "min"}, {"capped": "max"})))
    size = draw(st.one_of(sizes, by_end))
    return {verb: size, **beside}


def can_be_met(condition: Data, subjects: Mapping[str, Data]) -> bool:
    """Say whether some case meets a condition; what none does is no law."""
    kinds = {"integer": Kind.NUMBER, **{kind.value: kind for kind in Kind}}
    known = {
        name: Subject(name, kinds.get(fact["type"], Kind.NUMBER), tuple(fact.get("members") or ()))
        for name, fact in {**subjects, "imposed": {"type": "sentence"}}.items()
    }
    return not impossible(read_condition(condition), known, _CALENDAR)


def tests(subjects: Mapping[str, Data]) -> st.SearchStrategy[Data]:
    """Draw one entry of a condition that can be met."""
    return _tests(subjects).filter(lambda drawn: can_be_met(drawn, subjects))


def conditions(subjects: Mapping[str, Data], *, depth: int = 1) -> st.SearchStrategy[Data]:
    """Draw a small condition over subjects, given as their facts, that can be met."""
    return _conditions(subjects, depth=depth).filter(lambda drawn: can_be_met(drawn, subjects))


@st.composite
def _tests(draw: st.DrawFn, subjects: Mapping[str, Data]) -> Data:
    """Draw one entry of a condition: a subject and what it must be."""
    name = draw(st.sampled_from(sorted(subjects)))
    subject = subjects[name]
    match subject["type"]:
        case "boolean":
            return {name: draw(st.one_of(st.booleans(), st.just({"stated": True})))}
        case "enum":
            member = st.sampled_from(subject["members"])
            several = st.lists(member, min_size=1, max_size=2, unique=True)
            comparison = st.one_of(
                member,
                several,
                several.map(lambda m: {"not_one_of": m}),
                st.tuples(st.sampled_from(_ORDERED), member).map(lambda p: {p[0]: p[1]}),
            )
            return {name: draw(comparison)}
        case "set":
            member = st.sampled_from(subject["members"])
            return {name: {"includes": draw(st.lists(member, min_size=1, max_size=2, unique=True))}}
        case "duration":
            return {name: {draw(st.sampled_from(_ORDERED)): draw(durations())}}
        case _:
            return {name: {draw(st.sampled_from(_ORDERED)): draw(st.integers(0, 5))}}


@st.composite
def _conditions(draw: st.DrawFn, subjects: Mapping[str, Data], *, depth: int = 1) -> Data:
    found: Data = {}
    for _ in range(draw(st.integers(0, 2))):
        found |= draw(tests(subjects))
    if depth:
        groups = st.dictionaries(
            st.sampled_from(("any_of", "none_of", "all_of")),
            st.lists(conditions(subjects, depth=depth - 1), min_size=1, max_size=2),
            max_size=1,
        )
        found |= draw(groups)
    return found


@st.composite
def rulesets(draw: st.DrawFn) -> Files:
    """Draw the files of a small valid ruleset: a drug law, a programme law, and sometimes an amendment."""
    facts = draw(_facts())
    counted = {name: fact for name, fact in facts.items() if name != "purpose" and "derive" not in fact}
    points = draw(st.lists(tests(counted), min_size=1, max_size=3))
    facts["score"] = {"type": "integer", "derive": {"count": points}}
    substances = draw(st.lists(st.sampled_from(_SUBSTANCES), min_size=2, max_size=4, unique=True))
    quantities = draw(_quantities(substances))
    subjects = facts | {"conduct": {"type": "enum", "members": list(_CONDUCTS)}}
    subjects |= {"substance": {"type": "set", "members": substances}} | quantities["subjects"]
    stated = {name: subject for name, subject in subjects.items() if name != "purpose"}
    drug_law = {
        "title": texts("the drug law"),
        "date_key": "offence",
        "citation": "Act 1",
        "mark": "V",
        "facts": facts,
        "substances": {name: {"name": texts(name), "aliases": [f"{name}_alias"]} for name in substances},
        "groupings": quantities["groupings"],
        "tables": quantities["tables"],
        "measures": quantities["measures"],
        "rules": draw(_rules(facts["purpose"]["members"], stated)),
        "rungs": {"community": element(rungs=["fine_band", "community_order"])},
        "ladders": {"grades": element(grades=_GRADES)},
        "ranges": draw(_ranges(facts["kind"]["members"])),
        **draw(_offences_and_steps(facts["kind"]["members"], subjects)),
        "notices": {"told": element(flag="information", text=texts("told"), when=draw(conditions(subjects)))},
    }
    files: Files = {
        f"{CODE}/jurisdiction.yaml": draw(jurisdictions()),
        f"{CODE}/drug-law/{FIRST_DAY}.yaml": drug_law,
        f"{CODE}/programmes/{FIRST_DAY}.yaml": draw(_programmes(subjects)),
    }
    if draw(st.booleans()):
        files[f"{CODE}/drug-law/{SECOND_DAY}.yaml"] = draw(_amendment(drug_law))
    return files


def jurisdictions() -> st.SearchStrategy[Data]:
    """Draw a jurisdiction file with one of the calendars that laws use."""
    calendar = st.sampled_from((("1/30", "7/30"), ("1/30", "3/13"), ("12/365", "84/365")))
    return calendar.map(
        lambda c: {
            "name": texts("Testland"),
            "languages": ["en"],
            "calendar": {"day": c[0], "week": c[1], "provision": "convention"},
            "sentencing_age": element(years=18, referral=texts("to another authority")),
            "phases": [
                {"phase": "first", "checkpoint": "aggravated"},
                {"phase": "second", "checkpoint": "individualised"},
                {"phase": "third", "checkpoint": "final"},
            ],
            "not_examined": [{"id": "defences", "text": texts("defences")}],
        }
    )


_GRADES: Final = [
    {"grade": "g0", "min": "1 d", "max": "60 d"},
    {"grade": "g1", "min": "61 d", "max": "540 d"},
    {"grade": "g2", "min": "541 d", "max": "3 y"},
    {"grade": "g3", "min": "3 y 1 d", "max": "5 y"},
]


@st.composite
def _ranges(draw: st.DrawFn, kinds: Sequence[str]) -> Data:
    """Draw tables of ranges: one by the kind, perhaps without a cell of the last, and one by a level."""
    held = kinds if draw(st.booleans()) else kinds[:-1]
    levels = {str(n): draw(ends()) for n in range(4)}
    return {
        "by-kind": element(by=["kind"], cells={kind: draw(ends()) for kind in held}),
        "by-level": element(by=["level"], cells=levels),
    }


@st.composite
def _offences_and_steps(draw: st.DrawFn, kinds: Sequence[str], subjects: Mapping[str, Data]) -> Data:
    offences = draw(_offences(kinds, subjects))
    return {"offences": offences, "steps": draw(_steps(subjects, offences))}


def _shape(offence: Data) -> str:
    """Return what the range of an offence is made of."""
    sanction = offence["sanction"]
    parts = sanction.get("any_of") or sanction.get("all_of") or [sanction]
    custody = next(part["custody"] for part in parts if "custody" in part)
    return next((shape for shape in ("grades", "levels") if shape in custody), "ends")


def _has_words(offence: Data) -> bool:
    """Say whether an end of its written range is a word: no part of such a range can be taken."""
    sanction = offence["sanction"]
    parts = sanction.get("any_of") or sanction.get("all_of") or [sanction]
    written = next(part["custody"] for part in parts if "custody" in part).get("ends", {})
    return not {"life", "none_stated"}.isdisjoint(map(str, written.values()))


@st.composite
def _facts(draw: st.DrawFn) -> Data:
    asked = {"question": texts("Is it so?"), "stated_by": ["court"]}
    members = draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=4, unique=True))
    kinds = [f"kind_{i}" for i in range(draw(st.integers(2, 3)))]
    facts: Data = {
        "purpose": {"type": "enum", "members": members, "concluded": True},
        "kind": {"type": "enum", "members": kinds, **asked},
        "first_time": {"type": "boolean", **asked},
    }
    if draw(st.booleans()):
        facts["earlier_convictions"] = {"type": "integer", **asked}
    if draw(st.booleans()):
        facts["roles"] = {"type": "set", "members": ["courier", "lookout"], **asked}
        facts["number_of_roles"] = {"type": "integer", "derive": {"size": "roles"}}
    if draw(st.booleans()):
        facts["time_served"] = {"type": "duration", **asked}
        facts["share_served"] = {"type": "number", "derive": {"share": ["time_served", "fixed"]}}
    facts["chosen"] = {"type": "number", **asked}
    facts["chosen_grades"] = {"type": "integer", **asked}
    facts["fixed"] = {"type": "duration", **asked}
    return facts


@st.composite
def _quantities(draw: st.DrawFn, substances: Sequence[str]) -> Data:
    """Draw a table with bands or with amounts, a measure of it, and a schedule."""
    last = element(effect="presumes", absent=draw(st.sampled_from(("undefined", "left_out"))))
    subjects: Data = {"schedule": {"type": "enum", "members": ["low", "high"]}}
    cut = draw(st.integers(0, len(substances)))
    groups = {"low": list(substances[:cut]), "high": list(substances[cut:])}
    measures: Data = {"kinds_of_drug": element(kinds=True)}
    subjects["kinds_of_drug"] = {"type": "number"}
    if draw(st.booleans()):
        bands = ["small", "middle", "large"][: draw(st.integers(2, 3))]
        limits = draw(
            st.lists(st.integers(1, 10**6), min_size=len(bands) - 1, max_size=len(bands) - 1, unique=True)
        )
        operators = [draw(st.sampled_from(("included", "excluded"))) for _ in limits]
        last["bands"] = [{"band": b, "to": to} for b, to in zip(bands, operators, strict=False)]
        last["bands"].append({"band": bands[-1]})
        last["rows"] = {s: {"cuts": [f"{n} mg" for n in sorted(limits)]} for s in substances}
        subjects["amounts"] = {"type": "enum", "members": bands}
    else:
        last["rows"] = {s: {"amounts": [f"{draw(decimals())} g"]} for s in substances}
        measures["shares"] = element(sum_of_shares="amounts")
        subjects["shares"] = {"type": "number"}
    return {
        "tables": {"amounts": last},
        "measures": measures,
        "groupings": {"schedule": element(groups=groups)},
        "subjects": subjects,
    }


@st.composite
def _rules(draw: st.DrawFn, members: Sequence[str], subjects: Mapping[str, Data]) -> Data:
    """Draw a chain of rules about the purpose, each an exception to the one before."""
    rules: Data = {}
    for i in range(draw(st.integers(1, 3))):
        concluded = {"purpose": draw(st.sampled_from(members))}
        rules[f"rule-{i}"] = element(concludes=concluded, when=draw(conditions(subjects)))
        if i:
            rules[f"rule-{i}"]["exception_to"] = [f"rule-{i - 1}"]
    return rules


@st.composite
def _offences(draw: st.DrawFn, kinds: Sequence[str], subjects: Mapping[str, Data]) -> Data:
    """Draw offences that are told apart by `kind`, and under each a chain of exceptions."""
    offences: Data = {}
    others = {name: subject for name, subject in subjects.items() if name != "kind"}
    for kind in kinds:
        for i in range(draw(st.integers(1, 2))):
            offence = element(
                name=texts(f"offence {i} of {kind}"),
                classification=draw(st.sampled_from(_CLASSES)),
                liability="criminal_custodial",
                when={"kind": kind, **draw(conditions(others))},
                sanction=draw(_sanctions(others)),
            )
            if draw(st.booleans()):
                offence["unless"] = draw(tests(others))
            if i:
                offence["exception_to"] = [f"{kind}-{i - 1}"]
            offences[f"{kind}-{i}"] = offence
    return offences


@st.composite
def _sanctions(draw: st.DrawFn, subjects: Mapping[str, Data]) -> Data:
    levels = {"base": "score", "least": 0, "most": 3, "table": "by-level"}
    written = ends().map(lambda e: {"ends": e})
    others = st.sampled_from(
        ({"table": "by-kind"}, {"grades": ["grades", "g1", "g3"]}, {"levels": levels}, {"levels": levels})
    )
    custody = {"custody": draw(st.one_of(written, written, others))}
    if draw(st.booleans()):
        return custody
    when = draw(conditions(subjects, depth=0))
    fine = {"unit": "day_fine", "max": draw(st.integers(1, 500)), "when": when}
    return {draw(st.sampled_from(("any_of", "all_of"))): [custody, {"fine": fine}]}


@st.composite
def _steps(draw: st.DrawFn, subjects: Mapping[str, Data], offences: Mapping[str, Data]) -> Data:
    """Draw up to two steps of each phase; the second acts after the first, or is an exception to it.

    Steps that move grades or a level are limited to the offences that have them, and come before those that
    move the custody of these offences itself.
    """
    steps: Data = {}
    ended: set[str] = set()
    for phase in ("first", "second", "third"):
        for i in range(draw(st.integers(0, 2))):
            shape = draw(st.sampled_from(sorted({_shape(offence) for offence in offences.values()})))
            step = element(
                phase=phase,
                when=draw(conditions(subjects, depth=0)),
                move=draw(moves("ends" if shape in ended else shape, table="by-kind")),
                offences=[name for name, offence in offences.items() if _shape(offence) == shape],
            )
            if step["move"].get("target") not in {"grade", "level", "fine"}:
                ended.add(shape)
            if "parts" in step["move"].get("part", {}):
                step["offences"] = [name for name in step["offences"] if not _has_words(offences[name])]
            if draw(st.integers(0, 3)) == 0:
                step["unless"] = draw(tests(subjects))
            if draw(st.integers(0, 2)) == 0:
                step[draw(st.sampled_from(("when", "when", "unless")))] = draw(_range_tests())
            if i:
                step[draw(st.sampled_from(("after", "after", "exception_to")))] = [f"step-{phase}-0"]
            steps[f"step-{phase}-{i}"] = step
    return steps


def _range_tests() -> st.SearchStrategy[Data]:
    """Draw a comparison with the range as the phases before left it."""
    ends, compared = st.sampled_from(("min", "max", "mean")), st.sampled_from(_ORDERED)
    drawn = st.tuples(ends, compared, durations()).map(lambda of: {f"before.{of[0]}": {of[1]: of[2]}})
    return drawn.filter(
        lambda condition: can_be_met(condition, {name: {"type": "duration"} for name in condition})
    )


@st.composite
def _programmes(draw: st.DrawFn, subjects: Mapping[str, Data]) -> Data:
    limit = st.tuples(st.sampled_from(("at_most", "less_than")), durations(60)).map(lambda t: {t[0]: t[1]})
    imposed = draw(limit.map(lambda drawn: {"imposed": drawn}).filter(lambda drawn: can_be_met(drawn, {})))
    gates: Data = {"legal": {"when": {"liability": "criminal_custodial", **imposed}}}
    if draw(st.booleans()):
        gates["consent"] = {"when": draw(tests(subjects))}
    if draw(st.booleans()):
        gates["legal"]["unless"] = draw(tests(subjects))
    return {
        "title": texts("the programme law"),
        "date_key": "decision",
        "citation": "Act 2",
        "mark": "P",
        "programmes": {
            "suspension": element(
                name=texts("suspension"),
                stage=["sentencing"],
                approach=["proportionality"],
                origin="legislative",
                gates=gates,
            )
        },
    }


@st.composite
def _amendment(draw: st.DrawFn, drug_law: Data) -> Data:
    # Steps that move grades or a level are limited to the offences that have them, and keep fitting.
    offences = [name for name, of in sorted(drug_law["offences"].items()) if _shape(of) == "ends"]
    most = draw(durations(60))
    written = ({"max": most}, {"min": 0, "max": most})  # a least that is left out is none
    named = draw(st.sampled_from(offences)) if offences else None
    own = drug_law["offences"][named].get("sanction") if named is not None else None
    same = own in [{"custody": {"ends": ends}} for ends in written]
    sanction = {"sanction": {"custody": {"ends": {"max": most}}}}
    changed = {"offences": {named: sanction}} if named is not None and not same else {}
    return {
        "amends": FIRST_DAY,
        "citation": "Act 3",
        "mark": "M",
        **({"set": changed} if changed else {}),
        "add": {"notices": {"amended": element(flag="information", text=texts("amended"))}},
        "remove": {"notices": ["told"]},
    }
