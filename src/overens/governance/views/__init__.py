"""The pages of groups, the trail of decisions, and recording both."""

from __future__ import annotations
