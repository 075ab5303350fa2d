"""Every kind of public page, in both languages, as the demonstration shows it."""

_VIETNAMESE = {
    "home": ("/", 200),
    "list": ("/thong-bao/", 200),
    "list of a category": ("/thong-bao/?category=xay-dung-dang", 200),
    "second page of a list": ("/thong-bao/?page=2", 200),
    "empty list": ("/thong-bao/?year=1999", 200),
    "announcement": ("/thong-bao/thuc-hien-de-an-so-07/", 200),
    "saved announcement": ("/thong-bao/thuc-hien-de-an-so-07/luu-bai/", 200),
    "announcement with a table": ("/thong-bao/bo-phan-mot-cua-hien-dai/", 200),
    "corrected announcement": ("/thong-bao/huong-dan-bau-cu-23-5/", 200),
    "announcement with an image": ("/thong-bao/ngap-lut-thang-10/", 200),
    "plain page": ("/gioi-thieu/", 200),
    "plain page with a table": ("/gioi-thieu/co-cau-to-chuc/", 200),
    "plain page with a quote": ("/gioi-thieu/chuc-nang-nhiem-vu/", 200),
    "contacts": ("/lien-he/", 200),
    "accessibility statement": ("/kha-nang-tiep-can/", 200),
    "register of documents": ("/van-ban/", 200),
    "narrowed register": ("/van-ban/?number=59+kh&year=2021", 200),
    "empty register": ("/van-ban/?number=999", 200),
    "document signed twice": ("/van-ban/1-59-kh-hu/", 200),
    "document with an invalid signature": ("/van-ban/14-18-gm-ubnd/", 200),
    "search": ("/search/", 200),
    "results": ("/search/?q=07", 200),
    "narrowed results": ("/search/?q=59+kh+hu&kind=KH&sort=date", 200),
    "no results": ("/search/?q=xyzzy", 200),
    "no results with these filters": ("/search/?q=07&category=xay-dung-dang&kind=KH", 200),
    "documentation of the API": ("/api/docs/", 200),
    "missing": ("/khong-co-trang-nay/", 404),
}

PAGES = {
    "vi": _VIETNAMESE,
    "en": {name: (f"/en{path}", status) for name, (path, status) in _VIETNAMESE.items()},
}
# Offered for download: a browser does not show them.
DOWNLOADS = {"saved announcement"}
