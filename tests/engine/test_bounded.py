"""What is remembered is bounded: a server that runs for months does not grow."""

from hypothesis import given, strategies as st

from propengine.engine.bounded import Bounded


@given(st.integers(1, 5), st.lists(st.integers(0, 20)))
def test_there_is_never_more_than_so_much_and_always_the_last(most: int, keys: list[int]) -> None:
    """Whatever is remembered in whatever order, what was remembered last is there, with its value."""
    kept: Bounded[int, int] = Bounded(most)
    for key in keys:
        kept[key] = key * key

        assert key * key == kept[key]
        assert len(kept) <= most
