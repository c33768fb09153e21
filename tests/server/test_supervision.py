import pytest

from propengine.server.supervision import delay_after, usable_cores


@pytest.mark.parametrize(("deaths", "seconds"), [(1, 0.1), (2, 0.2), (4, 0.8), (7, 5.0), (11, 5.0)])
def test_a_replacement_comes_later_each_time(deaths: int, seconds: float) -> None:
    """The delay doubles up to a bound."""
    assert seconds == delay_after(deaths)


def test_there_is_a_core() -> None:
    """At least one core may be used: the one that runs this."""
    assert usable_cores() >= 1
