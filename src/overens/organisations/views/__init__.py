"""The pages of the register: find, read, and for the secretariat write."""

from __future__ import annotations
