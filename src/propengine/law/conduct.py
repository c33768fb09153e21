"""Conduct: what a person did, in words that every legal order has."""

from enum import StrEnum


class Conduct(StrEnum):
    """What the person did, in words that every legal order has."""

    CONSUMPTION = "consumption"
    ACQUISITION = "acquisition"
    POSSESSION = "possession"
    POSSESSION_WITH_INTENT = "possession_with_intent"
    SUPPLY = "supply"
    SOCIAL_SUPPLY = "social_supply"
    TRANSPORT = "transport"
    IMPORT = "import"
    EXPORT = "export"
    CULTIVATION = "cultivation"
    PRODUCTION = "production"
    INTRODUCE_INTO_PRISON = "introduce_into_prison"
    FINANCING = "financing"
    PREMISES = "premises"
    OTHER_OFFENCE = "other_offence"
