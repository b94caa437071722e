"""Documents: one list of blocks, written as PDF, Word and HTML.

::

    to_pdf(document)     tagged PDF/UA-1 by Typst, in a process of its own
    to_docx(document)    Word with real styles
    to_html(document)    one HTML file, complete in itself
    write(document, "pdf" | "docx" | "html")
"""

from __future__ import annotations

from overens.common.documents.blocks import Document
from overens.common.documents.pdf import DocumentFault, to_pdf

__all__ = ["Document", "DocumentFault", "to_pdf"]
