"""The help page on paper: one sheet, whatever the country."""

from __future__ import annotations

import re

import pytest

from tests.browser.visitor import Visitor


@pytest.mark.parametrize("country", ["PK", "GB", "US", "AM", "IE", "IN", "JM", "MK", "UY"])
def test_a_page_prints_on_one_sheet(adult: Visitor, country: str) -> None:
    adult.open_page(f"/help/{country}")
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", adult.page.pdf(format="A4"))
    assert len(sheets) == 1


def test_the_page_reads_without_scripts_on_a_phone(child: Visitor) -> None:
    child.open_page("/help/PK")
    child.shoot("phone-help-page")
    assert child.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
