"""The pages of follow-ups: reading, drafting, and correcting what is published."""

from __future__ import annotations
