import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from propengine import __version__
from propengine.cli.main import app
from propengine.verify.observations import Check
from propengine.verify.proportionality import examining
from tests.verify.proportionality.small import written

ROOT = Path(__file__).parents[2]
RULESETS = ROOT / "tests" / "service" / "rulesets"
PROGRAM = Path(sys.executable).with_name("propengine")
CASE = {
    "jurisdiction": "xx",
    "offenceDate": {"year": 2005, "month": 6, "day": 1},
    "decisionDate": {"year": 2006, "month": 1, "day": 10},
    "stage": "STAGE_SENTENCING",
    "conduct": "CONDUCT_SUPPLY",
    "items": [{"substance": "cocaine", "amount": "6", "unit": "g"}],
    "facts": {"extreme_need": {"boolean": False}, "guilty_plea": {"boolean": True}},
}

FALLING = (
    "bands: [{band: small, to: included}, {band: large}]",
    "bands: [{band: large, to: included}, {band: small}]",
)
"""A table whose bands are the wrong way round."""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs the program in this process."""

    def invoke(*arguments: str | Path, text: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)

    return invoke


def evaluate(run: Run, case: dict[str, Any], *options: str) -> Result:
    return run("evaluate", "-", "--rulesets", RULESETS, *options, text=json.dumps(case))


def program(arguments: Sequence[str | Path]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_version(run: Run) -> None:
    """The version is the package's."""
    assert f"propengine {__version__}\n" == run("--version").stdout


@pytest.mark.parametrize(
    "command", [["serve"], ["evaluate"], ["rulesets"], ["rulesets", "facts"], ["rulesets", "verify"]]
)
def test_help_has_examples(run: Run, command: list[str]) -> None:
    """The help of a command shows how it is used."""
    shown = run(*command, "--help")

    assert 0 == shown.exit_code
    assert "propengine" in shown.stdout.partition("Example")[2]


def test_serve_says_that_the_port_is_insecure(run: Run) -> None:
    """Nobody takes the port for a secure one."""
    assert "no TLS and no authentication" in " ".join(run("serve", "--help").stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["evaluate"],
        ["evaluate", "no-such-file"],
        ["serve", "--log-level", "loud"],
        ["serve", "--port", "x"],
    ],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    """Wrong usage is told apart from a refusal: exit 2."""
    assert 2 == run(*arguments).exit_code


def test_evaluate(run: Run) -> None:
    """A decided case is printed for a person: exit 0."""
    done = evaluate(run, CASE)

    assert 0 == done.exit_code, done.output
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "Example State: decided" == lines[0]
    offence = (
        "Trafficking: trafficking; a crime for which custody is possible (trafficking) [Example Act s. 5, V]"
    )
    assert lines[1].startswith("What it is: trafficking; a crime for which custody is possible")
    assert offence == lines[lines.index("The offence") + 1]
    assert "final: 2 years and 8 months to 6 years and 8 months" in lines
    assert "fine of 10 day-fines to the value of the drug [Example Act s. 5, V]" in lines
    assert "Decision support. It does not decide: a human decides, and answers for the decision." == lines[-1]


def test_evaluate_tells_what_it_is_asked_for_besides(run: Run, tmp_path: Path) -> None:
    """What it hinges on and what can still be done are told where they are asked for, kept or not."""
    case, kept = tmp_path / "case.json", tmp_path / "kept.json"
    case.write_text(json.dumps(CASE), encoding="utf-8")
    asked = ("evaluate", case, "--rulesets", RULESETS)
    kept.write_text(run(*asked, "--hinges-on", "--still-open", "--json").stdout, encoding="utf-8")
    headings = ["What the answer hinges on", "What can still be done"]

    assert not any(heading in run(*asked).stdout for heading in headings)
    for told in (run(*asked, "--hinges-on", "--still-open"), run("explain", kept)):
        assert all(f"\n{heading}\n" in told.stdout for heading in headings), told.output


def test_evaluate_json(run: Run, tmp_path: Path) -> None:
    """With --json a file is answered as the service answers it."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")

    done = run("evaluate", file, "--rulesets", RULESETS, "--json")

    answer = json.loads(done.stdout)
    assert (0, "DECISION_STATUS_DECIDED") == (done.exit_code, answer["status"])
    final = answer["outcomes"][0]["checkpoints"][-1]["range"]["min"]
    assert {"numerator": "32", "denominator": "1"} == final["months"]


def test_evaluate_piped_is_plain_and_the_same(tmp_path: Path) -> None:
    """What is piped has no colour, no wrapping, and does not change from run to run."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    first, second = (program(["evaluate", file, "--rulesets", RULESETS]).stdout for _ in range(2))

    assert first == second
    assert "\x1b" not in first
    assert all(line.rstrip() == line for line in first.splitlines())


def test_an_output_that_lacks_letters(tmp_path: Path) -> None:
    """Where the output cannot hold a letter, its number stands for it; JSON stays JSON."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    arguments: list[str | Path] = [PROGRAM, "evaluate", file, "--rulesets", RULESETS]
    ascii_ = {**os.environ, "PYTHONIOENCODING": "ascii"}

    told, as_json = (
        subprocess.run([*arguments, *more], capture_output=True, timeout=60, check=True, env=ascii_).stdout
        for more in ((), ("--json",))
    )

    assert b"the law\\u2019s figure" in told
    assert "décision" in json.loads(as_json)["advisory"]["fr"]


def test_refused(run: Run) -> None:
    """A refused case tells every fault with its field and reason, on standard error: exit 1."""
    case = {**CASE, "stage": 0, "items": [{"substance": "cocain", "amount": "24,9", "unit": "gr"}]}

    done = evaluate(run, case)

    assert (1, "") == (done.exit_code, done.stdout)
    told = {line.partition(":")[0]: line.rpartition(" ")[2] for line in done.stderr.splitlines()}
    assert {
        "stage": "[MISSING_FIELD]",
        "items[0].substance": "[UNKNOWN_SUBSTANCE]",
        "items[0].unit": "[INVALID_UNIT]",
        "items[0].amount": "[INVALID_AMOUNT]",
    } == told


def test_a_file_of_a_refused_case_is_named(run: Run, tmp_path: Path) -> None:
    """With a file, each fault begins with it; a mark of byte order at its beginning is none of them."""
    file = tmp_path / "case.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({**CASE, "items": [{"amount": 24.9}]}).encode())

    done = run("evaluate", file, "--rulesets", RULESETS)

    assert (1, "") == (done.exit_code, done.stdout)
    message = 'expected text in quotes, "24.9", found the number 24.9 [UNDECODABLE_REQUEST]'
    assert f"{file}: items[0].amount: {message}" == done.stderr.strip()


def test_what_is_no_text_file(run: Run, tmp_path: Path) -> None:
    """A folder or a binary file is wrong usage, told without a traceback."""
    binary = tmp_path / "case.bin"
    binary.write_bytes(b"\x00\xff")

    folder, bytes_ = run("evaluate", tmp_path), run("evaluate", binary)

    assert (2, 2) == (folder.exit_code, bytes_.exit_code)
    assert "Is a directory" in folder.stderr
    assert "is not UTF-8 text" in bytes_.stderr


@pytest.mark.parametrize("name", ["/dev/zero", "pipe", "huge.json", "-"])
def test_a_case_that_never_ends(tmp_path: Path, name: str) -> None:
    """A device, a pipe that nobody writes to, a very long file, endless input: refused in words, at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge.json").write_bytes(b" " * 10_000_000)
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [PROGRAM, "evaluate", name],
            stdin=zeros,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert done.returncode in {2, 3}
    assert "a file was expected" in done.stderr or "more than 4 MiB" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_of_the_answer(run: Run) -> None:
    """The answer is in the language asked for; one that there is not is wrong usage."""
    spanish = evaluate(run, CASE, "--language", "es")

    assert "Estado de Ejemplo: decidido" == spanish.stdout.splitlines()[0]
    assert "Lo que las reglas dicen solo en otro idioma aparece en ese idioma." in spanish.stdout
    assert 2 == evaluate(run, CASE, "--language", "de").exit_code


def test_the_trace_is_asked_for(run: Run) -> None:
    """What was considered and did not hold stands in the answer only with --trace."""
    short, full = evaluate(run, CASE), evaluate(run, CASE, "--trace")

    assert "does not hold" not in short.stdout
    assert "does not hold: offence possession for own use" in full.stdout


def test_refused_json(run: Run) -> None:
    """With --json a refusal is the status that a client of the service gets."""
    done = evaluate(run, {**CASE, "jurisdiction": "zz"}, "--json")

    status = json.loads(done.stdout)
    assert (1, 5, "UNKNOWN_JURISDICTION") == (done.exit_code, status["code"], status["details"][0]["reason"])


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "[[[[", '{"facts": 5}', '{"items": {}}', '{"stage": "STAGE_NONE"}', '{"nothing": 1}'],
)
def test_no_case(run: Run, text: str) -> None:
    """What is no protojson of a case is refused: exit 1."""
    done = run("evaluate", "-", "--rulesets", RULESETS, text=text)

    assert 1 == done.exit_code
    assert done.stderr.rstrip().endswith("[UNDECODABLE_REQUEST]")


def test_defect_is_told_without_its_cause(run: Run) -> None:
    """A defect of the ruleset is an incident here too."""
    done = evaluate(run, {**CASE, "conduct": "CONDUCT_FINANCING"})

    assert 1 == done.exit_code
    assert "tell the operator the incident" in done.stderr


def test_list(run: Run) -> None:
    """Each ruleset with what it holds and how well it was checked; --json gives the service's answer."""
    done = run("rulesets", "list", "--rulesets", RULESETS)
    as_json = json.loads(run("rulesets", "list", "--rulesets", RULESETS, "--json").stdout)

    first, what, *_ = lines = done.stdout.splitlines()
    assert ["xx: Example State", "yy: Other State"] == [line.split(",")[0] for line in lines[::2]]
    assert first.endswith(f", {as_json['rulesets'][0]['digest']}")
    assert ["  2 instruments, 5 revisions; V 76 %, P 18 %, M 6 %"] == [what]
    assert ["rulesets/xx", "rulesets/yy"] == [ruleset["name"] for ruleset in as_json["rulesets"]]


def test_show(run: Run) -> None:
    """A ruleset is shown with its instruments and revisions; one that is not loaded is refused."""
    done = run("rulesets", "show", "xx", "--rulesets", RULESETS)
    unknown = run("rulesets", "show", "xxx", "--rulesets", RULESETS)

    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "2000-01-01 to 2009-12-31: Example Act 1 of 2000" in lines
    age = lines.index("sentencing age: 18")
    other = ["16 for offences to 1989-12-31 (Example Code of 1950 s. 3)", "The older code."]
    assert other == lines[age + 1 : age + 3]
    assert ["declared gaps: 4", "growing: The law on growing is not recorded."] == [
        line for line in lines if "gaps" in line or "growing" in line
    ]
    assert (
        "rulesets/yy"
        == json.loads(run("rulesets", "show", "yy", "--rulesets", RULESETS, "--json").stdout)["name"]
    )
    assert 1 == unknown.exit_code
    assert "did you mean 'xx'?" in unknown.stderr


def test_facts(run: Run) -> None:
    """The facts of a law are listed with their questions, for the dates and the stage asked for."""
    arguments = ("rulesets", "facts", "xx", "--offence-date", "2005-06-01", "--rulesets", RULESETS)
    done = run(*arguments, "--decision-date", "2006-01-01")
    at_sentencing = json.loads(run(*arguments, "--stage", "sentencing", "--json").stdout)
    before = run("rulesets", "facts", "xx", "--offence-date", "1950-06-01", "--rulesets", RULESETS)

    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "Is the person dependent on drugs?" in lines
    assert "cocaine: cocaine (also coke), in g, kg, mg, ug, t, lb, oz" in lines
    assert "acts: integer (1 to 1)" in lines
    assert "matters for the range" in lines
    assert "arrested_at_home" not in {fact["name"] for fact in at_sentencing["facts"]}
    assert (1, "offence_date") == (before.exit_code, before.stderr.partition(":")[0])
    assert 2 == run(*arguments, "--stage", "later").exit_code
    assert 2 == run("rulesets", "facts", "xx", "--offence-date", "soon").exit_code
    assert 0 == run(*arguments, "--conduct", "supply").exit_code
    assert 2 == run(*arguments, "--conduct", "selling").exit_code


def test_programmes(run: Run) -> None:
    """Each programme with its source, and what is not recorded of it; --json gives the service's answer."""
    arguments = ("programmes", "list", "--rulesets", RULESETS)
    done = run(*arguments, "--target-group", "own_use", "--jurisdiction", "xx")
    as_json = json.loads(run(*arguments, "--approach", "diversion", "--stage", "pre_arrest", "--json").stdout)

    assert [
        "xx: Example State",
        "  treatment: treatment instead of custody [Treatment Act s. 2, V]",
        "    pre trial, sentencing; diversion",
        "    referred by: prosecution, to the clinic of the town",
        "    kinds: treatment court, therapeutic justice",
        "    for: dependence, own use",
        "    effect: limit incarceration",
        "    population: adult",
        "    called: TX",
        "    panel: a judge and a nurse",
        "    evidence (conflicting): fewer arrests [first study, V]",
        "    evidence (conflicting): no difference [second study, M]",
        "    caution: small numbers",
        (
            "    not recorded: record, offence families, state, sites, meanwhile, completion, components, "
            "agencies, "
            "goal, gender responsive, culturally adapted, inclusion, on completion, on failure"
        ),
    ] == done.stdout.splitlines()
    called = run(*arguments, "--called", "tx", "--population", "adult")
    assert done.stdout == called.stdout
    assert ["yy", "zz"] == [entry["jurisdiction"] for entry in as_json["programmes"]]
    unknown, no_word = run(*arguments, "--jurisdiction", "xxx"), run(*arguments, "--stage", "later")
    assert (1, 2) == (unknown.exit_code, no_word.exit_code)
    assert "did you mean 'xx'?" in unknown.stderr


def test_who_can_refer_now_is_told(run: Run) -> None:
    """At the stage of the case, below the programme; at another stage nothing is said of it."""
    facts = {"drug_dependent": {"boolean": True}, "guilty_plea": {"boolean": True}}
    told = "      now referred by the prosecution to: the clinic of the town"
    before_trial = evaluate(run, {**CASE, "facts": facts, "stage": "STAGE_PRE_TRIAL"})
    at_sentencing = evaluate(run, {**CASE, "facts": facts})

    assert told in before_trial.stdout.splitlines()
    assert "now referred" not in at_sentencing.stdout


def test_coverage_of_programmes(run: Run) -> None:
    """How many say each field, by mark, and of how many it is not recorded; all together at the end."""
    every = run("programmes", "coverage", "--rulesets", RULESETS).stdout.splitlines()
    one = run("programmes", "coverage", "--jurisdiction", "zz", "--rulesets", RULESETS).stdout.splitlines()

    assert ["xx", "yy", "zz", "all"] == [line for line in every if not line.startswith(" ")]
    assert "  kinds: 1 of 3 (V 0, P 1, M 0), not recorded 2" == every[2]
    assert "  stages without a programme: trial, post sentence" == every[1]
    assert "  kinds: 3 of 5 (V 0, P 1, M 2), not recorded 2" in every
    assert ["zz", "  kinds: 1 of 1 (V 0, P 0, M 1), not recorded 0"] == [one[0], one[2]]
    assert 2 == run("programmes", "coverage", "--jurisdiction", "xxx", "--rulesets", RULESETS).exit_code


def test_check(run: Run, tmp_path: Path) -> None:
    """Sound rulesets are said to be; every fault of others is told with file, line and column: exit 1."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    file = folder / "xx" / "drug-law" / "2000-01-01.yaml"
    text = (
        file.read_text(encoding="utf-8").replace("[5 g]", "[5g]").replace("conduct: supply", "conduct: suply")
    )
    file.write_text(text, encoding="utf-8")

    sound, broken = run("rulesets", "check", RULESETS), run("rulesets", "check", folder)

    assert (0, ["xx: sound", "yy: sound"]) == (
        sound.exit_code,
        [line.partition(";")[0] for line in sound.stdout.splitlines() if "sound" in line],
    )
    assert 1 == broken.exit_code
    assert broken.stderr.startswith("xx/drug-law/2000-01-01.yaml:")
    assert "fault" in broken.stderr.splitlines()[-1]


def test_check_tells_what_is_noteworthy_and_remembers_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below a sound ruleset; it is no fault, and is told from its record the second time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    first = run("rulesets", "check", RULESETS / "yy")
    monkeypatch.setattr(examining, "examine_text", None)
    second = run("rulesets", "check", RULESETS / "yy")

    assert (0, first.stdout) == (second.exit_code, second.stdout)
    _, heading, told = first.stdout.splitlines()
    assert "yy: 1 observation of proportionality, no fault" == heading
    assert told.startswith("  P-18 error: no rule is recorded by which a milder later law applies")


def test_verify(run: Run, tmp_path: Path) -> None:
    """What is out of proportion is told with its witness and with how much was looked at: exit 0."""
    written(tmp_path, FALLING)

    done = run("rulesets", "verify", tmp_path / "xx")

    assert 0 == done.exit_code
    *told, looked_at = done.stdout.partition("  Looked at")
    assert """\
xx: 1 observation of proportionality, no fault
  P-02 error: 10 g of cocaine is answered more severely than 10.000001 g of cocaine
    offences/large [art. 7, V]; offences/small [art. 6, V]
    by the law of 2020-01-01
    witness: sold, items[0] is 10 g of cocaine, and 10.000001 g of cocaine
      large (trafficking, criminal_custodial, 3 y to 6 y)
      small (micro_trafficking, criminal_custodial, 0 to 2 y)
""" == told[0]
    assert looked_at.startswith(": 2 kinds of case among 2 worked cases. Nothing is proved beyond them.")
    assert len(Check) == looked_at.count("\n    P-")


def test_verify_refuses_a_faulty_ruleset(run: Run, tmp_path: Path) -> None:
    """A fault is told as elsewhere, with exit 1."""
    written(tmp_path)
    (tmp_path / "xx" / "cases.yaml").write_text("cases: 1", encoding="utf-8")

    done = run("rulesets", "verify", tmp_path / "xx")

    assert (1, True) == (done.exit_code, done.stderr.startswith("xx/cases.yaml:1:8: cases: expected"))


def test_the_cases_of_verify_run_again(run: Run, tmp_path: Path) -> None:
    """Each case of `--json` is one that `evaluate` decides, with the offence that is told."""
    written(tmp_path, FALLING, milder_law="")
    (found,) = json.loads(run("rulesets", "verify", tmp_path / "xx", "--json").stdout)

    assert ["P-02", "P-18"] == [one["check"] for one in found["observations"]]
    shown = [one["witness"] for one in found["observations"] if one["witness"]]
    assert shown
    for witness in shown:
        for case, answer in zip(witness["cases"], witness["answers"], strict=True):
            file = tmp_path / "case.json"
            file.write_text(json.dumps(case), encoding="utf-8")
            (outcome,) = json.loads(run("evaluate", file, "--rulesets", tmp_path, "--json").stdout)[
                "outcomes"
            ]
            assert f"{outcome['offence']['id']} (" in answer


def test_check_tells_worked_cases_beside_a_broken_law(run: Run, tmp_path: Path) -> None:
    """A law with a fault hides neither the form of the cases nor a contradiction that an option makes."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    (folder / "yy" / "cases.yaml").write_text("cases: 1", encoding="utf-8")
    file = folder / "xx" / "drug-law" / "2000-01-01.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CONTRADICTION, encoding="utf-8")
    line = file.read_text(encoding="utf-8").splitlines().index("          more:") + 1

    done = run("rulesets", "check", folder)

    law, cases, count = done.stderr.splitlines()
    assert (1, "2 faults") == (done.exit_code, count)
    assert law.startswith(
        f"xx/drug-law/2000-01-01.yaml:{line}:11: readings.open.options.wide.add.offences.more: "
        "expected financing and more never to hold together"
    )
    assert "yy/cases.yaml:1:8: cases: expected a list, found 1" == cases


CONTRADICTION = """
readings:
  open:
    provision: a
    mark: V
    question: {en: which?}
    options:
      plain: {says: {en: as written}}
      wide:
        says: {en: wide}
        add:
         offences:
          more:
            name: {en: more}
            provision: a
            mark: V
            classification: none
            liability: lawful
            when: {conduct: financing}
            exception_to: [own-use, trafficking, mitigated-trafficking]
"""


def test_check_finds_holes(run: Run, tmp_path: Path) -> None:
    """Conduct without an answer, and a worked case that names nothing, are faults; all are told: exit 1."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    file = folder / "xx" / "jurisdiction.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("      - transport\n", ""), encoding="utf-8")
    (folder / "yy" / "cases.yaml").write_text("cases: 1", encoding="utf-8")

    done = run("rulesets", "check", folder)

    hole, *_, cases, count = done.stderr.splitlines()
    assert 1 == done.exit_code
    assert hole.startswith(
        "xx/jurisdiction.yaml:1:1: gaps: expected a provision or a declared gap for transport"
    )
    assert cases.startswith("yy/cases.yaml:1:")
    assert count.endswith("faults")


def test_worked_cases(run: Run, tmp_path: Path) -> None:
    """Worked cases are decided and compared: exit 0 when all agree, 1 when one differs."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    cases = """
cases:
- id: yy-1
  case: {offence_date: '2005-06-01', decision_date: '2005-06-01', conduct: supply}
  expect: {offence: any-act, classification: %s}
  derivation: any act is one
  source: Other Act s. 1
  origin: derived
  independent: true
"""
    file = folder / "yy" / "cases.yaml"
    file.write_text(cases % "trafficking", encoding="utf-8")
    right = run("rulesets", "test", "yy", "--rulesets", folder)
    file.write_text("cases: []", encoding="utf-8")
    empty = run("rulesets", "test", "--rulesets", folder)
    file.write_text(cases % "personal_use", encoding="utf-8")
    wrong = run("rulesets", "test", "yy", "--rulesets", folder)
    file.write_text("cases: 1", encoding="utf-8")
    faulty = run("rulesets", "test", "yy", "--rulesets", folder)

    assert (0, "yy: 1 cases") == (right.exit_code, right.stdout.partition(",")[0])
    assert 1 == empty.exit_code
    assert [
        f"{code}: expected worked cases in {code}/cases.yaml, found none: nothing was compared"
        for code in ("xx", "yy")
    ] == empty.stderr.splitlines()
    assert 1 == wrong.exit_code
    assert "yy-1: classification: expected personal_use, found trafficking" in wrong.stderr
    assert (1, "yy/cases.yaml") == (faulty.exit_code, faulty.stderr.partition(":")[0])
    assert 2 == run("rulesets", "test", "zz", "--rulesets", folder).exit_code


def test_a_new_jurisdiction(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is begun is sound, and its worked case agrees; nothing is written over."""
    monkeypatch.chdir(tmp_path)
    begun = run("rulesets", "new", "qq")
    check, test = run("rulesets", "check", "qq"), run("rulesets", "test", "qq")

    assert (0, ["qq/jurisdiction.yaml", "qq/drug-law/2000-01-01.yaml", "qq/cases.yaml"]) == (
        begun.exit_code,
        begun.stdout.splitlines(),
    )
    assert (0, "qq: sound") == (check.exit_code, check.stdout.partition(";")[0])
    assert (0, "qq: 1 cases, 3 fields compared, 0 differ") == (test.exit_code, test.stdout.strip())
    assert "qq is there already" in run("rulesets", "new", "qq").stderr
    for name in ("Q Q", "../qq", ".qq", "", "q" * 60):
        refused = run("rulesets", "new", name)
        assert (2, True) == (refused.exit_code, "a code of lower-case words" in refused.stderr)
    assert ["qq"] == [child.name for child in tmp_path.iterdir()]


def test_one_jurisdiction_is_checked_alone(run: Run, tmp_path: Path) -> None:
    """Its own folder is named, or its code; what stands beside it is not read."""
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    (folder / "yy" / "jurisdiction.yaml").write_text("name: 1", encoding="utf-8")
    (folder / "xx" / "cases.yaml").write_text("cases: 1", encoding="utf-8")
    done = run("rulesets", "check", folder / "xx")
    unknown = run("rulesets", "test", "zz", "--rulesets", folder)

    assert (1, ["xx/cases.yaml:1:8: cases: expected a list, found 1", "1 fault"]) == (
        done.exit_code,
        done.stderr.splitlines(),
    )
    assert (2, True) == (unknown.exit_code, "some of xx, yy; found zz" in unknown.stderr)


REFORM = """
title: {en: The proposal}
date_key: offence
citation: A proposal
mark: M
facts:
  grams_sold: {name: {en: sold}, type: boolean, question: {en: Was any of it sold?}, stated_by: [court]}
"""


def reform(folder: Path) -> None:
    """Make a copy of the rulesets in which a fact is known that no law has now."""
    shutil.copytree(RULESETS, folder)
    (folder / "xx" / "proposal").mkdir()
    (folder / "xx" / "proposal" / "2000-01-01.yaml").write_text(REFORM, encoding="utf-8")


def test_two_laws_side_by_side(run: Run, tmp_path: Path) -> None:
    """A reform that adds a fact is tried beside the law as it is: each is given what it knows."""
    reform(tmp_path / "draft")
    case = {**CASE, "facts": {"extreme_need": {"boolean": False}, "grams_sold": {"boolean": True}}}
    alone = evaluate(run, case)
    both = evaluate(run, case, "--with", str(tmp_path / "draft"))
    told = evaluate(run, case, "--with", str(tmp_path / "draft"), "--json")
    old, new = json.loads(told.stdout)

    assert (1, True) == (alone.exit_code, "facts[grams_sold]" in alone.stderr)
    assert (0, 0) == (both.exit_code, told.exit_code)
    for folder in (RULESETS, tmp_path / "draft"):
        assert f"Under {folder}" in " ".join(both.stdout.split())
    assert 1 == both.stdout.count("facts[grams_sold]")
    assert (["facts[grams_sold]"], []) == (old["leftOut"], new["leftOut"])
    assert old["decision"]["status"] == new["decision"]["status"] == "DECISION_STATUS_DECIDED"


def test_what_neither_law_knows_is_refused_by_both(run: Run, tmp_path: Path) -> None:
    """A misspelt fact is a mistake, whatever it is decided under."""
    reform(tmp_path / "draft")
    case = {**CASE, "facts": {"gram_sold": {"boolean": True}}}
    done = evaluate(run, case, "--with", str(tmp_path / "draft"))

    assert (1, 2) == (done.exit_code, done.stdout.count("facts[gram_sold]: "))


def test_the_json_has_every_language(run: Run) -> None:
    """It may be kept, and told in any of them later; what is printed in one asks for that one alone."""
    kept = json.loads(evaluate(run, CASE, "--json").stdout)

    assert ["en", "es", "pt", "fr"] == kept["languages"]
    assert {"en", "es", "pt", "fr"} == kept["advisory"].keys()
