"""Vietnamese texts as long as those of a district, always the same ones."""

import json
from functools import cache
from random import Random
from uuid import UUID, uuid5

WORDS_OF_A_PARAGRAPH = 100
PARAGRAPHS = 6
NAMESPACE = UUID("5a3b2b0e-9b3f-5d1c-8d55-3c1c7a4f2022")

_WORDS = """
    ban thường vụ huyện ủy ban hành kế hoạch thực hiện đề án số về công tác cán bộ đảng viên trong
    toàn hệ thống chính trị của huyện bình sơn tỉnh quảng ngãi giai đoạn năm nâng cao chất lượng
    hoạt động cơ sở xây dựng nông thôn mới phát triển kinh tế xã hội bảo đảm quốc phòng an ninh
    tăng cường lãnh đạo chỉ đạo kiểm tra giám sát tuyên truyền vận động nhân dân tham gia các
    phong trào thi đua yêu nước góp phần hoàn thành nhiệm vụ được giao theo quy định pháp luật
    hội nghị triển khai nghị quyết trung ương khóa đại biểu đơn vị địa phương mặt trận tổ quốc
    đoàn thể doanh nghiệp hợp tác xã nông nghiệp thủy lợi giáo dục y tế văn hóa môi trường đất đai
    cải cách hành chính chuyển đổi số dịch vụ trực tuyến tiếp nhận giải quyết hồ sơ đúng hạn phòng
    chống thiên tai dịch bệnh hỗ trợ gia đình chính sách người có công trẻ em học sinh giáo viên
"""
_SYLLABLES = _WORDS.split()


def identity(name: str) -> UUID:
    """Return the same UUID for the same `name`, in every run."""
    return uuid5(NAMESPACE, name)


def title(number: int) -> str:
    """Return the title of the announcement `number`."""
    return f"{_words(Random(number), 12).capitalize()} ({number})"


def body(number: int, image: int | None, documents: list[tuple[int, str]]) -> str:
    """Return the body of the announcement `number` as the database holds it.

    Args:
        number: of the announcement.
        image: id of the image that stands in the text; None for none.
        documents: id and official number of each document block; the text names the first one.
    """
    pick = Random(number)
    blocks = [("heading", {"level": "2", "text": "Mục đích, yêu cầu"})]
    for _ in range(PARAGRAPHS):
        text = f"{_words(pick, WORDS_OF_A_PARAGRAPH).capitalize()}."
        blocks.append(("paragraph", f"<p>{text}</p>"))
    cited = documents[0][1]
    blocks[1] = ("paragraph", f"{blocks[1][1][:-4]} Kế hoạch số <b>{cited}</b> được ban hành.</p>")
    if image is not None:
        value = {"image": image, "alt": "", "decorative": False, "caption": "Ảnh minh họa"}
        blocks.insert(3, ("image", value))
    blocks += [
        ("document", {"document": pk, "text": f"{official} - Xem tại đây"})
        for pk, official in documents
    ]
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(identity(f"block {number} {place}"))}
            for place, (kind, value) in enumerate(blocks)
        ]
    )


@cache
def signatures() -> list[dict]:
    """Return what is stored of the signature of a signed document."""
    return [
        {
            "field": "Signature1",
            "fingerprint": identity("signature").hex * 2,
            "signer": "Nguyễn Văn A",
            "organisation": "Huyện ủy Bình Sơn",
            "signed_at": "2021-12-06T08:30:00+07:00",
            "timestamped": True,
            "intact": True,
            "verdict": "trusted",
            "covers": "whole file",
            "reason": {
                "code": "valid_at_timestamp",
                "details": {"at": "2021-12-06T08:31:00+07:00"},
            },
            "judged_at": "2021-12-06T08:30:00+07:00",
            "is_timestamp": False,
            "certificate": None,
            "additions": [],
        }
    ]


def _words(pick: Random, count: int) -> str:
    return " ".join(pick.choices(_SYLLABLES, k=count))
