"""Where a request of ours may go: every trick by which somebody would have us knock at a door inside."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from lianxin.kit.outward import NoWay, _tls, post, read_address
from tests.receiver import THIS_MACHINE, dripping, receiving, silent

COUNTY = [ip_network("10.20.0.0/16"), ip_network("fd20::/16")]
WORLD = "8.8.8.8"

# What can be told by looking at an address: the address, and what is wrong with it.
LOOKS = [
    ("", "shape"),
    ("example.org", "scheme"),
    ("//example.org/", "scheme"),
    ("http://example.org/", "scheme"),
    ("ftp://example.org/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://127.0.0.1:6379/_SET", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("https:example.org", "shape"),
    ("https:///x", "shape"),
    ("https://", "shape"),
    ("https://exa mple.org/", "shape"),
    ("https://example.org/\r\nHost: inside", "shape"),
    ("https://example.org/\tx", "shape"),
    ("https://example.org/\x00", "shape"),
    ("https://example.org\\@127.0.0.1/", "shape"),
    ("https://例子.中国/", "shape"),
    ("https://ⓛocalhost/", "shape"),
    ("https://１２７.0.0.1/", "shape"),
    ("https://example.org/#x", "shape"),
    ("https://127.0.0.1#@example.org/", "shape"),
    ("https://example.org:99999/", "shape"),
    ("https://example.org:x/", "shape"),
    ("https://[::1/", "shape"),
    ("https://[example.org]/", "shape"),
    ("https://[v1.x]/", "shape"),
    ("https://[fe80::1%25eth0]/", "shape"),
    ("https://exam$ple.org/", "shape"),
    ("https://%31%32%37.0.0.1/", "shape"),
    (f"https://example.org/{'x' * 400}", "shape"),
    ("https://user@example.org/", "credentials"),
    ("https://user:word@example.org/", "credentials"),
    ("https://example.org@127.0.0.1/", "credentials"),
    ("https://@example.org/", "credentials"),
    ("https://example.org:0/", "port"),
    ("https://example.org:22/", "port"),
    ("https://example.org:25/", "port"),
    ("https://example.org:1023/", "port"),
    ("https://127.0.0.1/", "inside"),
    ("https://10.0.0.1/", "inside"),
    ("https://[::1]/", "inside"),
    ("https://[::ffff:127.0.0.1]/", "inside"),
]
# What stands behind a name, or is another way to write a number: where the name leads, each of them inside.
LEADS = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.21.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.8.8.8", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.254", "192.0.0.170",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.1.2.3", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::7f00:1", "2001:db8::1",
    "2001:10::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize(("address", "word"), LOOKS)
def test_an_address_that_looks_wrong_is_not_taken(address: str, word: str) -> None:
    with pytest.raises(NoWay) as refused:
        read_address(address)
    assert refused.value.word == word


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org:443/a?b=c&d",
        "https://EXAMPLE.org:8443/",
        "https://xn--fsqu00a.xn--fiqs8s/",
        f"https://{WORLD}/",
        "https://[2606:4700::1111]:1024/x",
    ],
)
def test_an_address_of_the_world_is_taken(address: str) -> None:
    read = read_address(address)
    assert read.scheme == "https" and read.host == read.host.lower() and read.path.startswith("/")


@pytest.fixture
def leads(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Where names lead, one answer after the other; nothing here is ever connected to."""
    names: dict[str, list[list[str]]] = {}

    def told(host: str, port: int, **_more: Any) -> list[Any]:
        if host not in names:
            raise socket.gaierror
        found = names[host].pop(0)
        return [(0, 0, 0, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", told)
    return names


def knocks(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The doors at which we knock: nobody opens."""
    doors: list[tuple[str, int]] = []

    def knock(where: tuple[str, int], **_more: Any) -> Any:
        doors.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", knock)
    return doors


@pytest.mark.parametrize("where", LEADS)
def test_a_name_that_leads_inside_is_not_followed(
    leads: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    doors = knocks(monkeypatch)
    for found in ([where], [WORLD, where]):
        leads["evil.example"] = [found]
        with pytest.raises(NoWay) as refused:
            post("https://evil.example/", b"", {}, inside=COUNTY)
        assert refused.value.word == "inside"
    assert doors == [], "not even the good one of two: one bad address is a trick"


@pytest.mark.parametrize(
    "written", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.", "localhost"]
)
def test_other_ways_to_write_this_machine_lead_nowhere(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    doors = knocks(monkeypatch)
    with pytest.raises(NoWay) as refused:
        post(f"https://{written}/", b"", {})
    assert refused.value.word in {"inside", "unknown", "shape"} and doors == []


def test_a_name_is_asked_for_once_and_called_where_it_was_looked_at(
    leads: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever answers the second question otherwise (DNS rebinding) is not asked a second time."""
    doors = knocks(monkeypatch)
    leads["evil.example"] = [[WORLD], ["127.0.0.1"]]
    with pytest.raises(NoWay) as refused:
        post("https://evil.example:8443/", b"", {})
    assert refused.value.word == "unreachable"
    assert doors == [(WORLD, 8443)] and leads["evil.example"] == [["127.0.0.1"]]


@pytest.mark.parametrize(
    ("address", "where", "word"),
    [
        ("http://office.example/", "10.20.3.4", "unreachable"),
        ("https://office.example/", "10.20.3.4", "unreachable"),
        ("https://office.example/", "fd20::1", "unreachable"),
        ("http://office.example/", WORLD, "scheme"),
        ("http://office.example/", "10.21.0.1", "inside"),
        ("https://office.example/", "::ffff:10.20.3.4", "inside"),
    ],
)
def test_only_the_county_s_own_networks_are_called_inside_and_only_there_without_tls(
    leads: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch, address: str, where: str, word: str
) -> None:
    doors = knocks(monkeypatch)
    leads["office.example"] = [[where]]
    with pytest.raises(NoWay) as refused:
        post(address, b"", {}, inside=COUNTY)
    assert refused.value.word == word and bool(doors) is (word == "unreachable")


@pytest.mark.parametrize("where", ["127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1"])
def test_a_network_that_is_everything_opens_neither_this_machine_nor_the_cloud_s_metadata(where: str) -> None:
    with pytest.raises(NoWay):
        read_address(f"http://{where}/", [ip_network("0.0.0.0/0")])


def test_a_name_that_nobody_knows_is_said_so(leads: dict[str, list[list[str]]]) -> None:
    with pytest.raises(NoWay) as refused:
        post("https://nobody.example/", b"", {})
    assert refused.value.word == "unknown"


def test_no_redirect_is_followed_and_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as far, receiving() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        far.usual = 302
        assert post(far.url, b"{}", {"X": "y"}, inside=THIS_MACHINE) == 302
        ((headers, body),) = far.came
        assert headers["host"] in far.url and headers["x"] == "y" and body == b"{}" and proxy.came == []


@pytest.mark.parametrize(("answer", "word"), [(dripping, "timeout"), (silent, "unreachable")])
def test_whoever_speaks_too_slowly_or_not_at_all_has_not_answered(answer: Any, word: str) -> None:
    with receiving() as far:
        far.usual = answer
        with pytest.raises(NoWay) as refused:
            post(far.url, b"{}", {}, inside=THIS_MACHINE, seconds=0.7)
        assert refused.value.word == word


def certificate_for(name: str, folder: Path) -> ssl.SSLContext:
    """A server that shows this name, signed by itself; who trusts what lies in the folder believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    shown = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    (folder / "shown.pem").write_bytes(shown.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "shown.pem", folder / "key.pem")
    return context


@pytest.fixture
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This machine believes the certificate of the folder; every name leads to it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "shown.pem"))
    ask = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **also: ask("127.0.0.1", *more, **also))
    _tls.cache_clear()
    yield tmp_path
    _tls.cache_clear()


def test_the_certificate_must_be_for_the_name_although_an_address_is_called(trusting: Path) -> None:
    with receiving(tls=certificate_for("partner.example", trusting)) as far:
        port = far.url.rpartition(":")[2]
        assert post(f"https://partner.example:{port}x", b"{}", {}, inside=THIS_MACHINE) == 204
        assert far.came[0][0]["host"] == f"partner.example:{port.rstrip('/')}"
        with pytest.raises(NoWay) as refused:
            post(f"https://other.example:{port}", b"{}", {}, inside=THIS_MACHINE)
        assert refused.value.word == "tls" and len(far.came) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    trusting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = certificate_for("partner.example", trusting)
    monkeypatch.delenv("SSL_CERT_FILE")
    with receiving(tls=context) as far, pytest.raises(NoWay) as refused:
        post(f"https://partner.example:{far.url.rpartition(':')[2]}", b"{}", {}, inside=THIS_MACHINE)
    assert refused.value.word == "tls"
