"""Prévenance: the right letter about electronic invoices for each customer, or a reasoned "no".

The rooms are folders, read from the ground up; the contract ``rooms`` in pyproject.toml says which
may import which, and the tests hold it.
"""

__version__ = "2026.11.0"
