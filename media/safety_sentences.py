"""Sentences for why a file is refused or unreadable; the codes are those of `media.inspection`."""

from django.utils.translation import gettext_lazy as _

SAFETY = {
    "empty": _("The file is empty. Choose the right one."),
    "unknown_content": _(
        "What this file holds is of no known type. Save it as PDF, and upload that."
    ),
    "type_not_allowed": _(
        "By its content this file is of the type %(type)s, which the library does not take in. "
        "Save it as PDF, or as DOCX, XLSX, PPTX, ODT, ODS or ODP."
    ),
    "not_what_it_says": _(
        "The name ends with .%(ending)s, but the content is of the type %(type)s. "
        "Give the file the ending .%(type)s, or choose the right file."
    ),
    "pdf_encrypted": _(
        "This PDF is locked with a password or restricted. Save it without protection, "
        "and upload that."
    ),
    "pdf_damaged": _("This PDF is damaged and cannot be read. Export or scan it again."),
    "pdf_javascript": _(
        "This PDF holds a script (JavaScript), which could do harm to readers. "
        "Print it to a new PDF, and upload that."
    ),
    "pdf_launch": _(
        "This PDF starts a program or fetches data when it is read. "
        "Print it to a new PDF, and upload that."
    ),
    "pdf_program": _(
        "This PDF holds a player or a program (rich media). Print it to a new PDF, and upload that."
    ),
    "pdf_attachment": _(
        "A program is attached inside this PDF: %(name)s. Remove it, and upload the PDF again."
    ),
    "macros": _(
        "This file holds macros or a template from elsewhere, which could do harm to readers. "
        "Save it without them (as DOCX, XLSX or PPTX), or as PDF."
    ),
    "archive_damaged": _("This file is damaged and cannot be unpacked. Make it again."),
    "archive_unreadable": _(
        "This file is packed in a way that cannot be checked. "
        "Make it again as an ordinary ZIP file."
    ),
    "archive_encrypted": _(
        "This file is locked with a password. Make it without one, and upload that."
    ),
    "archive_bomb": _(
        "Unpacked, this file would be far too big. Upload the files in it one by one."
    ),
    "archive_too_deep": _(
        "Archives are packed within archives here. Unpack them, and upload the files one by one."
    ),
    "archive_path": _(
        "A name inside this archive leads out of its folder: %(name)s. Make the archive again."
    ),
    "archive_program": _(
        "This archive holds a program: %(name)s. Remove it, and make the archive again."
    ),
    "too_many_pixels": _(
        "A picture in this file measures %(width)s × %(height)s pixels, more than can be shown "
        "safely. Scan it at 300 dots an inch, or make it smaller, and upload the file again."
    ),
    "out_of_time": _("Looking into the file took longer than %(seconds)s seconds and was ended."),
    "out_of_memory": _("Looking into the file took more memory than is allowed."),
    "too_much_output": _("There is more in the file than can be looked through."),
    "broke_its_reader": _("The file is built so that the program which reads it broke down."),
}
