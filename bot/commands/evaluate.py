"""`python -m bot evaluate`: how well messages are understood."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import click

from bot.commands.failing import fail
from bot.commands.running import trained


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--out", type=click.Path(path_type=Path), help="Write every line with what was understood here.")
@click.option("--page", type=click.Path(path_type=Path), help="Write the report with its lists as an HTML file here.")
@click.option("--typos", is_flag=True, help="Measure also with a child's typing errors in every message.")
def evaluate(files: tuple[Path, ...], as_json: bool, out: Path | None, page: Path | None, typos: bool) -> None:
    """Measure understanding on JSON Lines: {"text", "intent"?, "lang"?, "who"?}."""
    warnings.showwarning = lambda *_, **__: None  # those of libraries older than this Python
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from bot.evaluation.page import write_page
    from bot.evaluation.predict import Predictor
    from bot.evaluation.read import BadLine, read_lines
    from bot.evaluation.report import report
    from bot.evaluation.scores import scores
    from bot.evaluation.typos import mistype

    try:
        lines = [line for file in files for line in read_lines(file)]
    except BadLine as error:
        fail(str(error))
    predictor = Predictor(trained())
    predicted = list(predictor.predict(lines))
    if out:
        out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predicted), encoding="utf-8")
    figures = scores(predicted)
    if typos:
        mistyped = scores(list(predictor.predict({**line, "text": mistype(line["text"])} for line in lines)))
        figures["mistyped"] = {name: mistyped[name] for name in ("accuracy", "macro_f1", "top2")}
        figures["mistyped"]["danger_recall"] = mistyped["danger_recall"]["all"]
    if page:
        write_page(page, figures, predicted)
    click.echo(json.dumps(figures) if as_json else report(figures))
