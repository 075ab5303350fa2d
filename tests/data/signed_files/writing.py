"""Writes a PDF object by object, one revision after the other (ISO 32000-1, 7.5)."""

import io
from dataclasses import dataclass, field
from typing import Self

import pikepdf

Dictionary = dict[str, str]


@dataclass
class Stream:
    """A stream object; its length is written with it."""

    dictionary: Dictionary
    data: bytes

    def written(self) -> bytes:
        entries = self.dictionary | {"Length": str(len(self.data))}
        return write(entries) + b"\nstream\n" + self.data + b"\nendstream"


Content = Dictionary | Stream | str


def write(content: Content) -> bytes:
    """Return an object as it stands in a file."""
    if isinstance(content, Stream):
        return content.written()
    if isinstance(content, str):
        return content.encode("latin-1")
    entries = b"".join(f"/{key} {value}\n".encode("latin-1") for key, value in content.items())
    return b"<<\n" + entries + b">>"


def text(value: str) -> str:
    """Return a text string: UTF-16 in hexadecimal unless it is ASCII (7.9.2.2)."""
    if value.isascii():
        return "(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return "<" + (b"\xfe\xff" + value.encode("utf-16-be")).hex().upper() + ">"


def references(*numbers: int) -> str:
    return "[" + " ".join(f"{number} 0 R" for number in numbers) + "]"


@dataclass
class File:
    """A PDF that grows by revisions. `put` stages objects, `save` writes them as an update."""

    data: bytearray = field(default_factory=bytearray)
    objects: dict[int, Content] = field(default_factory=dict)
    trailer: Dictionary = field(default_factory=dict)
    start: int | None = None  # offset of the newest cross-reference section
    staged: dict[int, Content] = field(default_factory=dict)
    freed: list[int] = field(default_factory=list)
    streams: bool = False  # object streams and cross-reference streams instead of tables
    offsets: dict[int, int] = field(default_factory=dict)

    @classmethod
    def new(
        cls, *, header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", streams: bool = False
    ) -> Self:
        return cls(bytearray(header), streams=streams)

    @classmethod
    def continuing(cls, data: bytes) -> Self:
        """Return a file whose next update follows a whole file that something else wrote."""
        start = int(data[data.rindex(b"startxref") :].split()[1])
        streams = not data[start:].lstrip().startswith(b"xref")
        made = cls(bytearray(data), start=start, streams=streams)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number in range(1, int(pdf.trailer["/Size"])):
                made.objects[number] = _content(pdf.get_object(number, 0))
            made.trailer = {
                key[1:]: pdf.trailer[key].unparse(resolved=key == "/ID").decode("latin-1")
                for key in ("/Root", "/ID")
                if key in pdf.trailer
            } | {"Root": "{} {} R".format(*pdf.Root.objgen)}
        return made

    def copy(self) -> Self:
        """Return the same file, to be continued another way."""
        return type(self)(
            bytearray(self.data),
            dict(self.objects),
            dict(self.trailer),
            self.start,
            dict(self.staged),
            list(self.freed),
            self.streams,
            dict(self.offsets),
        )

    def put(self, content: Content, number: int | None = None) -> int:
        """Stage an object for the next revision; return its number."""
        if number is None:
            number = max([0, *self.objects, *self.staged]) + 1
        self.staged[number] = content
        return number

    def get(self, number: int) -> Content:
        return self.staged.get(number, self.objects.get(number, "null"))

    def dictionary(self, number: int) -> Dictionary:
        """Return a copy of a dictionary object, to be changed and put back."""
        content = self.get(number)
        assert isinstance(content, dict)
        return dict(content)

    def change(self, number: int, **entries: str | None) -> None:
        """Stage a dictionary with other entries; `None` takes an entry out."""
        changed = self.dictionary(number) | entries
        self.put({key: value for key, value in changed.items() if value is not None}, number)

    @property
    def root(self) -> int:
        return int(self.trailer["Root"].split()[0])

    @property
    def pages(self) -> list[int]:
        tree = self.dictionary(int(self.dictionary(self.root)["Pages"].split()[0]))
        return [
            int(part.split()[0]) for part in tree["Kids"].strip("[] ").split("R") if part.strip()
        ]

    def save(self, *, table: bool = True, end: bytes = b"%%EOF\n") -> bytes:
        """Write what is staged as one revision; return the whole file.

        Args:
            table: False leaves the cross-reference section out.
            end: What follows the offset of the cross-reference section.
        """
        if not self.data.endswith((b"\n", b"\r")):
            self.data += b"\n"
        if self.streams:
            self._write_streams()
        else:
            self._write_objects(self.staged)
            if table:
                self._write_table()
        self.objects |= self.staged
        for number in self.freed:
            self.objects.pop(number, None)
        self.staged, self.freed = {}, []
        if table:
            self.data += f"startxref\n{self.start}\n".encode()
        self.data += end
        return bytes(self.data)

    def _write_objects(self, objects: dict[int, Content]) -> None:
        for number, content in sorted(objects.items()):
            self.offsets[number] = len(self.data)
            self.data += f"{number} 0 obj\n".encode() + write(content) + b"\nendobj\n"

    def entries(self) -> Dictionary:
        """Return the trailer of the revision that is being written."""
        size = max([0, *self.objects, *self.staged]) + 1
        previous = {} if self.start is None else {"Prev": str(self.start)}
        return {"Size": str(size)} | self.trailer | previous

    def rows(self) -> dict[int, bytes]:
        """Return the rows of the cross-reference table of this revision."""
        rows = {number: f"{self.offsets[number]:010d} 00000 n \n" for number in self.staged}
        rows |= dict.fromkeys(self.freed, "0000000000 00001 f \n")
        if self.start is None:
            rows[0] = "0000000000 65535 f \n"
        return {number: row.encode() for number, row in sorted(rows.items())}

    def _write_table(self) -> None:
        trailer, rows = self.entries(), self.rows()
        self.start = len(self.data)
        self.data += b"xref\n" + table(rows)
        self.data += b"trailer\n" + write(trailer) + b"\n"

    def _write_streams(self) -> None:
        """Write plain objects into an object stream, the rest beside it (7.5.7, 7.5.8)."""
        packed = {n: c for n, c in self.staged.items() if not _stands_alone(c)}
        self._write_objects({n: c for n, c in self.staged.items() if n not in packed})
        top = max([0, *self.objects, *self.staged])
        rows = {n: (1, self.offsets[n], 0) for n in self.staged if n not in packed}
        if packed:
            holder = top = top + 1
            head, body = "", b""
            for place, (number, content) in enumerate(sorted(packed.items())):
                head += f"{number} {len(body)} "
                body += write(content) + b"\n"
                rows[number] = (2, holder, place)
            entries = {"Type": "/ObjStm", "N": str(len(packed)), "First": str(len(head))}
            self._write_objects({holder: Stream(entries, head.encode() + body)})
            rows[holder] = (1, self.offsets[holder], 0)
            self.objects[holder] = "null"
        own = top + 1
        trailer = self.entries()
        self.start = len(self.data)
        rows[own] = (1, self.start, 0)
        if "Prev" not in trailer:
            rows[0] = (0, 0, 65535)
        packed_rows = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + rank.to_bytes(2, "big")
            for _, (kind, where, rank) in sorted(rows.items())
        )
        entries = trailer | {
            "Type": "/XRef",
            "Size": str(own + 1),
            "W": "[1 4 2]",
            "Index": "[" + " ".join(f"{n} 1" for n in sorted(rows)) + "]",
        }
        self._write_objects({own: Stream(entries, packed_rows)})
        self.objects[own] = "null"


def table(rows: dict[int, bytes]) -> bytes:
    """Return the sections of a cross-reference table, one for each run of numbers."""
    written, last = b"", None
    numbers = sorted(rows)
    for place, number in enumerate(numbers):
        if last is None or number != last + 1:
            run = 1
            while place + run < len(numbers) and numbers[place + run] == number + run:
                run += 1
            written += f"{number} {run}\n".encode()
        written += rows[number]
        last = number
    return written


def _stands_alone(content: Content) -> bool:
    """Whether an object may not be packed: streams, and signatures, whose bytes must be found."""
    return isinstance(content, Stream) or (isinstance(content, dict) and "ByteRange" in content)


def _content(value: pikepdf.Object) -> Content:
    if isinstance(value, pikepdf.Stream):
        entries = {k[1:]: _written(v) for k, v in value.stream_dict.items() if k != "/Length"}
        return Stream(entries, value.read_raw_bytes())
    if isinstance(value, pikepdf.Dictionary):
        return {key[1:]: _written(entry) for key, entry in value.items()}
    return _written(value)


def _written(value: object) -> str:
    if isinstance(value, pikepdf.Object):
        if value.is_indirect:
            return "{} {} R".format(*value.objgen)
        return value.unparse().decode("latin-1")
    return str(value).lower() if isinstance(value, bool) else str(value)
