"""Which addresses webhooks may lead to, and how one is written."""

from ipaddress import ip_address

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError

from portal.syndication.webhooks.destinations import parse, validate_address
from portal.syndication.webhooks.networks import is_own, is_public, parse_networks

INTERNAL = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254",
    "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1",
    "fc00::1", "fd12:3456::1", "ff02::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1",
    "2001::1", "2001:10::1", "2001:20::1", "4000::1",
    # IPv4 in IPv6: mapped, translated, 6to4, Teredo.
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:808:808::f5ff:fffe",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
    "113.160.92.202", "223.255.255.254", "2001:4860:4860::8888", "2606:4700::1111",
    "2405:4800::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INTERNAL)
def test_internal(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["10.20.3.4", "::ffff:10.20.3.4", "fd00:20::7"])
def test_operator_allows_his_own(settings, address):
    assert not is_own(ip_address(address))
    settings.WEBHOOK_ALLOWED_NETWORKS = ["10.20.0.0/16", "fd00:20::/32"]
    assert is_own(ip_address(address))
    assert not is_own(ip_address("10.21.0.1"))


@pytest.mark.parametrize("entry", ["10.20.0.1/16", "10.20.0.0/33", "intranet", "", "10.20.*"])
def test_entry_that_is_no_network_is_told_and_allows_nothing(settings, entry):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["fd00:20::/32", entry]
    [error] = [found for found in run_checks() if found.id == "webhooks.E001"]
    assert repr(entry) in error.msg
    networks, wrong = parse_networks()
    assert (list(map(str, networks)), wrong) == (["fd00:20::/32"], [entry])


@pytest.mark.parametrize(("address", "host", "port", "target", "header"), [
    ("https://cong.tinh.vn", "cong.tinh.vn", 443, "/", "cong.tinh.vn"),
    ("HTTPS://Cong.Tinh.VN./bao?a=1&b=%C4%91", "cong.tinh.vn", 443, "/bao?a=1&b=%C4%91",
     "cong.tinh.vn"),
    ("https://cong.tinh.vn:443/", "cong.tinh.vn", 443, "/", "cong.tinh.vn"),
    ("https://cong.tinh.vn:8443?x", "cong.tinh.vn", 8443, "/?x", "cong.tinh.vn:8443"),
    ("http://mirror:8000/a//b", "mirror", 8000, "/a//b", "mirror:8000"),
    ("https://h.vn//evil.vn/", "h.vn", 443, "//evil.vn/", "h.vn"),
    ("https://bình-sơn.vn/", "xn--bnh-sn-wva66l.vn", 443, "/", "xn--bnh-sn-wva66l.vn"),
    ("https://[2606:4700::1111]:8443/", "2606:4700::1111", 8443, "/", "[2606:4700::1111]:8443"),
    ("https://1.1.1.1/", "1.1.1.1", 443, "/", "1.1.1.1"),
    ("https://may_chu.noi-bo/", "may_chu.noi-bo", 443, "/", "may_chu.noi-bo"),
])  # fmt: skip
def test_parts_of_an_address(address, host, port, target, header):
    found = parse(address)
    assert (found.host, found.port, found.target, found.host_header) == (host, port, target, header)


@pytest.mark.parametrize("address", [
    "", "cong.tinh.vn", "//cong.tinh.vn/", "/bao", "ftp://cong.tinh.vn/", "file:///etc/passwd",
    "javascript:alert(1)", "https://", "https:///bao", "https://:443/", "https://h.vn:0/",
    "https://h.vn:22/", "https://h.vn:25/", "https://h.vn:99999/", "https://h.vn:x/",
    "https://h.vn:-1/", "https://a:b@h.vn/", "https://a@h.vn/", "https://@h.vn/",
    "https://h.vn@127.0.0.1/", "https://h.vn/#a", "https://h.vn/#", "https://h.vn/a b",
    "https://h.vn/tiếng-việt", "https://h.vn/a\r\nX: y", "https://h.vn\\@127.0.0.1/",
    "https://h.vn/\\a", "https://h.vn/a\tb", "https://h..vn/", "https://-h.vn/", "https://h-.vn/",
    "https://.vn/", "https://h vn/", "https://h%2evn/", f"https://{'a' * 64}.vn/",
    f"https://{'a.' * 130}vn/", "https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/",
    "https://0x7f000001/", "https://0177.0.0.1/", "https://1.2.3.4.5/", "https://[::1/",
    "https://[zz::1]/", "https://[]/", "https://h.vn]/", "https://\u2488.vn:443@x/",
])  # fmt: skip
def test_what_is_no_address_is_refused_with_a_sentence(address):
    with pytest.raises(ValidationError) as refused:
        validate_address(address)
    assert refused.value.messages[0]


@pytest.mark.parametrize("address", [
    "https://127.0.0.1/", "https://10.1.2.3:8443/", "https://[::1]/", "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/", "https://localhost/", "https://LOCALHOST:8000/",
    "https://a.localhost/", "https://169.254.169.254/latest/", "http://1.1.1.1/",
    "http://127.0.0.1:8000/", "https://１２７.0.0.1/",
])  # fmt: skip
def test_form_refuses_what_is_seen_to_be_internal(address):
    with pytest.raises(ValidationError):
        validate_address(address)


def test_form_takes_what_the_operator_allows(settings):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8", "10.0.0.0/8"]
    for address in ("http://localhost:8000/", "https://10.1.2.3/", "http://127.0.0.1:9000/a"):
        validate_address(address)
    with pytest.raises(ValidationError):
        validate_address("http://192.168.0.1:8000/")
