"""The monthly report: a page to print and a file to send."""
