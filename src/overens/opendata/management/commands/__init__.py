"""Commands for the operator."""

from __future__ import annotations
