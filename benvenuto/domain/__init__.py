"""The rules of care: frozen dataclasses and pure functions, standard library only."""
