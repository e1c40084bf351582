"""Sources to import, made of the made-up alerts of `invoke sample`: the same texts as a mailbox, pages, exports and rows."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import textwrap
import uuid
from collections.abc import Callable, Iterator
from email.utils import format_datetime
from pathlib import Path

import pyromark

from plugins.alerts.markup import to_text
from plugins.alerts.model import Record
from plugins.samples.archive import sample

SEED = 1
_NAVIGATION = "".join(f'<li><a href="/section-{number}/">Section {number}</a></li>' for number in range(40))


def make(format_: str, folder: Path, items: int) -> Path:
    """Write a source with so many items and return its path; ``format_`` is a key of :data:`MAKERS`."""
    return MAKERS[format_](folder, sample(items, SEED))


def _address(record: Record) -> str:
    alert = record.alert
    return f"https://alerts.example/{alert.lang}/{alert.issued.first:%Y/%m/%d}/{alert.id}/"


def _credit(record: Record) -> str:
    return f"({'/'.join(record.alert.sources) or 'IFEX'}/IFEX) – "


def _day(record: Record) -> dt.datetime:
    return dt.datetime.combine(record.alert.issued.first, dt.time(9, 30), dt.UTC)


def _mail(record: Record) -> str:
    alert, day = record.alert, _day(record)
    paragraphs = to_text(record.body).split("\n")
    text = "\n\n".join(textwrap.fill(part, 72) for part in paragraphs if part.strip())
    return (
        f"Received: from a.example by b.example; {format_datetime(day)}\n"
        f"Message-ID: <{alert.id}.{alert.lang}@alerts.example>\n"
        f"Date: {format_datetime(day)}\nFrom: Alerts <list@alerts.example>\nTo: readers@alerts.example\n"
        f"Subject: {alert.title}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\nContent-Language: {alert.lang}\n\n"
        f"{alert.title}\n\n{_credit(record)}{text}\n\n"
    )


def _mbox(folder: Path, records: Iterator[Record]) -> Path:
    path = folder / "list.mbox"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            stream.write(f"From list@alerts.example {_day(record):%a %b %d %H:%M:%S %Y}\n{_mail(record)}")
    return path


def _eml(folder: Path, records: Iterator[Record]) -> Path:
    mails = folder / "mails"
    for record in records:
        path = mails / str(record.alert.issued.year) / f"{record.alert.id}.{record.alert.lang}.eml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_mail(record), encoding="utf-8", newline="\n")
    return mails


def _page(record: Record) -> str:
    alert = record.alert
    title = html.escape(alert.title)
    return (
        f'<!DOCTYPE html><html lang="{alert.lang}"><head><meta charset="utf-8"><title>{title} - Alerts</title>'
        f'<link rel="canonical" href="{_address(record)}"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{alert.issued.first}T09:30:00+00:00">'
        f"<style>body {{ margin: 0 }}</style><script>var x = 1;</script></head><body><header><nav><ul>{_NAVIGATION}</ul></nav></header>"
        f'<main><article><h1>{title}</h1><div class="entry-content">{pyromark.html(_credit(record) + record.body)}</div></article></main>'
        f"<aside><ul>{_NAVIGATION}</ul></aside><footer><p>All of it is made up.</p></footer></body></html>"
    )


def _html(folder: Path, records: Iterator[Record]) -> Path:
    pages = folder / "pages"
    for record in records:
        path = pages / record.alert.lang / str(record.alert.issued.year) / f"{record.alert.id}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(record), encoding="utf-8")
    return pages


def _warc(folder: Path, records: Iterator[Record]) -> Path:
    path = folder / "crawl.warc.gz"
    with path.open("wb") as stream:
        for record in records:
            page = _page(record).encode("utf-8")
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
            response = head.encode("ascii") + page
            headers = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _address(record))}>\r\n"
                f"WARC-Target-URI: {_address(record)}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
            )
            stream.write(gzip.compress(headers.encode("ascii") + response + b"\r\n\r\n", 6))
    return path


def _wxr(folder: Path, records: Iterator[Record]) -> Path:
    path = folder / "export.xml"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Alerts</title><wp:base_blog_url>https://alerts.example</wp:base_blog_url>'
        )
        for number, record in enumerate(records, start=1):
            alert = record.alert
            body = pyromark.html(_credit(record) + record.body).replace("]]>", "")
            stream.write(
                f"<item><title>{html.escape(alert.title)}</title><link>{_address(record)}</link>"
                f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
                f"<wp:post_date>{alert.issued.first} 09:30:00</wp:post_date><wp:post_type>post</wp:post_type>"
                f'<wp:status>publish</wp:status><category domain="language" nicename="{alert.lang}">{alert.lang}</category></item>\n'
            )
        stream.write("</channel></rss>\n")
    return path


def _jsonl(folder: Path, records: Iterator[Record]) -> Path:
    path = folder / "rows.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            alert = record.alert
            row = {
                "id": f"{alert.id}-{alert.lang}",
                "language": alert.lang,
                "title": alert.title,
                "issued": str(alert.issued),
                "body": record.body,
                "body_format": "markdown",
                "country": list(alert.countries),
                "sources": list(alert.sources),
                "violations": list(alert.violations),
                "kind": alert.kind,
                "url": _address(record),
                "translation_of": alert.id,
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


MAKERS: dict[str, Callable[[Path, Iterator[Record]], Path]] = {
    "mbox": _mbox,
    "eml": _eml,
    "html": _html,
    "wxr": _wxr,
    "warc": _warc,
    "jsonl": _jsonl,
}
