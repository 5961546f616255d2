"""Exercises as YAML files: read with every fault at once, each held to its rubric and to the handbook."""

from benvenuto.formats.handbook.practice.meaning import ExerciseContext
from benvenuto.formats.handbook.practice.reading import read_practice

__all__ = ["ExerciseContext", "read_practice"]
