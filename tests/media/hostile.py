"""Files that nobody should take in, or that break careless readers, built when asked for."""

import io
import struct
import zipfile
import zlib

import pikepdf
from fpdf import FPDF
from PIL import Image

OOXML = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
WORDS = "Kế hoạch số 59-KH/HU"


def plain_pdf(pages=1):
    """Return an ordinary PDF."""
    document = FPDF()
    document.set_font("Helvetica")
    for number in range(pages):
        document.add_page()
        document.cell(text=f"Trang {number + 1}")
    return bytes(document.output())


def pdf(*objects, root="", header=b"%PDF-1.7\n", compressed=False):
    """Return a PDF of one empty page whose catalog holds `root`; `objects` begin at number 4."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    data, places = bytearray(header), []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        content = body if isinstance(body, bytes) else body.encode()
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        table,
    )
    return repacked(bytes(data)) if compressed else bytes(data)


def repacked(data):
    """Return a PDF with its objects in compressed streams, which no search of the bytes sees."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def stream(content, words="", packed=False):
    """Return the body of a stream object."""
    content = zlib.compress(content, 9) if packed else content
    filters = "/Filter /FlateDecode" if packed else ""
    return (
        f"<< /Length {len(content)} {filters} {words} >>\nstream\n".encode()
        + content
        + b"\nendstream"
    )


def encrypted_pdf(password=""):
    """Return a PDF that is locked; without `password` it opens all the same."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as opened:
        opened.save(written, encryption=pikepdf.Encryption(owner="chu", user=password))
    return written.getvalue()


def attached_pdf(name, content):
    """Return a PDF with a file inside."""
    return pdf(
        stream(content, "/Type /EmbeddedFile"),
        f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 4 0 R >> >>",
        root=f"/Names << /EmbeddedFiles << /Names [({name}) 5 0 R] >> >>",
    )


def endless_pages():
    """Return a PDF whose tree of pages leads back to itself."""
    return pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def endless_table():
    """Return a PDF whose table of objects names itself as the one before."""
    data = pdf()
    table = data.index(b"xref\n")
    return data.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Prev %d >>" % table)


def packed(megabytes, content=b"q Q "):
    """Return `megabytes` of `content`, repeated, as deflate packs them; they never exist."""
    packer = zlib.compressobj(9)
    block = content * (1024 * 1024 // len(content))
    return b"".join(packer.compress(block) for _each in range(megabytes)) + packer.flush()


def bomb_pdf(megabytes):
    """Return a small PDF whose page unpacks to `megabytes`."""
    inner = zlib.compress(packed(megabytes), 9)
    body = f"<< /Length {len(inner)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
    page = b"200 200] /Contents 4 0 R >>"
    return pdf(body + inner + b"\nendstream").replace(b"200 200] >>", page)


def attached_bomb_pdf(megabytes):
    """Return a small PDF with a file inside that unpacks to `megabytes`."""
    inner = packed(megabytes, b"MZ  ")
    body = f"<< /Type /EmbeddedFile /Length {len(inner)} /Filter /FlateDecode >>\nstream\n".encode()
    return pdf(
        body + inner + b"\nendstream",
        "<< /Type /Filespec /F (a.xml) /EF << /F 4 0 R >> >>",
        root="/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>",
    )


def archive(entries, packing=zipfile.ZIP_DEFLATED):
    """Return a ZIP of `entries`: names and contents."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as opened:
        for name, content in entries.items():
            opened.writestr(name, content)
    return written.getvalue()


def office(ending, extra=None, words=WORDS):
    """Return an office file, the smallest that counts as one, with `extra` parts."""
    part, kind = OOXML[ending]
    types = (
        '<?xml version="1.0"?><Types><Override PartName="/{}" ContentType="application/'
        'vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
    )
    return archive(
        {
            "[Content_Types].xml": types.format(part, kind),
            part: f"<w:document><w:p><w:t>{words}</w:t></w:p></w:document>",
            **(extra or {}),
        }
    )


def open_document(ending="text", extra=None):
    """Return an OpenDocument file with `extra` parts."""
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{ending}",
            "content.xml": f"<office:text><text:p>{WORDS}</text:p></office:text>",
            **(extra or {}),
        }
    )


def encrypted_zip():
    """Return a ZIP that says that its one entry has a password."""
    data = bytearray(archive({"a.txt": "mat"}))
    for place in (6, data.index(b"PK\x01\x02") + 8):
        (flags,) = struct.unpack_from("<H", data, place)
        struct.pack_into("<H", data, place, flags | 1)
    return bytes(data)


def overlapping_zip():
    """Return a ZIP whose directory names one entry a thousand times."""
    data = archive({"a.bin": bytes(1_000_000)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    directory = entry * 1000
    closing = bytearray(data[end:])
    struct.pack_into("<HHL", closing, 8, 1000, 1000, len(directory))
    return data[:start] + directory + bytes(closing)


def png():
    """Return a picture."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return written.getvalue()
