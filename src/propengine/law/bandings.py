"""Bands of any number: a fact, a measure or an end of the range falls into one, and has its word."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Self

from pydantic import Field, StrictInt, model_validator

from propengine.law.conditions import AllOf, Comparison, Test, Tree
from propengine.law.elements import Element, Part, Texts, Words, each_once
from propengine.law.rules import Rule
from propengine.law.vocabulary import Fact, FactType


class Stretch(Part):
    """One band of a number; the highest has no upper limit.

    Attributes:
        band: its word.
        at_most: the largest number that belongs to it, as conditions write it.
        less_than: the number below which it lies.
    """

    band: str = Field(min_length=1, max_length=80)
    at_most: StrictInt | str | None = None
    less_than: StrictInt | str | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if self.at_most is not None and self.less_than is not None:
            message = "expected at_most or less_than, not both"
            raise ValueError(message)
        return self


class Banding(Element):
    """Bands of a number, low to high; conditions and tables of ranges ask for the band by its id.

    Attributes:
        name: what it is called, in each of the languages of the jurisdiction.
        of: the number: a fact, a measure, or an end of the range such as `range.final.max`.
        bands: low to high.
        words: what each band is called.
    """

    name: Texts | None = None
    of: str
    bands: Annotated[list[Stretch], each_once("band")] = Field(min_length=2)
    words: Words = Field(default_factory=dict)

    @model_validator(mode="after")
    def _open_above(self) -> Self:
        limited = [stretch.at_most is not None or stretch.less_than is not None for stretch in self.bands]
        if limited != [True] * (len(self.bands) - 1) + [False]:
            message = "expected at_most or less_than on every band but the last"
            raise ValueError(message)
        return self

    @property
    def concluded(self) -> Fact:
        """Return the fact that says which band it is."""
        members = [stretch.band for stretch in self.bands]
        return Fact.model_construct(
            type=FactType.ENUM,
            name=self.name,
            members=members,
            words=self.words,
            stated_by=[],
            concluded=True,
        )

    def rules(self, id_: str) -> Iterator[tuple[str, Rule]]:
        """Yield the rules that conclude each band, by id: what a band means is said by conditions."""
        above: Tree = AllOf(())
        for stretch in self.bands:
            below, beyond = self._limits(stretch)
            when = AllOf((above, below)) if below is not None else above
            rule = Rule.model_construct(
                provision=self.provision,
                mark=self.mark,
                concludes={id_: stretch.band},
                when=when,
                exception_to=[],
            )
            yield self._rule_id(id_, stretch), rule
            above = beyond

    def rule_ids(self, id_: str) -> list[str]:
        """Return the ids of the rules that conclude the bands."""
        return [self._rule_id(id_, stretch) for stretch in self.bands]

    @staticmethod
    def _rule_id(id_: str, stretch: Stretch) -> str:
        return f"{id_}.{stretch.band}"

    @property
    def limits(self) -> list[Test]:
        """Return what is asked of the number at the upper end of each band but the highest."""
        return [test for stretch in self.bands if (test := self._limits(stretch)[0]) is not None]

    def _limits(self, stretch: Stretch) -> tuple[Test | None, Tree]:
        """Return what holds up to the end of a band, and what holds beyond it."""
        for asked, opposite in _OPPOSITE.items():
            limit = stretch.at_most if asked is Comparison.AT_MOST else stretch.less_than
            if limit is not None:
                return Test(self.of, asked, (limit,)), Test(self.of, opposite, (limit,))
        return None, AllOf(())


_OPPOSITE: Final[Mapping[Comparison, Comparison]] = {
    Comparison.AT_MOST: Comparison.MORE_THAN,
    Comparison.LESS_THAN: Comparison.AT_LEAST,
}
