"""The shape of the counts."""

from typing import Annotated

from pydantic import Field

from portal.shapes import Shape

Count = Annotated[int, Field(ge=0)]


class Visits(Shape):
    """How often the portal and its pages were read."""

    visits: Annotated[Count, Field(description="Of the whole portal.")]
    views: Annotated[Count, Field(description="Of the whole portal.")]
    pages: Annotated[
        dict[Annotated[str, Field(pattern="^[0-9]+$")], Count],
        Field(description="Views by the id of the page.", examples=[{"12": 624, "31": 0}]),
    ]
