"""The pages of signing in, of oneself, and of people and spaces."""

from __future__ import annotations
