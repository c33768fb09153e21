"""What is open to a person of each target group, by stage, in Portugal: run `examples/target_groups.py`."""

from datetime import date
from pathlib import Path

from propengine.engine.case import Case, Item, RawValue, StatedFact
from propengine.engine.deciding import decide
from propengine.engine.evaluators import Handles
from propengine.law.elements import Language
from propengine.law.programmes import ProgrammeStatus
from propengine.law.stages import Stage
from propengine.notation.loading import load_ruleset

# What a court would find of each; the prison imposed, and served, is stated after the sentence.
AGREES = {"age_at_offence": 30, "prior_convictions": 0, "consents": True, "favourable_prognosis": True}
WORKS = {"community_work_suffices": True, "accepts_community_work": True, "prison_needed": False}
HOME = {"home_confinement_suffices": True, "consents_to_home_confinement": True}
FREE = {"drug_dependent": False, "in_treatment_programme": False, "accepts_treatment_condition": False}
TREATED = {
    "drug_dependent": True,
    "in_treatment_programme": True,
    "special_cautionary_need": False,
    "accepts_treatment": True,
    "accepts_treatment_condition": True,
}
COURT = AGREES | WORKS | HOME
HERB, HEROIN = Item("cannabis_herbal", "5", "g"), Item("heroin", "0.2", "g")
PERSONS = {
    "possession for own use": (
        "possession",
        HERB,
        COURT | FREE | {"own_use_proven": True, "prior_file": False},
        None,
    ),
    "micro-trafficking": (
        "supply",
        HERB,
        COURT | FREE | {"considerably_diminished_unlawfulness": True},
        ("2 y", "1 y"),
    ),
    "production for own use": (
        "cultivation",
        Item("cannabis_plants"),
        COURT | FREE | {"own_use_proven": True},
        ("2 m", "1 m"),
    ),
    "dependence": ("supply", HEROIN, COURT | TREATED | {"sells_only_to_fund_own_use": True}, ("1 y", "6 m")),
}
OPEN = (ProgrammeStatus.ELIGIBLE, ProgrammeStatus.OPEN_UNLESS, ProgrammeStatus.CONDITIONAL)

ruleset, handles = load_ruleset(Path("rulesets/pt")), Handles()
for who, (conduct, item, found, sentence) in PERSONS.items():
    for stage in Stage:
        facts: dict[str, RawValue] = {**found}
        if stage is Stage.POST_SENTENCE and sentence is not None:
            facts |= {
                "imposed_sentence": sentence[0],
                "served": sentence[1],
                "general_conditions_of_release": True,
            }
        stated = {name: StatedFact(value) for name, value in facts.items()}
        case = Case(
            "pt", date(2024, 2, 1), date(2024, 6, 3), stage.value, conduct, items=(item,), facts=stated
        )
        (outcome,) = decide(case, ruleset, handles).outcomes
        if stage is Stage.PRE_ARREST:
            print(f"{who}: {outcome.offence_id}")
        told = [
            verdict.programme.name[Language.EN]
            + (", by the sentence" if verdict.status is ProgrammeStatus.CONDITIONAL else "")
            for verdict in outcome.programmes
            if verdict.status in OPEN
        ]
        print(
            f"  {stage.value.replace('_', ' ')}: {'; '.join(told) or 'none'} ({len(outcome.passed)} passed)"
        )
