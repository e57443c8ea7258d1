"""`python -m bot preview`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.failing import fail
from bot.paths import CONTENT


@click.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")
@click.option("--port", default=8090, show_default=True, help="0 takes a free one.")
@click.option("--out", type=click.Path(path_type=Path), help="Write one HTML file, to attach to a pull request.")
def preview(content: Path, port: int, out: Path | None) -> None:
    """Show every text as the bubbles people see; the page follows as files are saved."""
    from bot.preview.server import make_server, render

    if not content.is_dir():
        fail(f"There is no folder {content}.")
    if out:
        out.write_text(render(content), encoding="utf-8")
        click.echo(out)
        return
    try:
        server = make_server(content, port)
    except (OSError, OverflowError):
        fail(f"Port {port} is in use; choose another: python -m bot preview --port 0")
    click.echo(f"Open http://127.0.0.1:{server.server_address[1]}/ — Ctrl-C stops it.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()
