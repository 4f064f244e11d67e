import pytest

from depositary.errors import ModelError
from depositary.ingest import pipeline
from depositary.ingest.pipeline import read_offers
from depositary.model.text import Report
from depositary.reading.reader import Reader
from depositary.sources import Refusal

OFFERS = [Report.compose("Rain."), Refusal("f", 2, "no JSON"), Report.compose("Bad."), Report.compose("Sun.")]


class Failing(Reader):
    """Fails on one report, as a finder with a mistake in it would."""

    def read_many(self, reports):
        for reading in super().read_many(reports):
            if reading.report.text == "Bad.":
                raise IndexError("off\nby one")
            yield reading


class Missing(Reader):
    """Has no model."""

    def read_many(self, reports):
        raise ModelError("the English model is missing")


def texts(results):
    return [r.reason if isinstance(r, Refusal) else r.report.text for r in results]


@pytest.mark.parametrize("size", [1, 2, 256])
def test_a_report_that_the_reader_fails_on_is_refused_in_its_place(monkeypatch, size):
    monkeypatch.setattr(pipeline, "BATCH_REPORTS", size)
    found = texts(read_offers(OFFERS, Failing()))
    assert found == ["Rain.", "no JSON", "the reader failed on it (IndexError: off by one)", "Sun."]


def test_batches_are_bounded_by_length(monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH_CHARACTERS", 6)
    assert [len(batch) for batch in pipeline.collect(OFFERS)] == [3, 1]


def test_a_missing_model_ends_the_run():
    with pytest.raises(ModelError):
        list(read_offers(OFFERS, Missing()))


def test_results_are_given_out_before_all_offers_are_taken(monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH_REPORTS", 2)
    taken = []
    results = read_offers(taken.append(offer) or offer for offer in OFFERS)
    next(results)
    assert len(taken) == 2
