"""Amendments: what turns one text into the next, by kind and id; what does not fit is told."""

from typing import Any

import pytest
from pydantic import ValidationError

from propengine.law.amendments import Misfit, amend
from propengine.law.contents import Contents, RevisionAmendment
from propengine.law.elements import Mark
from propengine.law.readings import Option
from propengine.law.tables import BandTable

OFFENCE = {"name": {"en": "x"}, "classification": "none", "liability": "lawful", "mark": "V"}
BASE = Contents.model_validate(
    {
        "offences": {
            "art-1": {**OFFENCE, "provision": "art. 1", "note": {"en": "old"}},
            "art-2": {**OFFENCE, "provision": "art. 2"},
        },
        "tables": {
            "doses": {
                "provision": "map",
                "mark": "V",
                "effect": "converts",
                "rows": {"lsd": {"amounts": ["1 mg"]}, "mdma": {"amounts": ["1 g"]}},
            }
        },
        "substances": {"lsd": {"name": {"en": "LSD"}}},
    }
)


def amended(changes: dict[str, Any], mark: Mark | None = None) -> Contents:
    """Return the base with an amendment that fits."""
    found, misfits = amend(BASE, RevisionAmendment.model_validate(changes), mark)

    assert [] == misfits

    return found


def misfits_of(changes: dict[str, Any]) -> list[Misfit]:
    """Return what of an amendment does not fit the base."""
    return amend(BASE, RevisionAmendment.model_validate(changes))[1]


def test_set_changes_the_fields_that_it_names_and_no_other() -> None:
    """As a statute amends: what is not mentioned stays."""
    found = amended({"set": {"offences": {"art-1": {"liability": "ticket"}}}}).offences

    assert ("art. 1", "ticket", {"en": "old"}) == (
        found["art-1"].provision,
        found["art-1"].liability,
        found["art-1"].note,
    )
    assert found["art-2"] is BASE.offences["art-2"]


def test_null_takes_a_field_away() -> None:
    """A field that falls away is set to null, whether it was there or not."""
    found = amended({"set": {"offences": {"art-1": {"note": None, "read_at": None}}}}).offences["art-1"]

    assert (None, None, "art. 1") == (found.note, found.read_at, found.provision)


def test_a_table_is_amended_row_by_row() -> None:
    """A row that is named replaces the row; null takes it away; other rows and fields stay."""
    rows = {"lsd": {"amounts": ["2 mg"]}, "mdma": None, "pcp": {"amounts": ["3 g"]}}
    found = amended({"set": {"tables": {"doses": {"rows": rows}}}}).tables["doses"]

    assert {"lsd": "2 mg", "pcp": "3 g"} == {name: str(row.limits[0]) for name, row in found.rows.items()}
    assert "converts" == found.effect


def test_add_and_remove_go_by_id() -> None:
    """An element is added whole and removed by its name."""
    new = {**OFFENCE, "provision": "art. 3"}
    found = amended({"add": {"offences": {"art-3": new}}, "remove": {"offences": ["art-1"]}})

    assert {"art-2", "art-3"} == set(found.offences)


def test_what_is_removed_may_be_added_anew() -> None:
    """Removing acts first, so an article can be replaced whole under its own number."""
    new = {**OFFENCE, "provision": "art. 1 bis"}
    found = amended({"add": {"offences": {"art-1": new}}, "remove": {"offences": ["art-1"]}})

    assert ("art. 1 bis", None) == (found.offences["art-1"].provision, found.offences["art-1"].note)


def test_the_text_before_is_left_as_it_was() -> None:
    """A revision is immutable: amending it makes another."""
    before = BASE.model_dump_json()
    amended({"set": {"offences": {"art-1": {"liability": "ticket"}}}, "remove": {"offences": ["art-2"]}})

    assert before == BASE.model_dump_json()


def test_what_is_left_alone_is_the_same_object() -> None:
    """Only what changes is made anew, so that what two laws share is examined once."""
    found = amended({"set": {"offences": {"art-1": {"liability": "ticket"}}}})

    assert found.tables["doses"] is BASE.tables["doses"]
    assert found.substances is BASE.substances


@pytest.mark.parametrize(
    ("changes", "misfit"),
    [
        (
            {"set": {"offences": {"art-11": {"note": {"en": "x"}}}}},
            Misfit("set", "offences", "art-11", None, None, ("art-1", "art-2")),
        ),
        (
            {"add": {"offences": {"art-1": {**OFFENCE, "provision": "x"}}}},
            Misfit("add", "offences", "art-1", None, None, ()),
        ),
        (
            {"remove": {"offences": ["art-2", "art-11"]}},
            Misfit("remove", "offences", "art-11", 1, None, ("art-1",)),
        ),
    ],
)
def test_a_change_that_does_not_fit_is_told(changes: dict[str, Any], misfit: Misfit) -> None:
    """Nothing that an amendment says is passed over in silence; the ids that there are come with it."""
    assert [misfit] == misfits_of(changes)


def test_a_changed_element_must_still_be_one() -> None:
    """Taking away what an element cannot do without is told, with what is missing."""
    (misfit,) = misfits_of({"set": {"tables": {"doses": {"rows": {"lsd": None, "mdma": None}}}}})

    assert ("set", "tables", "doses") == (misfit.verb, misfit.kind, misfit.id)
    assert misfit.error is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"set": {"offenses": {"art-1": {"note": {"en": "x"}}}}},
        {"set": {"offences": {"art-1": {"sanktion": None}}}},
        {"set": {"offences": ["art-1"]}},
        {"remove": {"offences": "art-1"}},
        {"add": {"offences": {"art-3": {}}}},
        {"set": {"offences": {"art-1": {"liability": "lawfull"}}}},
    ],
)
def test_an_amendment_is_typed_when_it_is_read(changes: dict[str, Any]) -> None:
    """Misspelt kinds, fields and words, and wrong shapes, are faults before anything is amended."""
    with pytest.raises(ValidationError):
        RevisionAmendment.model_validate(changes)


class TestMarks:
    """A figure that an amendment sets without a mark of its own is no better checked than the amendment."""

    def test_a_field_that_is_set_takes_the_weaker_mark(self) -> None:
        """A liability set by an unsourced amendment is unsourced."""
        found = amended({"set": {"offences": {"art-1": {"liability": "ticket"}}}}, Mark.M)

        assert (Mark.M, Mark.V) == (found.offences["art-1"].mark, found.offences["art-2"].mark)

    def test_an_own_mark_stays(self) -> None:
        """What says its mark has it."""
        changes = {"set": {"offences": {"art-1": {"liability": "ticket", "mark": "P"}}}}

        assert Mark.P is amended(changes, Mark.M).offences["art-1"].mark

    def test_words_are_no_figures(self) -> None:
        """A new name or note says nothing of how well a figure was checked."""
        changes = {"set": {"offences": {"art-1": {"name": {"en": "y"}, "note": {"en": "z"}}}}}

        assert Mark.V is amended(changes, Mark.M).offences["art-1"].mark

    def test_a_row_that_is_set_has_the_mark_and_its_table_keeps_its_own(self) -> None:
        """One new figure does not make the other figures of its table worse."""
        changes = {"set": {"tables": {"doses": {"rows": {"lsd": {"amounts": ["2 mg"]}}}}}}
        table = amended(changes, Mark.M).tables["doses"]

        assert (Mark.V, Mark.M, None) == (table.mark, table.rows["lsd"].mark, table.rows["mdma"].mark)

    def test_a_row_with_a_mark_of_its_own_is_read_by_a_rule_that_is_new(self) -> None:
        """What a table does with its figures is no better checked than the figures."""
        table = {**BASE.model_dump(mode="json")["tables"]["doses"], "bands": [{"band": "a"}, {"band": "b"}]}
        for band in table["bands"]:
            band.pop("to", None)
        table["bands"][0]["to"] = "included"
        rows = {"lsd": {"cuts": ["1 mg"], "mark": "V"}, "mdma": {"cuts": ["1 g"], "marks": ["V", "P"]}}
        base = Contents.model_validate({"tables": {"doses": {**table, "rows": rows}}})
        change = {"set": {"tables": {"doses": {"basis": "active", "rows": {"mda": {"cuts": ["1 g"]}}}}}}
        found, _ = amend(base, RevisionAmendment.model_validate(change), Mark.M)
        doses = found.tables["doses"]

        assert isinstance(doses, BandTable)
        assert (Mark.M, Mark.M, Mark.M) == (doses.mark, doses.rows["lsd"].mark, doses.rows["mda"].mark)
        assert [Mark.M, Mark.M] == doses.rows["mdma"].marks

    def test_a_cell_that_is_set_and_one_that_is_looked_up_anew(self) -> None:
        """A cell has the mark of the amendment; one that another key leads to is no better than that."""
        cells = {"a": {"max": "1 y", "mark": "V"}, "b": {"max": "2 y"}}
        table = {"provision": "x", "mark": "V", "by": ["kind"], "cells": cells}
        base = Contents.model_validate({"ranges": {"grid": table}})

        def marks(change: dict[str, Any]) -> list[Mark | None]:
            given = RevisionAmendment.model_validate({"set": {"ranges": {"grid": change}}})
            found = amend(base, given, Mark.P)[0].ranges["grid"]
            return [found.mark, *(cell.mark for cell in found.cells.values())]

        assert [Mark.V, Mark.P, None] == marks({"cells": {"a": {"max": "9 y"}}})
        assert [Mark.V, Mark.V, Mark.P] == marks({"cells": {"b": {"max": "9 y"}}})
        assert [Mark.V, Mark.M, None] == marks({"cells": {"a": {"max": "9 y", "mark": "M"}}})
        assert [Mark.P, Mark.P, None] == marks({"by": ["other"]})

    def test_a_group_has_no_mark_of_its_own(self) -> None:
        """So its grouping has the weaker one: which class a substance is in is a figure too."""
        grouping = {"provision": "x", "mark": "V", "groups": {"a": ["lsd"], "b": ["mdma"]}}
        base = Contents.model_validate({"groupings": {"classes": grouping}})
        change = {"set": {"groupings": {"classes": {"groups": {"a": ["lsd", "mda"]}}}}}

        assert (
            Mark.M
            is amend(base, RevisionAmendment.model_validate(change), Mark.M)[0].groupings["classes"].mark
        )

    @pytest.mark.parametrize(
        ("kind", "element", "change"),
        [
            ("rules", {"concludes": {"a": True}}, {"unless": {"b": True}}),
            ("rules", {"concludes": {"a": True}, "unless": {"b": True}}, {"unless": None}),
            ("measures", {"count": "seed"}, {"count": "plant"}),
            (
                "ladders",
                {"grades": [{"grade": "one", "min": 0, "max": "1 y"}]},
                {"grades": [{"grade": "one", "min": 0, "max": "2 y"}]},
            ),
            ("rungs", {"rungs": ["fine"]}, {"rungs": ["warning", "fine"]}),
            ("steps", {"phase": "first", "move": {"scale": "1/2"}}, {"move": {"scale": "1/3"}}),
            (
                "programmes",
                {
                    "name": {"en": "x"},
                    "stage": ["trial"],
                    "approach": ["diversion"],
                    "origin": "legislative",
                    "gates": {"legal": {}},
                },
                {"gates": {"legal": {"unless": {"b": True}}}},
            ),
            (
                "offences",
                {**OFFENCE, "sanction": {"fine": {"unit": "EUR", "max": 5}}},
                {
                    "sanction": {
                        "any_of": [{"fine": {"unit": "EUR", "max": 9}}, {"response": {"name": {"en": "x"}}}]
                    }
                },
            ),
            ("notices", {"text": {"en": "x"}, "flag": "told"}, {"when": {"b": True}}),
        ],
    )
    def test_every_kind_of_element(self, kind: str, element: dict[str, Any], change: dict[str, Any]) -> None:
        """A part of it that an unsourced amendment sets, or takes away, was not read."""
        base = Contents.model_validate({kind: {"one": {**element, "provision": "x", "mark": "V"}}})
        found, misfits = amend(
            base, RevisionAmendment.model_validate({"set": {kind: {"one": change}}}), Mark.M
        )
        one = getattr(found, kind)["one"]

        assert ([], Mark.M) == (misfits, one.mark)
        if kind == "offences":
            assert {None} == {
                part.mark for leaf in one.sanction.leaves() for part in (leaf.fine, leaf.response) if part
            }

    def test_a_better_amendment_does_not_mend_the_rest(self) -> None:
        """An element of mark P stays P when a well-read amendment sets one of its fields."""
        weak = BASE.model_copy(
            update={"offences": {"art-1": BASE.offences["art-1"].model_copy(update={"mark": Mark.P})}}
        )
        change = RevisionAmendment.model_validate({"set": {"offences": {"art-1": {"liability": "ticket"}}}})
        found, _ = amend(weak, change, Mark.V)

        assert Mark.P is found.offences["art-1"].mark


def test_an_amendment_is_written_as_it_was_read() -> None:
    """Null is written out, because leaving it away would change the meaning."""
    changes = {
        "set": {"offences": {"art-1": {"note": None, "liability": "ticket"}}},
        "remove": {"offences": ["art-2"]},
    }
    amendment = RevisionAmendment.model_validate(changes)
    written = amendment.model_dump(mode="json", exclude_defaults=True)

    assert amendment == RevisionAmendment.model_validate(written)
    assert {"note": None, "liability": "ticket"} == written["set"]["offences"]["art-1"]


def test_an_option_changes_the_law_in_the_same_way() -> None:
    """A reading's option is an amendment too; only that it says what it means."""
    option = Option.model_validate(
        {"says": {"en": "x"}, "set": {"offences": {"art-1": {"liability": "ticket"}}}}
    )
    found, misfits = amend(BASE, option)

    assert ([], "ticket") == (misfits, found.offences["art-1"].liability)
    assert not option.changes_nothing
    assert Option.model_validate({"says": {"en": "x"}}).changes_nothing


@pytest.mark.parametrize("kind", ["facts", "ladders", "rungs", "readings"])
def test_an_option_cannot_change_what_readings_must_share(kind: str) -> None:
    """Facts, ladders, rungs and readings are the same under every option."""
    with pytest.raises(ValidationError):
        Option.model_validate({"says": {"en": "x"}, "remove": {kind: ["a"]}})
