"""Tables whose columns have a type."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments.types import StringSegmentValue


class TableColumnsBlock(TypedTableBlock):
    """The cells; each column holds text, numbers or dates."""

    text = blocks.CharBlock(required=False, label=_("Text"))
    number = blocks.DecimalBlock(required=False, label=_("Number"))
    date = blocks.DateBlock(required=False, format="%d/%m/%Y", label=_("Date"))

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Return the words of the table for wagtail-localize, each once.

        The path is made of the words, not of their place: a new row must not lose what has been
        translated below it.
        """
        return [StringSegmentValue(_path(text), text) for text in dict.fromkeys(_words(value))]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """Return the table with translated words."""
        known = {segment.path: segment.render_text() for segment in segments}

        def translated(text: Any) -> Any:
            return known.get(_path(text), text) if isinstance(text, str) else text

        columns = [{**col, "heading": translated(col["heading"])} for col in value.columns]
        rows = [{**row, "values": list(map(translated, row["values"]))} for row in value.row_data]
        return TypedTable(columns, rows, translated(value.caption))


class TableBlock(blocks.StructBlock):
    """A table with a caption and header cells."""

    table = TableColumnsBlock(label=_("Table"))
    row_headers = blocks.BooleanBlock(
        required=False,
        label=_("The first column names the rows"),
        help_text=_("Screen readers then say it with every cell of the row."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "portal/blocks/table.html"
        description = _("Rows and columns with a caption and header cells.")

    def clean(self, value: dict) -> dict:
        """Demand a caption, columns and their headings.

        Raises:
            StructBlockValidationError: what a reader needs to understand the table is missing.
        """
        result = super().clean(value)
        table = result["table"]
        if not table.columns or not table.row_data:
            problem = _("Add at least one column and one row.")
        elif not table.caption.strip():
            problem = _("Give the table a caption.")
        elif not all(column["heading"].strip() for column in table.columns):
            problem = _("Give every column a heading.")
        else:
            return result
        raise StructBlockValidationError(block_errors={"table": ValidationError(problem)})

    def get_api_representation(self, value: dict, context: Any = None) -> dict[str, Any]:
        """Return caption, columns and rows; each row is a list of plain values.

        `columns` is a list of `{"type", "heading"}`; numbers are strings, so that none is rounded.
        """
        table: TypedTable = value["table"]
        return {
            "caption": table.caption,
            "row_headers": bool(value["row_headers"]),
            "columns": [
                {"type": column["block"].name, "heading": column["heading"]}
                for column in table.columns
            ],
            "rows": [[_plain(cell) for cell in row["values"]] for row in table.row_data],
        }

    def get_preview_value(self) -> blocks.StructValue:
        """Show a small table in the block chooser."""
        rows = [["Bình Minh", "12"], ["Bình Chương", "9"]]
        return self.to_python(
            {
                "row_headers": True,
                "table": {
                    "caption": "Số thôn theo xã",
                    "columns": [
                        {"type": "text", "heading": "Xã"},
                        {"type": "number", "heading": "Số thôn"},
                    ],
                    "rows": [{"values": row} for row in rows],
                },
            }
        )


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _words(table: TypedTable) -> Iterator[str]:
    yield table.caption
    yield from (column["heading"] for column in table.columns)
    for row in table.row_data:
        yield from (cell for cell in row["values"] if isinstance(cell, str) and cell)


def _path(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
