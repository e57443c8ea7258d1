"""The report of an evaluation as one HTML file: tables, a picture of the confusions, every danger that was missed."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.evaluation.scores import DANGER

Line = Mapping[str, Any]
HEADLINES = ("n", "accuracy", "macro_f1", "top2", "out_of_scope_recall", "false_rejects", "confidently_wrong",
             "harmful_confusions", "danger_false_alarms", "danger_asked")


def write_page(file: Path, figures: Mapping[str, Any], lines: Sequence[Line]) -> None:
    """Write the report; it shows the texts of missed dangers, so use it with invented messages only."""
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    labelled = [line for line in lines if line.get("intent")]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(pages.get_template("page.html.j2").render(
        figures=figures, headlines=HEADLINES, confusions=_confusion_picture(labelled),
        missed=[line for line in labelled if line["intent"] in DANGER and line["screen_level"] is None],
        alarms=[line for line in labelled if line["intent"] not in DANGER and line["screen_level"] == "act"],
    ), encoding="utf-8")


def _confusion_picture(lines: Sequence[Line]) -> str:
    """A PNG as base64: a row for each real intent, its shares by predicted intent."""
    names = sorted({line["intent"] for line in lines} | {line["predicted"] for line in lines})
    places = {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for line in lines:
        counts[places[line["intent"]], places[line["predicted"]]] += 1
    figure = Figure(figsize=(13, 12))
    axes = figure.add_subplot()
    axes.imshow(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    figure.tight_layout()
    picture = io.BytesIO()
    FigureCanvasAgg(figure).print_png(picture)
    return base64.b64encode(picture.getvalue()).decode()
