"""How the tests of the law run: examples are not timed, because the first one loads the units."""

from hypothesis import HealthCheck, settings

settings.register_profile("law", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("law")
