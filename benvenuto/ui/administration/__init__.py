"""The administrator's pages: people, imports, rubrics and the audit log."""
