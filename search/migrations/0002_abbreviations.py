"""The abbreviations of a district office, and who may change them.

What offices write, as it was found in their pages, and what is general knowledge. Letters with
several meanings have a row for each: search looks for all of them, and for what was typed.
"""

from django.db import migrations

from portal.granting import grant

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"

ABBREVIATIONS = """
ANTT: an ninh trật tự
ATGT: an toàn giao thông
ATTP: an toàn thực phẩm
ATVSTP: an toàn vệ sinh thực phẩm
BCĐ: Ban Chỉ đạo
BCH: Ban Chấp hành
BHXH: bảo hiểm xã hội
BHYT: bảo hiểm y tế
BTV: Ban Thường vụ; Biên tập viên
BTXH: bảo trợ xã hội
CBCCVC: cán bộ, công chức, viên chức
CCHC: cải cách hành chính
CCVC: công chức, viên chức
CĐS: chuyển đổi số
CHQS: Chỉ huy Quân sự
CNTT: công nghệ thông tin
CP: Chính phủ
DBĐV: dự bị động viên
DN: doanh nghiệp
DTTS: dân tộc thiểu số
DVC: dịch vụ công
DVCTT: dịch vụ công trực tuyến
ĐBQH: đại biểu Quốc hội
ĐU: Đảng ủy
ĐVHC: đơn vị hành chính
GCNQSDĐ: giấy chứng nhận quyền sử dụng đất
GDĐT: giáo dục và đào tạo
GD&ĐT: giáo dục và đào tạo
GM: giấy mời
GPMB: giải phóng mặt bằng
HĐND: Hội đồng nhân dân
HTX: hợp tác xã
HU: Huyện ủy
KGVX: khoa giáo, văn xã
KHCN: khoa học và công nghệ; khoa học công nghệ
KHĐT: kế hoạch và đầu tư; kế hoạch đầu tư
KH&ĐT: kế hoạch và đầu tư
KHSDĐ: kế hoạch sử dụng đất
KNTC: khiếu nại, tố cáo
KTTH: kinh tế tổng hợp
KT-XH: kinh tế - xã hội
LĐTBXH: lao động, thương binh và xã hội
LĐ-TB&XH: lao động, thương binh và xã hội
LLVT: lực lượng vũ trang
MTQG: mục tiêu quốc gia
MTTQ: Mặt trận Tổ quốc
NC: nội chính
NNPTNT: nông nghiệp và phát triển nông thôn
NN&PTNT: nông nghiệp và phát triển nông thôn
NSNN: ngân sách nhà nước
NTM: nông thôn mới
NVQS: nghĩa vụ quân sự
OCOP: mỗi xã một sản phẩm
PBGDPL: phổ biến, giáo dục pháp luật
PCCC: phòng cháy, chữa cháy
PCCC&CNCH: phòng cháy, chữa cháy và cứu nạn, cứu hộ
PCTN: phòng, chống tham nhũng
PCTT&TKCN: phòng, chống thiên tai và tìm kiếm cứu nạn
PV: phóng viên
QH: Quốc hội; quy hoạch
QPAN: quốc phòng, an ninh
QPPL: quy phạm pháp luật
QSDĐ: quyền sử dụng đất
QS-QP: quân sự, quốc phòng
TDP: tổ dân phố
TĐC: tái định cư
THCS: trung học cơ sở
THPT: trung học phổ thông
TKCLP: tiết kiệm, chống lãng phí
TNMT: tài nguyên và môi trường; tài nguyên môi trường
TN&MT: tài nguyên và môi trường
TP: thành phố
TT: thị trấn
TTĐT: thông tin điện tử
TTg: Thủ tướng Chính phủ
TTHC: thủ tục hành chính
TT&TT: Thông tin và Truyền thông
TU: Tỉnh ủy; Thành ủy
TW: Trung ương
T.Ư: Trung ương
TX: thị xã
UBMTTQ: Ủy ban Mặt trận Tổ quốc
UBND: Ủy ban nhân dân
UBTVQH: Ủy ban Thường vụ Quốc hội
V/v: về việc
VBQPPL: văn bản quy phạm pháp luật
VHTT: văn hóa, thể thao; văn hóa thông tin
VH-TT&DL: văn hóa, thể thao và du lịch
VPCP: Văn phòng Chính phủ
VSMT: vệ sinh môi trường
XDCB: xây dựng cơ bản
XHCN: xã hội chủ nghĩa
"""


def defaults():
    for line in ABBREVIATIONS.strip().splitlines():
        letters, _, meanings = line.partition(": ")
        for words in meanings.split("; "):
            yield letters, words


def add_abbreviations(apps, schema_editor):
    Abbreviation = apps.get_model("search", "Abbreviation")
    Abbreviation.objects.bulk_create(
        [Abbreviation(letters=letters, words=words) for letters, words in defaults()],
        ignore_conflicts=True,
    )


def remove_abbreviations(apps, schema_editor):
    """Remove the defaults; what the board has added goes with the table, one migration further."""
    Abbreviation = apps.get_model("search", "Abbreviation")
    for letters, words in defaults():
        Abbreviation.objects.filter(letters=letters, words=words).delete()


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("search", "0001_index"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        migrations.RunPython(add_abbreviations, remove_abbreviations),
        grant(
            "search.abbreviation",
            "abbreviation",
            ["add", "change", "delete", "view"],
            [EDITORIAL_BOARD, EDITOR_IN_CHIEF],
        ),
    ]
