"""The file of a backup: a ZIP (with ZIP64) that any tool opens, and what it must hold to be believed."""
