"""Handbook: chapters, policy, practice and the learning path."""
