"""What tests of search look for."""

import pytest

from media.inspections import DocumentInspection
from tests import factories

from .index import index_everything


@pytest.fixture
def news():
    return factories.IndexFactory(title="Mục")


@pytest.fixture
def plan():
    """A plan with a number, an issuer, an abstract, and words in its file."""
    issuer = factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy", code="HU")
    document = factories.DocumentFactory(
        title="Kế hoạch thực hiện Đề án", number="59-KH/HU", kind="KH", issuer=issuer,
        issued_on="2021-12-06", abstract="Thí điểm mô hình Dân tin", signed_by="Nguyễn Văn A",
    )  # fmt: skip
    DocumentInspection.objects.create(
        document=document, sha256=document.sha256, text="Điều 1. Quy hoạch rừng phòng hộ."
    )
    return document


@pytest.fixture
def scheme():
    page = factories.AnnouncementFactory(title="Thực hiện Đề án số 07-ĐA/TU", summary="Dân tin")
    index_everything()
    return page


@pytest.fixture
def attached_plan():
    """A plan that an announcement refers to, with words in its file."""
    issuer = factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy")
    document = factories.DocumentFactory(
        title="Kế hoạch 59", number="59-KH/HU", kind="KH", issuer=issuer, issued_on="2021-12-06"
    )
    text = "Điều 1. Quy hoạch rừng phòng hộ ven biển."
    DocumentInspection.objects.create(document=document, sha256=document.sha256, text=text)
    factories.AnnouncementFactory(
        title="Tin kèm văn bản", body=[("document", {"document": document, "text": "Xem"})]
    )
    index_everything()
    return document
