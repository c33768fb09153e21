"""How each country writes what every answer holds: numbers, days, lists and money, and none rounded."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from propengine.explain.catalogues import LANGUAGES, Language
from propengine.explain.conventions import conventions_of
from tests.shipped import CODES

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("language", "jurisdiction", "first", "second"),
    [
        ("en", "", "1 January 2024", "5 August 2024"),
        ("en", "us-hi", "January 1, 2024", "August 5, 2024"),
        ("en", "pt", "1 January 2024", "5 August 2024"),
        ("es", "mx", "1 de enero de 2024", "5 de agosto de 2024"),
        ("pt", "br", "1 de janeiro de 2024", "5 de agosto de 2024"),
        ("fr", "", "1er janvier 2024", "5 août 2024"),
        ("fr", "ca-bc", "1er janvier 2024", "5 août 2024"),
    ],
)
def test_days(language: Language, jurisdiction: str, first: str, second: str) -> None:
    """The first of a month is an ordinal in French; the month comes first in the United States."""
    here = conventions_of(language, jurisdiction)

    assert [first, second] == [here.date(dt.date(2024, month, day)) for month, day in ((1, 1), (8, 5))]


@pytest.mark.parametrize(
    ("language", "jurisdiction", "said"),
    [
        ("en", "", ["5,000,000", "10.125", "1,666 2/3", "-0.5"]),
        ("en", "pt", ["5,000,000", "10.125", "1,666 2/3", "-0.5"]),
        ("es", "", ["5.000.000", "10,125", "1.666 2/3", "-0,5"]),
        ("es", "cl", ["5.000.000", "10,125", "1.666 2/3", "-0,5"]),
        ("es", "mx", ["5,000,000", "10.125", "1,666 2/3", "-0.5"]),
        ("pt", "pt", [f"5{WIDE}000{WIDE}000", "10,125", f"1{WIDE}666 2/3", "-0,5"]),
        ("pt", "br", ["5.000.000", "10,125", "1.666 2/3", "-0,5"]),
        ("fr", "", [f"5{NARROW}000{NARROW}000", "10,125", f"1{NARROW}666 2/3", "-0,5"]),
    ],
)
def test_numbers(language: Language, jurisdiction: str, said: list[str]) -> None:
    """A comma that ends the whole in Chile groups thousands in Mexico: the country decides."""
    here = conventions_of(language, jurisdiction)

    assert said == [here.number(Fraction(one)) for one in ("5000000", "10.125", "5000/3", "-1/2")]


@given(
    digits=st.integers(min_value=1, max_value=10**40),
    places=st.integers(min_value=0, max_value=40),
    language=st.sampled_from(LANGUAGES),
    jurisdiction=st.sampled_from(CODES),
)
def test_no_number_is_rounded(digits: int, places: int, language: Language, jurisdiction: str) -> None:
    """Read back, it is the same number, however long it is; so is an amount of money."""
    number, here = Fraction(digits, 10**places), conventions_of(language, jurisdiction)
    point = here.number(Fraction(1, 2)).strip("05")

    def read(text: str) -> Fraction:
        return Fraction(
            "".join(sign for sign in text.replace(point, "@") if sign in "0123456789@").replace("@", ".")
        )

    assert number == read(here.number(number))
    assert number == read(here.money(number, "EUR"))


@pytest.mark.parametrize(
    ("language", "jurisdiction", "text"),
    [
        ("en", "", "10.125 g of 2.5 g, 2023-10-01, art. 1.2.3"),
        ("pt", "pt", "10,125 g of 2,5 g, 2023-10-01, art. 1.2.3"),
        ("es", "mx", "10.125 g of 2.5 g, 2023-10-01, art. 1.2.3"),
    ],
)
def test_decimals_inside_a_text(language: Language, jurisdiction: str, text: str) -> None:
    """Days and provisions stay as they are."""
    assert text == conventions_of(language, jurisdiction).decimals(
        "10.125 g of 2.5 g, 2023-10-01, art. 1.2.3"
    )


@pytest.mark.parametrize(
    ("parts", "style", "said"),
    [
        (["multa", "prisión"], "standard", "multa y prisión"),
        (["multa", "inhabilitación"], "standard", "multa e inhabilitación"),
        (["multa", "prisión", "inhabilitación"], "standard", "multa, prisión e inhabilitación"),
        (["nieve", "hielo"], "standard", "nieve y hielo"),
        (["la fiscalía", "otra parte"], "or", "la fiscalía u otra parte"),
        (["7", "8"], "or", "7 u 8"),
        (["multa", "prisión"], "or", "multa o prisión"),
        (["multa"], "or", "multa"),
        ([], "or", ""),
    ],
)
def test_lists_in_spanish(parts: list[str], style: str, said: str) -> None:
    """`y` and `o` change before their own sound."""
    assert said == conventions_of("es", "").listed(parts, style)  # type: ignore[arg-type]  # one of two words


@pytest.mark.parametrize(
    ("language", "jurisdiction", "said"),
    [
        ("en", "gb-eaw", "a, b and c"),
        ("en", "us-fed", "a, b, and c"),
        ("pt", "", "a, b e c"),
        ("fr", "", "a, b et c"),
    ],
)
def test_lists(language: Language, jurisdiction: str, said: str) -> None:
    assert said == conventions_of(language, jurisdiction).listed(["a", "b", "c"])


@pytest.mark.parametrize(
    ("language", "amount", "currency", "said"),
    [
        ("en", "24.94", "EUR", "24.94 euros"),
        ("en", "24.5", "EUR", "24.50 euros"),
        ("en", "1", "USD", "1 US dollar"),
        ("es", "5000000", "ARS", "5.000.000 pesos argentinos"),
        ("pt", "24.94", "EUR", "24,94 euros"),
        ("fr", "100000", "CAD", f"100{NARROW}000 dollars canadiens"),
    ],
)
def test_money(language: Language, amount: str, currency: str, said: str) -> None:
    """With the name of the currency, because its sign is that of several countries."""
    assert said == conventions_of(language, "").money(Fraction(amount), currency)


@pytest.mark.parametrize(("language", "one"), [("en", False), ("es", False), ("pt", False), ("fr", True)])
def test_one_and_a_half(language: Language, *, one: bool) -> None:
    """They are counted as one in French."""
    assert one == conventions_of(language, "").is_one(Fraction(3, 2))
    assert conventions_of(language, "").is_one(Fraction(1))
    assert not conventions_of(language, "").is_one(Fraction(2))
