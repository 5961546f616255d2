"""Rubrics and scorecards as YAML files: read with every fault at once, kept as snapshots that never change."""

from benvenuto.formats.scoring.rubrics.ledger import LEDGER, Key, Known, read_ledger, record
from benvenuto.formats.scoring.rubrics.library import Library, faults_of, read_folder
from benvenuto.formats.scoring.rubrics.proposal import ProposedFile, ReservedName, ScorecardInstead, read_proposal
from benvenuto.formats.scoring.rubrics.proposed import proposed_yaml
from benvenuto.formats.scoring.rubrics.reading import read_rubric, read_scorecard
from benvenuto.formats.scoring.rubrics.report import format_fault
from benvenuto.formats.scoring.rubrics.snapshot import UnknownSnapshot, content_hash, file_hash, from_json, to_json

__all__ = [
    "LEDGER",
    "Key",
    "Known",
    "Library",
    "ProposedFile",
    "ReservedName",
    "ScorecardInstead",
    "UnknownSnapshot",
    "content_hash",
    "faults_of",
    "file_hash",
    "format_fault",
    "from_json",
    "proposed_yaml",
    "read_folder",
    "read_ledger",
    "read_proposal",
    "read_rubric",
    "read_scorecard",
    "record",
    "to_json",
]
