"""The hand-written format of the training corpus, and the corpus itself."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
corpus_format = importlib.import_module("corpus_format")
CorpusError = corpus_format.CorpusError

TEXT = (
    "The talks opened in Geneva. The talks may end on Friday.\n"
    "Ruritania would withdraw only if sanctions are lifted, its envoy said."
)
HEADER = "published: 2019-05-02\noutlet: The Wire\nnegotiation: ruritania\n\n"


def write(folder: Path, facts: str, header: str = HEADER) -> Path:
    path = folder / "x-001.txt"
    path.write_text(f"{header}{TEXT}\n---\n{facts}\n", encoding="utf-8")
    return path


def test_a_fact_is_read_with_offsets_lists_and_defaults(tmp_path: Path) -> None:
    line = (
        "position/conditions | Ruritania would ... are lifted | actors=Ruritania;its envoy | any"
        " | issue=troop-withdrawal | conditions=sanctions | source=its envoy"
    )
    (fact,) = corpus_format.read_report(write(tmp_path, line))["facts"]
    evidence = fact["evidence"]
    assert evidence["exact"] == "Ruritania would withdraw only if sanctions are lifted"
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert fact["actors"] == ["Ruritania", "its envoy"] and fact["actors_any"] is True
    assert (fact["id"], fact["modality"], fact["conditions"]) == ("x-001-01", "conditional", ["sanctions"])


def test_modality_is_actual_unless_said_and_absent_from_roles_and_remarks() -> None:
    fact = corpus_format.read_fact("meeting/begun | The talks opened | neg", TEXT)
    assert (fact["modality"], fact["polarity"]) == ("actual", "negative")
    assert "modality" not in corpus_format.read_fact("remark/said | The talks opened", TEXT)


def test_the_number_chooses_among_several_places() -> None:
    assert corpus_format.find_evidence(TEXT, "The talks #2") == (28, 37)
    assert corpus_format.find_evidence(TEXT, "The talks may ... Friday.") == (28, 56)


@pytest.mark.parametrize(
    "line",
    [
        "meeting/held | The talks",  # twice in the text
        "meeting/held | The talks #3",
        "meeting/held | opened in Gene",  # ends within a word
        "meeting/held | The talks may ... sanctions",  # runs over a line's end
        "meeting/hold | The talks opened",
        "meeting/held | The talks opened | issue=peace",
        "meeting/held | The talks opened | head=Rudolf",
        "meeting/held | The talks opened | date=2019-02-30",
        "meeting/held | The talks opened | actors=US",
        "meeting/held | The talks opened | round=two",
        "position/demands | The talks opened | actors=Ruritania",
        "remark/said | The talks opened | modality=surely",
        "remark/said | The talks opened | source=",
        "position/demands | The talks opened | actors=Ruritania | issue=talks | target=A;B",
    ],
)
def test_faults_are_refused(line: str) -> None:
    with pytest.raises(CorpusError):
        corpus_format.read_fact(line, TEXT)


def test_a_fault_names_its_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, "meeting/begun | The talks opened\n\nmeeting/begun | The talks opened")
    with pytest.raises(CorpusError, match=r"x-001\.txt:10: the same fact twice"):
        corpus_format.read_report(path)
    with pytest.raises(CorpusError, match="header"):
        corpus_format.read_report(write(tmp_path, "", header="published: 2019-05-02\n\n"))


def test_a_wrapped_text_keeps_its_offsets(tmp_path: Path) -> None:
    header = HEADER.replace("\n\n", "\nwrap: 20\n\n")
    report = corpus_format.read_report(write(tmp_path, "meeting/begun | The talks opened in Geneva", header=header))
    assert max(len(line) for line in report["text"].split("\n")) <= 20
    assert report["text"].replace("\n", " ") == TEXT.replace("\n", " ")
    evidence = report["facts"][0]["evidence"]
    assert report["text"][evidence["start"] : evidence["end"]] == evidence["exact"] == "The talks opened in\nGeneva"


def test_every_report_of_the_corpus_keeps_the_format() -> None:
    reports = list(corpus_format.load_corpus())
    assert reports, "the corpus is empty"
    for report in reports:
        assert len(report["facts"]) >= 5, report["report"]
        for fact in report["facts"]:
            evidence = fact["evidence"]
            assert report["text"][evidence["start"] : evidence["end"]] == evidence["exact"]
    texts = [report["text"] for report in reports]
    assert len(set(texts)) == len(texts)
