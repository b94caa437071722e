"""Opens files from outside, in a process of its own with limits.

One cell far down in a sheet makes the reader ask for half a terabyte and abort the
whole process: no exception can be caught (docs/decisions/0006-documents.md). So files
are opened by ``python -m overens.common.sheets.opening``, whose end is no loss, and
nothing here is ever imported by the web process or the worker. Django is not needed.
"""
