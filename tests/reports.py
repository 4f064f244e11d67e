"""Hypothesis strategies for reports: any text, and any text with words that open the gate."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)
WORDS = (
    "Iran|Russia|France|President Ada Bello|treaty|the agreement|a ceasefire|signed|will sign|ratified|said|talks|under"
    "|on January 17|in Moscow|according to|the Foreign Ministry|“quoted words”|so|[sic]|😀|\u200f|עברית|.|,|\n|\n\n"
    '|e\u0301|2001|between|and|the|"'
)
GATED_TEXT = st.lists(st.sampled_from(WORDS.split("|")) | ANY_TEXT, min_size=1, max_size=30).map(" ".join)
