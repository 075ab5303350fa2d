"""Names in the order of the Vietnamese alphabet, in Python and in the database."""

import random

import pytest
from django.urls import reverse

from announcements.models import Category
from portal.alphabet import by_name, place
from portal.roles import EDITOR_IN_CHIEF
from tests import factories

# As a dictionary has them.
NAMES = [
    "15/2022",
    "An Phú",
    "Ăn uống",
    "Ấp Bắc",
    "Bình Sơn",
    "Chính sách",
    "Dân vận",
    "Đảng vụ",
    "Đoàn thể",
    "Giáo dục",
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "Ma nơ canh",
    "Tuyên giáo",
    "Tư pháp",
    "Xã hội",
    "Ý kiến cử tri",
    "y tế",
]


@pytest.fixture
def shuffled():
    names = list(NAMES)
    random.Random(10).shuffle(names)
    return names


def test_python_sorts_names_by_the_alphabet(shuffled):
    assert sorted(shuffled, key=place) == NAMES


def test_composed_and_decomposed_letters_are_the_same():
    assert place("Đ\u1ea5t") == place("Đa\u0302\u0301t")


@pytest.mark.django_db
def test_database_sorts_names_by_the_alphabet(shuffled):
    for number, name in enumerate(shuffled):
        factories.CategoryFactory(name=name, slug=f"c{number}")

    found = Category.objects.order_by(*by_name("name")).values_list("name", flat=True)
    assert list(found) == NAMES
    backwards = Category.objects.order_by(*by_name("name", descending=True))
    assert list(backwards.values_list("name", flat=True)) == NAMES[::-1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "address"),
    [
        (factories.CategoryFactory, "wagtailsnippets_announcements_category:list"),
        (factories.DocumentFactory, "wagtaildocs:index"),
        (factories.StandardPageFactory, "wagtailadmin_explore"),
        (factories.UserFactory, "wagtailusers_users:index"),
    ],
)
def test_lists_of_the_admin_are_sorted_by_the_alphabet(client, make, address):
    field = {factories.CategoryFactory: "name", factories.UserFactory: "last_name"}.get(
        make, "title"
    )
    for name in ("Đất đai", "Y tế", "An ninh", "Ánh sáng", "Dân số"):
        make(**{field: name})
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))

    arguments = [factories.home_page().pk] if make is factories.StandardPageFactory else []
    column = "name" if field == "last_name" else field
    answer = client.get(reverse(address, args=arguments), {"ordering": column})
    found = [getattr(row, field) for row in answer.context["object_list"]]
    assert [name for name in found if " " in name] == [
        "An ninh",
        "Ánh sáng",
        "Dân số",
        "Đất đai",
        "Y tế",
    ]
