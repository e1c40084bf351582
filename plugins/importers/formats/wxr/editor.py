"""What WordPress does to a text before it shows it: short codes become what they stand for, blank lines paragraphs (``wpautop``)."""

from __future__ import annotations

import html
import re

_CODE = re.compile(
    r"(?<!\[)\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,40})(?P<attributes>(?:\s+[\w-]+\s*=\s*(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]\"']+))*)\s*/?\](?!\])"
)
# Those of WordPress itself, which stand for something even without attributes.
_KNOWN = frozenset({"caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist", "more"})
_ADDRESSED = re.compile(r"""(?:^|\s)(?:src|url|href|mp3|mp4|ogg)\s*=\s*["']?(https?://[^\s"'\]]+)""")
_EMBED = re.compile(r"\[embed[^\]]*\]\s*(https?://[^\s\[\]<>\"]+)\s*\[/embed\]")
_CAPTION = re.compile(r"(?s)\[(wp_)?caption(?P<attributes>[^\]]*)\](?P<inside>.*?)\[/(?:wp_)?caption\]")
_OLD_CAPTION = re.compile(r"""\scaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PICTURE = re.compile(r"(?s)(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)\s*(?P<text>.*)")
_BLOCK_START = re.compile(
    r"\s*</?(?:p|div|table|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|figure|figcaption|hr|section|article|aside|header|footer|"
    r"form|address|center|details|script|style|iframe)\b",
    re.IGNORECASE,
)
_PRE = re.compile(r"(?is)(<pre\b.*?(?:</pre\s*>|\Z))")
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:[^>]*-->")


def shown(source: str) -> tuple[str, int]:
    """Return the HTML that WordPress shows for a post's content, and how many short codes were taken out."""
    source = _BLOCK_COMMENT.sub("\n\n", source.replace("\r\n", "\n"))
    source = _EMBED.sub(lambda match: f'\n\n<a href="{html.escape(match[1])}">{html.escape(match[1])}</a>\n\n', source)
    source = _CAPTION.sub(_caption, source)
    source, count = _without_codes(source)
    return paragraphs(source), count


def _caption(match: re.Match[str]) -> str:
    found = _PICTURE.match(match["inside"].strip())
    old = _OLD_CAPTION.search(match["attributes"])
    text = (old[1] or old[2] or "") if old else ""
    if found is None:
        return f"\n\n{match['inside']}\n\n"
    return f"\n\n<p>{found['picture']}</p>\n\n<p>{found['text'].strip() or html.escape(html.unescape(text))}</p>\n\n"


def _without_codes(source: str) -> tuple[str, int]:
    """Take out short codes: those with attributes, those that are closed, WordPress's own. Words in brackets stay."""
    closed = {match["name"] for match in _CODE.finditer(source) if match["close"]}
    count = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal count
        if not (match["attributes"] or match["close"] or match["name"] in closed or match["name"] in _KNOWN):
            return match[0]
        count += 1
        address = _ADDRESSED.search(match["attributes"])
        return f'\n\n<a href="{html.escape(address[1])}">{html.escape(address[1])}</a>\n\n' if address else ""

    return _CODE.sub(replaced, source), count


def paragraphs(source: str) -> str:
    """Return HTML whose blank lines are paragraphs and whose single line ends are breaks, as ``wpautop`` makes them."""
    parts: list[str] = []
    for piece in _PRE.split(source):
        if piece[:4].lower() == "<pre":
            parts.append(piece)
            continue
        for chunk in re.split(r"\n[ \t]*\n\s*", piece):
            text = chunk.strip()
            if not text:
                continue
            parts.append(text if _BLOCK_START.match(text) else f"<p>{_broken(text)}</p>")
    return "\n\n".join(parts)


def _broken(text: str) -> str:
    # A line that ends with a tag of a block or with a break has its line end already.
    return re.sub(r"(?<!>)\n|(?<=</a>)\n|(?<=</b>)\n|(?<=</i>)\n|(?<=</em>)\n|(?<=</strong>)\n", "<br>\n", text)
