"""Tests of the management commands as an operator runs them."""
