"""Property tests leave nothing behind and are not hurried."""

from hypothesis import settings

settings.register_profile("house", database=None, deadline=None)
settings.load_profile("house")
