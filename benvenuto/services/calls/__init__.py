"""Calls: what comes in: logs, recordings, transcripts, the draw, the inbox."""
