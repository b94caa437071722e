"""The pages of surveys: for everyone, and the secretariat's that make them."""

from __future__ import annotations
