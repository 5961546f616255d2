"""An export: everything of the house for other programs, as Parquet and YAML, with words for each column."""
