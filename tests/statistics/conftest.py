"""Rules are tried on the same drawn cases each time, however busy the machine."""

from hypothesis import settings

settings.register_profile("statistics", deadline=None, derandomize=True)
settings.load_profile("statistics")
