"""What ``make`` calls: set-up, locks, translations, checks, tests and the wheel."""
