"""Scoring: rubrics and scorecards, and the evaluations made with them."""
