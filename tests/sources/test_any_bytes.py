"""Whatever a file holds, loading gives reports or problems, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.sources import load
from dragoman.sources.decoding import decode
from dragoman.sources.notices import notices
from dragoman.types import Problem, Report

DATES = ("date ", "2031-05-02", "20025-01-01", "\n\n", "\r\n")
NOTICES = (
    "Photo: ",
    "By Ana Bruun",
    "(Reporting by ",
    ")",
    "© 2031 ",
    "OSLO (AP) — ",
    "all rights reserved",
    "newsletter",
)
ODD = ('{"text": "', '"}', "\x00", "\ufeff", "Please enable JavaScript", "😀", "İ", "The envoy left. ")
PIECES = st.sampled_from((*DATES, *NOTICES, *ODD))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=20).map(lambda p: "".join(p).encode("utf-8"))))
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_any_file(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    for item in load([tmp_path], need_date=False):
        assert isinstance(item, Report | Problem)
        if isinstance(item, Report):
            (item.id + item.text).encode("utf-8")


@QUICK
@given(st.lists(PIECES, max_size=30).map("".join))
def test_notices_are_in_order_and_inside_the_text(text):
    last = 0
    for notice in notices(text):
        assert last <= notice.start < notice.end <= len(text)
        last = notice.end


@QUICK
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_utf8_comes_back_as_it_was(text):
    data = text.encode("utf-8")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" not in data:
        assert decode(data) == (text, None)
