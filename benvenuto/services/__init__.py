"""One module a task: permission, then the rules, then one transaction that also writes the audit log."""
