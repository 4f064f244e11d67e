"""The notebook is executed as a notebook, and ends in a plot."""

from pathlib import Path

import jupytext
import nbclient
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def outputs():
    notebook = jupytext.read(ROOT / "examples/who-signed-what.py")
    where = {"metadata": {"path": str(ROOT)}}
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_the_notebook_reads_the_folders_and_names_the_signatories(outputs):
    told = "\n".join(output.get("data", {}).get("text/plain", "") for output in outputs)
    assert "Tally(offered=27, new=27, known=0, refused=0, reread=0, unread=0)" in told
    for pair in ("GRC – MKD", "SWE – USA", "DEU – GBR", "IRN – RUS"):
        assert pair in told
    assert "Greece and Macedonia signed" in told


def test_the_notebook_ends_in_a_plot(outputs):
    [plot] = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(plot) > 10_000
    assert [output for output in outputs if output["output_type"] == "error"] == []
