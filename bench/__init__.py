"""Measures speed and size of the product; ``make bench`` runs all of it.

Each module measures one thing and can be run alone: ``python -m bench.pages``. What
counts are ratios taken in one run: milliseconds differ from machine to machine.
"""

from __future__ import annotations
