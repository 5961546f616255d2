"""Screens of Benvenuto, one a file; the shell in benvenuto.ui runs them."""
