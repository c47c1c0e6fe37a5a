"""Opening the dossier in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.surfaces.cli.options import dossier_option, open_dossier


@click.command("serve")
@dossier_option
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; anything but loopback wants a token."
)
@click.option("--name", "names", multiple=True, help="A further host name under which the server is reached.")
@click.option("--token", envvar="DRAGOMAN_TOKEN", help="The token beyond loopback; one is made where none is given.")
@click.option("--read-only", is_flag=True, help="Refuse judgements.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
def serve(
    path: Path, port: int, host: str, names: tuple[str, ...], token: str | None, read_only: bool, open_browser: bool
) -> None:
    """Open the dossier in the browser. It listens on this machine alone unless told otherwise.

    \b
    Example: dragoman serve -d talks.db --port 8765
    """
    import socket

    import uvicorn

    from dragoman.surfaces.web.app import make_app
    from dragoman.surfaces.web.safety import rules_for

    open_dossier(path).close()
    rules = rules_for(host, names, token)
    app = make_app(path, rules, writable=not read_only, warm=True)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # who follows the address at once waits in the queue and is not refused
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror}. Try --port 0 for any free one."
        ) from None
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/" + (f"?token={rules.token}" if rules.token else "")
    click.echo(f"{path} is at {address}\nStop with Ctrl-C.", err=True)
    if open_browser:
        click.launch(address)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", server_header=False)).run(
        sockets=[listener]
    )


COMMANDS: dict[str, click.Command] = {"serve": serve}
