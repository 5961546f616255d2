"""The sample week: people, real and synthetic calls, and half a year of simulated evaluations."""

from benvenuto.sample.loading import load

__all__ = ["load"]
