"""One page from an address that the user named. Nothing is fetched because a report or a page mentions it.

Only public addresses: the host is resolved once, every address it has must be public, and the connection goes to the
address that was checked, so that a second answer of the name server changes nothing. Redirects are few and are checked
alike. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from dragoman.errors import SourceError
from dragoman.sources.limits import LARGEST_FILE

REDIRECTS = 3
SECONDS = 20.0
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body of a page, the address it came from after redirects, and its content type."""

    url: str
    body: bytes
    content_type: str


def fetch(url: str, *, limit: int = LARGEST_FILE, seconds: float = SECONDS) -> Fetched:
    """Fetch one page. Raises SourceError with a plain message for whatever goes wrong or is refused."""
    deadline = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        answer = _get(url, limit, deadline)
        if isinstance(answer, Fetched):
            return answer
        target = urljoin(url, answer)
        if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
            raise SourceError(f"{url} redirects to {target}, which is not encrypted; not followed.")
        url = target
    raise SourceError(f"{url}: more than {REDIRECTS} redirects; not followed.")


def public_address(host: str, port: int) -> str:
    """An address of the host that may be asked. Raises SourceError where any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"The host {host!r} cannot be found: {error}.") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_public(address):
            raise SourceError(f"The host {host!r} is at {address}, which is not a public address; not fetched.")
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return _is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def _get(url: str, limit: int, deadline: float) -> Fetched | str:
    """The page, or the address that it redirects to."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise SourceError(f"{url!r} is not an address.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{url!r} is not an address of the web; only http and https are fetched.")
    if parts.username or parts.password:
        raise SourceError("An address with a user name or password in it is not fetched.")
    address = public_address(parts.hostname, port)
    connection = http.client.HTTPConnection(parts.hostname, port)
    try:
        sock: socket.socket = socket.create_connection((address, port), timeout=_left(deadline, url))
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        connection.sock = sock
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        headers = {"Accept": ", ".join(_TYPES), "Accept-Encoding": "identity", "User-Agent": "dragoman"}
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308):
            where = response.headers.get("Location")
            if not where:
                raise SourceError(f"{url} redirects to nowhere.")
            return str(where)
        if response.status != 200:
            raise SourceError(f"{url} answers {response.status} {response.reason}.")
        kind = response.headers.get_content_type()
        if kind not in _TYPES:
            raise SourceError(f"{url} is {kind}, not a page or plain text.")
        return Fetched(url, _body(response, sock, limit, deadline, url), kind)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SourceError(f"{url} cannot be fetched: {error}.") from None
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, sock: socket.socket, limit: int, deadline: float, url: str) -> bytes:
    body = bytearray()
    while True:
        sock.settimeout(_left(deadline, url))
        piece = response.read1(65536)
        if not piece:
            return bytes(body)
        body += piece
        if len(body) > limit:
            raise SourceError(
                f"{url} is larger than {limit // 1_000_000 or limit} {'MB' if limit >= 1_000_000 else 'bytes'}."
            )


def _left(deadline: float, url: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise SourceError(f"{url} takes too long.")
    return left
