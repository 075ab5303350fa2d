"""The models of the library, one module an idea."""

from .documents import PortalDocument, SignatureStatus
from .images import RENDITION_SPECS, PortalImage, PortalRendition
from .inspections import DocumentFile, DocumentInspection
from .organisations import Organisation, System

__all__ = [
    "RENDITION_SPECS",
    "DocumentFile",
    "DocumentInspection",
    "Organisation",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "SignatureStatus",
    "System",
]
