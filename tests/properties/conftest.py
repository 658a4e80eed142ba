"""Property tests leave nothing behind and are not hurried."""

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow,)  # how fast examples are drawn depends on what else the machine does
settings.register_profile("house", database=None, deadline=None, suppress_health_check=SLOW)
settings.load_profile("house")
