"""``python -m overens``: the same as the command ``overens``."""

from __future__ import annotations

from overens.config.program import main

main()
