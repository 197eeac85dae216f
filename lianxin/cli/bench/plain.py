"""朴素的办法 The plain ways of putting letters together, beside ours: one likeness and one limit."""

from collections.abc import Callable, Mapping

import numpy as np
import rjieba
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from lianxin.cli.problems import Row

Groups = Mapping[str, object]


def words(rows: list[Row]) -> csr_matrix:
    """Each letter by its words, weighed by how rare they are."""
    return TfidfVectorizer(analyzer=_long_words).fit_transform(rows)


def _long_words(row: Row) -> list[str]:
    return [word for word in rjieba.cut(row.subject + row.body) if len(word) > 1]


def characters(rows: list[Row]) -> csr_matrix:
    """Each letter by its pairs and threes of characters."""
    told = [row.subject + row.body for row in rows]
    return TfidfVectorizer(analyzer="char", ngram_range=(2, 3)).fit_transform(told)


def single_link(table: csr_matrix, least: float) -> list[int]:
    """单连接 What is like enough to one of a group belongs to it, and so on."""
    above = list(range(table.shape[0]))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    likes = (table @ table.T).tocoo()
    for one, other, like in zip(likes.row, likes.col, likes.data, strict=True):
        if one < other and like >= least:
            above[root(int(other))] = root(int(one))
    return [root(number) for number in range(len(above))]


def average_link(table: csr_matrix, least: float) -> list[int]:
    """平均连接 Two groups are one while all their letters are like enough, on average."""
    apart = np.clip(1 - (table @ table.T).toarray(), 0, None)
    way = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - least
    )
    return [int(number) for number in way.fit(apart).labels_]


# Name → how a letter is seen, how groups come about, and from what cosine on.
WAYS: dict[str, tuple[Callable[[list[Row]], csr_matrix], Callable[[csr_matrix, float], list[int]], float]] = {
    "words_single_0.29": (words, single_link, 0.29),
    "words_single_0.32": (words, single_link, 0.32),
    "words_average_0.17": (words, average_link, 0.17),
    "char23_single_0.20": (characters, single_link, 0.20),
}


def grouped_by(way: str, rows: list[Row]) -> Groups:
    seen, linked, least = WAYS[way]
    return dict(zip((row.id for row in rows), linked(seen(rows), least), strict=True))
