"""Packages (.xlsx, .ods, .docx are zip files), looked over before they are opened."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from overens.common.sheets.opening.fault import Fault

MANY_MEMBERS = 5_000
# A sheet's XML shrinks to a twentieth in the package; a bomb's to a thousandth.
STEEPEST = 400
STEEP_FROM = 1_000_000


def checked_package(data: bytes, most: int) -> zipfile.ZipFile:
    """Return the package when it is no larger than it should be.

    Raises:
        Fault: ``damaged`` or ``locked``.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        raise Fault("damaged") from fault
    names = [member.filename for member in members]
    if len(members) > MANY_MEMBERS or len(set(names)) < len(names):
        raise Fault("damaged")
    if sum(member.file_size for member in members) > most:
        raise Fault("damaged")
    for member in members:
        if member.flag_bits & 0x1:
            raise Fault("locked")
        steep = member.file_size > STEEPEST * max(member.compress_size, 1)
        if steep and member.file_size > STEEP_FROM:
            raise Fault("damaged")
        if member.filename.startswith("/") or ".." in member.filename.split("/"):
            raise Fault("damaged")
        if member.filename.endswith((".xml", ".rels")):
            _refuse_doctype(package, member)
    return package


def _refuse_doctype(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A document type can only come before the first element: look there."""

    class FirstElement(Exception):
        pass

    def doctype(*_args: object) -> None:
        raise Fault("damaged")

    def element(*_args: object) -> None:
        raise FirstElement

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        with package.open(member) as part:
            parser.Parse(part.read(65_536), False)
    except FirstElement:
        return
    except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError) as fault:
        raise Fault("damaged") from fault
    except (NotImplementedError, RuntimeError, ValueError) as fault:
        raise Fault("damaged") from fault
