"""Who may ask for what: the host header, the token of a server that others can reach, and the headers of every answer.

Does not look at what is asked for; `pages` does not look at who asks.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import PlainTextResponse, RedirectResponse

App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]

#: Nothing is loaded from anywhere but here, nothing runs that is not a file of ours, and no page may frame us.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no-referrer would make browsers send our own forms with Origin: null
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
COOKIE = "dragoman_token"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the server allows. `token` is None only on loopback; `form_token` guards every write."""

    hosts: frozenset[str]
    token: str | None = None
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own loopback."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def rules_for(host: str, names: tuple[str, ...] = (), token: str | None = None) -> Rules:
    """Rules for a server that listens on `host`. Beyond loopback a token is required and made where none is given."""
    own = {"localhost", "127.0.0.1", "[::1]"} if is_loopback(host) else {host}
    if not is_loopback(host) and token is None:
        token = secrets.token_urlsafe(24)
    return Rules(frozenset(n.casefold() for n in (*own, *names)), token)


class Guard:
    """ASGI middleware that refuses a foreign host header or a missing token and sets the headers of every answer."""

    def __init__(self, app: App, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1").casefold(): v.decode("latin-1") for k, v in scope["headers"]}

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k.decode("latin-1") not in HEADERS]
                message = {**message, "headers": kept + [(k.encode(), v.encode()) for k, v in HEADERS.items()]}
            await send(message)

        if host_of(headers.get("host", "")) not in self.rules.hosts:
            await PlainTextResponse("This address is not served here.\n", 421)(scope, receive, guarded)
            return
        if self.rules.token is not None and (refusal := self._token(scope, headers)):
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _token(self, scope: MutableMapping[str, Any], headers: dict[str, str]) -> App | None:
        """None where the token is right; else the answer that says so. A token in the address becomes a cookie."""
        token = self.rules.token or ""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token")
        if given is not None and hmac.compare_digest(given.encode(), token.encode()):
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
            return answer
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        for offered in (cookie.value if cookie else "", bearer):
            if hmac.compare_digest(offered.encode(), token.encode()):
                return None
        return PlainTextResponse("This dossier needs its token: open the address that `dragoman serve` printed.\n", 401)


def host_of(header: str) -> str:
    """The host of a Host header without its port, case folded; IPv6 keeps its brackets."""
    header = header.strip().casefold()
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0]


def same_origin(rules: Rules, form_token: str, origin: str | None) -> bool:
    """Whether a write comes from one of our own pages: its form token is right and its Origin, where sent, is ours."""
    if not hmac.compare_digest(form_token.encode(), rules.form_token.encode()):
        return False
    return origin is None or host_of(urlsplit(origin).netloc) in rules.hosts
