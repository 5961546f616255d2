"""Benvenuto: the handbook for taking inbound customer-care calls, and where such calls are scored."""
