"""学到的 What was learnt: a file of numbers that holds no code and no word of a letter, read by numpy alone.

A file that is missing, damaged or of another version is `NoModel`: whoever asks is told "I do not know".
"""

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianxin.insight.learning.terms import Codes, Counted

FORMAT = 1
LARGEST = 64 * 1024 * 1024  # bytes of a file that is looked at
MOST_WORDS = 5
PARTS = ("terms", "rare", "weights", "bias")
Numbers = NDArray[np.float32]


class NoModel(Exception):
    """还不知道 There is nothing to be asked; the sentence says why, for the back office."""


@dataclass(frozen=True)
class Guess:
    """建议 One class and its probability: of a hundred guesses at 0.8, about eighty are right."""

    name: str
    probability: float
    words: tuple[str, ...] = ()


@dataclass
class Model:
    """模型 The terms it knows, in order, how rare each is, and what each says for and against every class."""

    classes: list[str]
    terms: Codes
    rare: Numbers
    weights: Numbers
    bias: Numbers
    about: dict[str, Any] = field(default_factory=dict)

    def sure_from(self, otherwise: float) -> float:
        """From which probability on it may be told; `otherwise` where too few letters could say so."""
        told = self.about.get("sure_from")
        return float(told) if isinstance(told, int | float) else otherwise

    def rated(self, letter: Counted) -> tuple[NDArray[np.intp], Numbers]:
        """Which of its terms stand in a letter, and how much each weighs: of length one."""
        places = np.searchsorted(self.terms, letter.codes)
        places[places == len(self.terms)] = 0
        known = self.terms[places] == letter.codes if len(self.terms) else np.zeros(len(places), dtype=bool)
        places = places[known]
        values = (1 + np.log(letter.times[known])) * self.rare[places]
        return places, values / (math.sqrt(float(values @ values)) or 1.0)

    def probabilities(self, letter: Counted) -> Numbers:
        """Of each class. A letter in which it knows nothing may be of any."""
        places, values = self.rated(letter)
        if not len(places):
            return np.full(len(self.classes), 1 / len(self.classes), dtype=np.float32)
        scores = values @ self.weights[places] + self.bias
        raised = np.exp(scores - scores.max())
        shares: Numbers = raised / raised.sum()
        return shares

    def guesses(self, letter: Counted, names: Mapping[int, str], *, most: int = 3) -> list[Guess]:
        """The likeliest classes, each with the words of the letter that speak for it."""
        shares = self.probabilities(letter)
        places, values = self.rated(letter)
        found = []
        for number in np.argsort(-shares, kind="stable")[:most]:
            speaks = values * self.weights[places, number]
            best = [int(self.terms[places[n]]) for n in np.argsort(-speaks, kind="stable") if speaks[n] > 0]
            words = _readable([names[code] for code in best if code in names])
            found.append(Guess(self.classes[number], float(shares[number]), words))
        return found

    def write(self, path: Path) -> None:
        """Written whole beside the old file, which it then replaces."""
        arrays: dict[str, NDArray[Any]] = {
            "terms": self.terms, "rare": self.rare.astype(np.float16),
            "weights": self.weights.astype(np.float16), "bias": self.bias.astype(np.float32),
        }  # fmt: skip
        header = {"format": FORMAT, "classes": self.classes, "about": self.about, "mark": _mark(arrays)}
        said = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        with new.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, header=said, **arrays)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def _readable(words: list[str]) -> tuple[str, ...]:
    """The first few, none that stands in another one."""
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
        if len(kept) == MOST_WORDS:
            break
    return tuple(kept)


def _mark(arrays: Mapping[str, NDArray[Any]]) -> str:
    mark = hashlib.sha256()
    for name in PARTS:
        mark.update(name.encode() + np.ascontiguousarray(arrays[name]).tobytes())
    return mark.hexdigest()


def load(path: Path) -> Model:
    """Raises NoModel with the reason; whatever lies there, nothing of it is ever run."""
    try:
        if path.stat().st_size > LARGEST:
            raise NoModel(f"{path.name}: too large to be a model")
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in PARTS}
            header = json.loads(bytes(file["header"]).decode())
    except FileNotFoundError as error:
        raise NoModel(f"{path.name}: nothing has been learnt yet") from error
    except NoModel:
        raise
    except Exception as error:  # whatever is wrong with such a file, it is no model
        raise NoModel(f"{path.name}: damaged ({type(error).__name__})") from error
    return _checked(path, header, arrays)


def _checked(path: Path, header: Any, arrays: dict[str, NDArray[Any]]) -> Model:
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise NoModel(f"{path.name}: of another version")
    wanted = (len(arrays["terms"]), len(header["classes"]))
    fits = arrays["weights"].shape == wanted and arrays["rare"].shape == wanted[:1]
    if header.get("mark") != _mark(arrays) or not fits:
        raise NoModel(f"{path.name}: damaged (its parts do not fit)")
    rare, weights, bias = (arrays[name].astype(np.float32) for name in ("rare", "weights", "bias"))
    return Model(header["classes"], arrays["terms"], rare, weights, bias, header["about"])
