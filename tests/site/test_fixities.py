"""The manifest's lines, changed where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.site.writing.fixities import amended, lines

paths = st.text(st.sampled_from("ab/é-.𝒳"), min_size=1, max_size=4)
fixities = st.dictionaries(paths, st.sampled_from([64 * "0", 64 * "f"]))


@given(fixities, st.dictionaries(paths, st.sampled_from([64 * "0", 64 * "a", None])))
def test_changed_lines_are_those_of_a_manifest_written_anew(
    before: dict[str, str], changed: dict[str, str | None]
) -> None:
    """Lines may change, come and go, wherever they stand."""
    now = {path: sha256 for path, sha256 in (before | changed).items() if sha256 is not None}

    assert lines(now) == amended(lines(before), changed)
