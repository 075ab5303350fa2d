"""A corpus of announcements made by rule, and questions about it with their right answers.

What is right is decided here by plain comparison of texts as they were written, not by any of the
code that is measured.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

PLACES = (
    "Tịnh Khê", "Tịnh Kỳ", "Nghĩa Hà", "Nghĩa Phú", "Trà Giang", "Trà Tân", "Sơn Mỹ", "Sơn Hạ",
    "Phổ An", "Phổ Vinh", "Đức Lợi", "Đức Thắng", "Hành Thịnh", "Hành Đức", "Ba Động", "Long Sơn",
)  # fmt: skip

# What each is about: the words of its title, and sentences of its text.
TOPICS = {
    "sửa chữa kênh mương nội đồng": [
        "Hợp tác xã nạo vét kênh trước vụ gieo sạ.", "Nông dân góp ngày công.",
    ],
    "kiểm kê rừng phòng hộ ven biển": [
        "Đoàn kiểm kê đo đếm từng lô rừng.", "Kết quả kiểm kê được công khai.",
    ],
    "thu phí bảo vệ môi trường nước thải": [
        "Hộ kinh doanh nộp phí hằng quý.", "Mức phí theo bảng đính kèm.",
    ],
    "cấp đổi giấy phép lái xe": [
        "Hồ sơ nộp qua mạng hoặc tại một cửa.", "Người cao tuổi được hướng dẫn tại chỗ.",
    ],
    "hiến máu tình nguyện": [
        "Người hiến máu từ đủ 18 tuổi.", "Hội Chữ thập đỏ trao giấy chứng nhận.",
    ],
    "nghiệm thu cầu dân sinh": [
        "Cầu rộng ba mét, tải trọng năm tấn.", "Nhân dân tham gia giám sát thi công.",
    ],
    "tập huấn nuôi tôm công nghệ cao": [
        "Lớp tập huấn kéo dài hai ngày.", "Học viên được hỗ trợ tiền ăn.",
    ],
    "kỷ niệm ngày thành lập Hội Cựu chiến binh": [
        "Lễ kỷ niệm tổ chức tại nhà văn hóa.", "Hội viên trồng cây lưu niệm.",
    ],
    "lấy ý kiến quy hoạch nghĩa trang": [
        "Bản vẽ niêm yết tại trụ sở xã.", "Ý kiến gửi trước cuối tháng.",
    ],
    "phòng, chống đuối nước cho trẻ em": [
        "Mở lớp dạy bơi miễn phí trong hè.", "Cắm biển cảnh báo ở bến sông.",
    ],
    "hỗ trợ xây nhà đại đoàn kết": [
        "Mỗi nhà được hỗ trợ năm mươi triệu đồng.", "Mặt trận bàn giao nhà trước Tết.",
    ],
    "xử lý lấn chiếm vỉa hè": [
        "Tổ công tác nhắc nhở trước khi xử phạt.", "Hộ buôn bán cam kết không tái phạm.",
    ],
}  # fmt: skip
FORMS = (
    "Thông báo về việc {topic} tại xã {place}", "Kế hoạch {topic} ở xã {place} năm {year}",
    "Xã {place} tổ chức {topic}", "Kết quả {topic} trên địa bàn {place}",
)  # fmt: skip
# Abbreviated in some texts, written in full in others.
BODIES = (("UBND", "Ủy ban nhân dân"), ("MTTQ", "Mặt trận Tổ quốc"), ("HTX", "hợp tác xã"))
KINDS = (("KH", "Kế hoạch"), ("TB", "Thông báo"), ("QĐ", "Quyết định"), ("BC", "Báo cáo"))


@dataclass(frozen=True)
class Judged:
    """A question, and how well each announcement answers it: 2, 1, or not named."""

    text: str
    kind: str
    relevant: dict[int, int]


def corpus(count: int) -> Iterator[dict[str, Any]]:
    """Yield `count` announcements, always the same ones."""
    pick = Random(9)
    topics = list(TOPICS)
    for number in range(1, count + 1):
        topic, place, year = pick.choice(topics), pick.choice(PLACES), pick.randint(2018, 2025)
        title = pick.choice(FORMS).format(topic=topic, place=place, year=year)
        code, kind = pick.choice(KINDS)
        official = f"{number}/{code}-UBND" if pick.random() < 0.7 else f"{number}-{code}/HU"
        day = f"{year}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}"
        named = [pick.choice(pair) for pair in pick.sample(BODIES, 2)]
        yield {
            "id": number,
            "title": title[0].upper() + title[1:],
            "summary": TOPICS[topic][0],
            "body": [
                f"Thực hiện {kind} số {official}, {named[0]} huyện phối hợp với {named[1]}.",
                *TOPICS[topic],
            ],
            "date": day,
            "category": topic.split(maxsplit=1)[0].capitalize(),
            "number": official,
            "topic": topic,
            "place": place,
        }


def questions(rows: list[dict[str, Any]], seed: int = 3) -> Iterator[Judged]:
    """Yield questions about announcements of `corpus`, of each kind that readers ask."""
    pick = Random(seed)
    for topic in TOPICS:
        about = _judged(rows, topic)
        yield Judged(topic, "as written", about)
        yield Judged(_plain(topic), "no diacritics", about)
        yield Judged(topic.upper(), "upper case", about)
        yield Judged(unicodedata.normalize("NFD", topic), "NFD", about)
        yield Judged(topic[:-1], "half typed", about)
        yield Judged(_some_plain(topic, pick), "some diacritics", about)
        place = pick.choice(PLACES)
        there = {row["id"]: 2 for row in rows if (row["topic"], row["place"]) == (topic, place)}
        if there:
            yield Judged(f"{topic} {place}", "with place", there)
            yield Judged(_plain(f"{topic} {place}"), "no diacritics with place", there)
    for short, full in BODIES:
        named = _judged(rows, short) | _judged(rows, full)
        yield Judged(short, "abbreviation", named)
        yield Judged(full, "abbreviation", named)
    for old, new in (("kỷ niệm", "kĩ niệm"), ("xử lý", "xử lí"), ("Sơn Mỹ", "Sơn Mĩ")):
        yield Judged(new, "i for y", _judged(rows, old))
    for row in pick.sample(rows, min(30, len(rows))):
        yield Judged(_spelled(row["number"], pick), "number", {row["id"]: 2})


def _judged(rows: list[dict[str, Any]], words: str) -> dict[int, int]:
    found = {}
    for row in rows:
        if words.lower() in row["title"].lower():
            found[row["id"]] = 2
        elif words.lower() in " ".join([row["summary"], *row["body"]]).lower():
            found[row["id"]] = 1
    return found


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def _some_plain(text: str, pick: Random) -> str:
    return " ".join(_plain(word) if pick.random() < 0.5 else word for word in text.split())


def _spelled(number: str, pick: Random) -> str:
    spellings = (
        number, number.lower(), number.replace("/", " ").replace("-", " "), f"số {number}",
        number.replace("/", "-"), _plain(number), f" {number} ",
    )  # fmt: skip
    return pick.choice(spellings)
