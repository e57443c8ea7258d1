"""Words that are nobody's name, account or street: little words, what somebody or something is, and ordinary English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.paths import CONTENT

_NAMES = Path(__file__).with_name("given_names.txt")
_COMMON = Path(__file__).with_name("common_words.txt")

LITTLE = frozenset(
    "a an the my his her hers our their your not on in at so too also now still just and or but if with for to of from by as is are was were"
    " be been being am im ive id ill has have had do does did dont doesnt didnt can cant cannot could will wont would"
    " should may might must this that these those there here where what who whom whose which when why how because than"
    " then they he she we you it i me him them us mine yours no yes ok okay please pls plz up down out off over under"
    " about after before again all any some every each both few more most other another such only own same very really"
    " always never ever already yet like theres thats hes shes its youre theyre were everyone everybody someone"
    " somebody nobody anyone everything something nothing lol".split()
)
STATES = LITTLE | frozenset(  # what an account or a person is, rather than what it is called
    "getting going gone hacked private public locked full banned deleted blocked disabled fake safe open new old real help"
    " bad good scary weird broken stolen lost used linked connected done finished empty secret different".split()
)


@cache
def ordinary_words() -> frozenset[str]:
    """Ordinary English words, without those that are names and nothing else."""
    return (frozenset(_read(CONTENT / "danger" / "ordinary" / "en.txt")) - given_names()) | frozenset(_read(_COMMON))


@cache
def sure_names() -> frozenset[str]:
    """Given names that are nothing else, wherever they stand."""
    return frozenset(_blocks()[0])


@cache
def given_names() -> frozenset[str]:
    """Given names, among them those that are one only after words such as “my friend”."""
    return frozenset(name for block in _blocks() for name in block)


def _blocks() -> list[list[str]]:
    first, _, second = _NAMES.read_text(encoding="utf-8").partition("# Names only after")
    return [_words(first), _words(second.partition("\n")[2])]


def _read(path: Path) -> list[str]:
    return _words(path.read_text(encoding="utf-8"))


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
