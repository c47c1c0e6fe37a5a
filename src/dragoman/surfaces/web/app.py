"""The web server: routes, answers and the writes of review. `safety` decides who may ask; `pages` what is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError, NotFound
from dragoman.surfaces.cli.tables import as_csv
from dragoman.surfaces.web import pages
from dragoman.surfaces.web.drawing import draw
from dragoman.surfaces.web.evidence import gather
from dragoman.surfaces.web.query import Query, read_query
from dragoman.surfaces.web.safety import Guard, Rules, same_origin
from dragoman.surfaces.web.shelf import Shelf
from dragoman.types import to_row
from dragoman.views import brief
from dragoman.views.timeline import likeness

FORM_LIMIT = 64_000
LISTS = {"actors", "recipient", "conditions", "members"}
JUDGED = {"accept", "reject", "correct", "note", "status", "same-actor", "different-actor", "same-paper", "different-paper",
          "same-meeting", "different-meeting"}  # fmt: skip
NOTHING: dict[str, list[str]] = {"parties": [], "issues": [], "outlets": []}
APART = {"different-paper", "different-meeting"}


def make_app(path: Path, rules: Rules, *, writable: bool = True, warm: bool = False) -> Guard:
    """The ASGI application over one dossier. Without `writable` every write is refused; with `warm` the overview is made
    before anybody asks, so that a large dossier is loaded while the browser opens."""
    shelf = Shelf(path)
    if warm:
        shelf.worker.submit(pages.build, "overview", read_query({}), shelf)
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
            # the rows of this page; where the list goes on, the header says where, as RFC 8288 has it
            following = query.address(request.url.path, after=made.following)
            headers = {"link": f'<{following}>; rel="next"'} if made.following else {}
            return Response(
                json.dumps(pages.as_data(made), ensure_ascii=False), media_type="application/json", headers=headers
            )
        if form == "csv":
            return Response(as_csv(pages.as_table(made), made.columns), media_type="text/csv; charset=utf-8")
        return shown(made.template, query, request.url.path, page=made)

    def shown(template: str, query: Query, path: str, **values: Any) -> Response:
        found = evidence_of(query.line, query.cut) if query.line else None
        filters = pages.known(shelf, query.cut)
        return HTMLResponse(
            draw(
                template,
                query=query,
                path=path,
                evidence=found,
                marks=shelf.marks(),
                known=filters,
                **values,
                **context,
            )
        )

    def evidence_of(line: str, cut: dict[str, Any]) -> Any:
        try:
            a = shelf.dossier.assertion(line)
        except NotFound:
            return None
        material = shelf.material({"as_of": cut.get("as_of")})
        now = shelf.line(a.id, cut)
        same = shelf.alike(cut).get(likeness(now or a), [])
        return gather(
            a, shelf.dossier.report_behind(a.id), shelf.dossier.judgements(), material,
            same=same, thing=shelf.thing(a, cut), now=now,
        )  # fmt: skip

    def view(name: str) -> list[Route]:
        where = "/" if name == "overview" else f"/{name}"
        stem = "/overview" if name == "overview" else where

        def endpoint(form: str) -> Any:
            async def answer(request: Request) -> Response:
                return await shelf.run(page, name, form, request)

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
            return shown("report.html", query, request.url.path, **found)

        return await shelf.run(make)

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
            return HTMLResponse(
                draw("panel.html", evidence=found, query=query, path=safe, marks=shelf.marks(), **context)
            )

        return await shelf.run(make)

    async def judge(request: Request) -> Response:
        if not writable:
            return PlainTextResponse("This server was started for reading only.\n", 403)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_LIMIT:
                return PlainTextResponse("That is too long for a judgement.\n", 413)
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        if not same_origin(rules, form.get("form_token", ""), request.headers.get("origin")):
            return PlainTextResponse(
                "This form did not come from one of our pages. Reload the page and try again.\n", 403
            )
        return await shelf.run(keep, form)

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
                elif kind == "status":
                    data = {"status": form.get("status", "")}
                other = form.get("object", "").strip()
                if kind in APART:  # one mention is taken out: it is kept apart from each of the others
                    for one in [i for i in form.get("others", "").split() if i not in {subject, other}][:40]:
                        dossier.judge(kind, subject, object=one, author=author, reason=reason)
                    if not other:
                        return back_to(form, author)
                dossier.judge(kind, subject, object=other, data=data, author=author, reason=reason)
            else:
                return PlainTextResponse("There is no such judgement.\n", 400)
        return back_to(form, author)

    def back_to(form: dict[str, str], author: str) -> Response:
        back = form.get("back", "/")
        answer = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
        answer.set_cookie("dragoman_author", quote(author), samesite="strict", path="/", max_age=31_536_000)
        return answer

    def troubled(request: Request, error: Exception) -> Response:
        status = 404 if isinstance(error, NotFound) else 400
        html = draw(
            "trouble.html", message=str(error), query=read_query({}), path="/", marks={}, known=NOTHING, **context
        )
        return HTMLResponse(html, status)

    def unknown(request: Request, error: Exception) -> Response:
        html = draw(
            "trouble.html",
            message="There is no such page.",
            query=read_query({}),
            path="/",
            marks={},
            known=NOTHING,
            **context,
        )
        return HTMLResponse(html, 404)

    def broken(request: Request, error: Exception) -> Response:
        return PlainTextResponse("Something unforeseen went wrong; the log of `dragoman serve -v` says what.\n", 500)

    routes: list[Route | Mount] = [route for name in pages.TITLES for route in view(name)]

    async def brief_markdown(request: Request) -> Response:
        query = read_query(request.query_params)

        def make() -> Response:
            text = brief.markdown(shelf.material(query.cut), path.stem)
            return Response(text, media_type="text/markdown; charset=utf-8")

        return await shelf.run(make)

    routes += [
        Route("/brief.md", brief_markdown),
        Route("/reports/{report:path}", report),
        Route("/evidence/{line}", evidence),
        Route("/judge", judge, methods=["POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    app = Starlette(routes=routes, exception_handlers={DragomanError: troubled, 404: unknown, 500: broken})
    return Guard(app, rules)
