"""The stages of the process that every legal order has."""

from enum import StrEnum


class Stage(StrEnum):
    """A stage of the process, in order."""

    PRE_ARREST = "pre_arrest"
    PRE_TRIAL = "pre_trial"
    TRIAL = "trial"
    SENTENCING = "sentencing"
    POST_SENTENCE = "post_sentence"
