"""The pages of plans: for everyone, for those responsible, for the secretariat."""

from __future__ import annotations
