"""The web server: routes, answers and the writes of review. `safety` decides who may ask; `pages` what is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError, NotFound
from dragoman.surfaces.cli.tables import as_csv
from dragoman.surfaces.web import pages
from dragoman.surfaces.web.drawing import draw
from dragoman.surfaces.web.evidence import gather
from dragoman.surfaces.web.query import read_query
from dragoman.surfaces.web.safety import Guard, Rules, same_origin
from dragoman.surfaces.web.shelf import Shelf
from dragoman.types import to_row

FORM_LIMIT = 64_000
LISTS = {"actors", "recipient", "conditions", "members"}
JUDGED = {"accept", "reject", "correct", "note", "status", "same-actor", "different-actor", "same-paper", "different-paper",
          "same-meeting", "different-meeting"}  # fmt: skip


def make_app(path: Path, rules: Rules, *, writable: bool = True) -> Guard:
    """The ASGI application over one dossier. Without `writable` every write is refused."""
    shelf = Shelf(path)
    context = {
        "dossier": path.stem,
        "form_token": rules.form_token,
        "writable": writable,
        "titles": pages.TITLES,
        "static": "/static",
    }

    def page(name: str, form: str, request: Request) -> Response:
        query = read_query(request.query_params)
        made = pages.build(name, query, shelf)
        if form == "json":
            return Response(json.dumps(pages.as_data(made), ensure_ascii=False), media_type="application/json")
        if form == "csv":
            return Response(as_csv(pages.as_data(made), made.columns), media_type="text/csv; charset=utf-8")
        more = {"evidence": evidence_of(query.line, query.cut)} if query.line else {}
        return HTMLResponse(draw(made.template, page=made, query=query, path=request.url.path, **context, **more))

    def evidence_of(line: str, cut: dict[str, Any]) -> Any:
        try:
            a = shelf.dossier.assertion(line)
        except NotFound:
            return None
        return gather(
            a,
            shelf.dossier.report_behind(a.id),
            shelf.dossier.judgements(),
            shelf.material({"as_of": cut.get("as_of")}),
        )

    def view(name: str) -> list[Route]:
        where = "/" if name == "overview" else f"/{name}"
        stem = "/overview" if name == "overview" else where

        def endpoint(form: str) -> Any:
            async def answer(request: Request) -> Response:
                return await run_in_threadpool(page, name, form, request)

            return answer

        return [
            Route(where, endpoint("html"), name=name),
            Route(f"{stem}.json", endpoint("json")),
            Route(f"{stem}.csv", endpoint("csv")),
        ]

    async def report(request: Request) -> Response:
        wanted = request.path_params["report"]
        as_json = wanted.endswith(".json")
        query = read_query(request.query_params)

        def make() -> Response:
            try:
                found = pages.one_report(wanted, query, shelf)
                plain = False
            except NotFound:
                if not as_json:
                    raise
                found = pages.one_report(wanted.removesuffix(".json"), query, shelf)
                plain = True
            if plain:
                one = found["report"]
                data = {"id": one.id, "published": one.published, "outlet": one.outlet, "title": one.title, "url": one.url,
                        "text": one.text, "assertions": [to_row(a) for a in found["lines"]]}  # fmt: skip
                return Response(json.dumps(data, ensure_ascii=False), media_type="application/json")
            more = {"evidence": evidence_of(query.line, query.cut)} if query.line else {}
            return HTMLResponse(draw("report.html", query=query, path=request.url.path, **found, **context, **more))

        return await run_in_threadpool(make)

    async def evidence(request: Request) -> Response:
        query = read_query(request.query_params)

        def make() -> Response:
            found = evidence_of(request.path_params["line"].removesuffix(".json"), query.cut)
            if found is None:
                raise NotFound("there is no line of that id in this dossier")
            if request.path_params["line"].endswith(".json"):
                return Response(json.dumps(to_row(found.assertion), ensure_ascii=False), media_type="application/json")
            back = request.query_params.get("back", "/")
            safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
            return HTMLResponse(draw("panel.html", evidence=found, query=query, path=safe, **context))

        return await run_in_threadpool(make)

    async def judge(request: Request) -> Response:
        if not writable:
            return PlainTextResponse("This server was started for reading only.\n", 403)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_LIMIT:
                return PlainTextResponse("That is too long for a judgement.\n", 413)
        from urllib.parse import parse_qsl

        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        if not same_origin(rules, form.get("form_token", ""), request.headers.get("origin")):
            return PlainTextResponse(
                "This form did not come from one of our pages. Reload the page and try again.\n", 403
            )
        return await run_in_threadpool(keep, form)

    def keep(form: dict[str, str]) -> Response:
        author, reason = form.get("author", "").strip(), form.get("reason", "").strip()
        kind, subject = form.get("kind", ""), form.get("subject", "")
        if not author:
            return PlainTextResponse("A judgement needs its author's name.\n", 400)
        with shelf.writing() as dossier:
            if kind == "undo":
                dossier.undo(subject, author=author, reason=reason)
            elif kind in JUDGED:
                data: dict[str, Any] = {}
                if kind == "correct":
                    name, value = form.get("field", ""), form.get("value", "").strip()
                    data = {
                        name: [v.strip() for v in value.split(";") if v.strip()] if name in LISTS else value or None
                    }
                elif kind == "note":
                    data = {"text": form.get("value", "")}
                dossier.judge(kind, subject, object=form.get("object", ""), data=data, author=author, reason=reason)
            else:
                return PlainTextResponse("There is no such judgement.\n", 400)
        back = form.get("back", "/")
        answer = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
        from urllib.parse import quote

        answer.set_cookie("dragoman_author", quote(author), samesite="strict", path="/", max_age=31_536_000)
        return answer

    def troubled(request: Request, error: Exception) -> Response:
        status = 404 if isinstance(error, NotFound) else 400
        html = draw("trouble.html", message=str(error), query=read_query({}), path="/", **context)
        return HTMLResponse(html, status)

    def unknown(request: Request, error: Exception) -> Response:
        html = draw("trouble.html", message="There is no such page.", query=read_query({}), path="/", **context)
        return HTMLResponse(html, 404)

    def broken(request: Request, error: Exception) -> Response:
        return PlainTextResponse("Something unforeseen went wrong; the log of `dragoman serve -v` says what.\n", 500)

    routes: list[Route | Mount] = [route for name in pages.TITLES for route in view(name)]
    routes += [
        Route("/reports/{report:path}", report),
        Route("/evidence/{line}", evidence),
        Route("/judge", judge, methods=["POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    app = Starlette(routes=routes, exception_handlers={DragomanError: troubled, 404: unknown, 500: broken})
    return Guard(app, rules)
