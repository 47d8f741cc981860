"""
From sums to a release, and from releases to a report.

When a window or a period closes, its sums are rolled up once, protected, and frozen as a release:
cells, certificate and charts. Every number about people that anyone sees is a cell of a release.
"""
