"""Which format a source is in: its content says more than its name."""

from __future__ import annotations

import time

import pytest

from plugins.importers.opening.detect import detect
from tests.importers.golden import SAMPLES, sample_names


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'{"title": "x"}\n', "rows.txt", "jsonl"),
        (b'{"title": "' + b"x" * 70_000, "rows", "jsonl"),
        (b'\xef\xbb\xbf{"title": "x"}\n', "rows", "jsonl"),
        (b"id,title,body\n1,a,b\n", "rows.txt", "csv"),
        (b"id;title;body\n1;a;b\n", "rows", "csv"),
        (b"id\ttitle\tbody\n1\ta\tb\n", "rows", "tsv"),
        ("id\ttitle\tbody\n1\ta\tb\n".encode("utf-16"), "rows", "tsv"),
        (b"title,body\na,b\n", "rows.csv", "csv"),
        (b"Monrovia, Liberia, Africa\nA man was held, and let out.\nNothing more.\n", "page.txt", "text"),
        (b"URL: https://ifex.org/a\n\nid,title,body\n1,a,b\n", "page.csv", "text"),
        (b"An editor was held.\n", "page", "text"),
        (b"<!DOCTYPE html>\n<html>", "page.txt", "html"),
        (b"<?xml version='1.0'?><rss>", "page", "feed"),
        (b"WARC/1.0\r\n", "x", "warc"),
        (b"From someone Mon Jan  1 00:00:00 1998\nFrom: a@example.org\n", "x", "mbox"),
        (b"---\ntitle: x\n---\n", "x.txt", "markdown"),
        (b"%PDF-1.4", "x.txt", None),
        (b"PK\x03\x04", "x.csv", None),
        (bytes(1000), "x.txt", None),
    ],
)
def test_detect(head: bytes, name: str, expected: str | None) -> None:
    """Content first, name second; what is no text is no format."""
    assert expected == detect(head, name)


@pytest.mark.parametrize("name", sample_names())
def test_samples_are_texts(name: str) -> None:
    """Every sample is told as a text under any name."""
    assert "text" == detect((SAMPLES / f"{name}.txt").read_bytes(), "sample.csv")


def test_many_comments_cost_no_time() -> None:
    """What a page or a feed begins with is looked at once."""
    comments = "<!-- x -->\n" * 5000
    begun = time.process_time()
    assert "text" == detect(f"{comments}<p>no page</p>".encode(), "a.txt")
    assert "html" == detect(f"{comments}<html>".encode(), "a.txt")
    assert time.process_time() - begun < 5
