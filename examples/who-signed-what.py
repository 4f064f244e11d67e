# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who signed what with whom
#
# From a folder of news reports to a plot. Run it from the root of the repository:
# `jupytext --to ipynb --execute examples/who-signed-what.py`, or open it in Jupyter with jupytext, or run it as a plain
# script. It needs `.venv/bin/python -m pip install ".[pandas]" matplotlib`.

# %%
from textwrap import shorten

import matplotlib.pyplot as plt

import depositary

# %% [markdown]
# Read the reports into a register. Use a file name instead of `:memory:` to keep it.

# %%
register = depositary.Register(":memory:")
tally = register.add("examples/pacts", "examples/russia-iran")
tally

# %% [markdown]
# The status of each agreement on a day, as known on that day. Give both days, so that the answer is the same tomorrow.

# %%
day = "2025-12-31"
agreements = register.agreements(on=day, known=day).to_pandas()
agreements[["title", "kind", "parties", "status", "since", "stories"]]

# %% [markdown]
# One row per party, with the day of its signature. A signature without a date cannot be plotted.

# %%
participations = register.participations(on=day, known=day).to_pandas()
dated = participations[participations["StateSignature_earliest"].notna()]
signed = (
    dated.groupby("agreement")
    .agg(day=("StateSignature_earliest", "min"), parties=("party", lambda codes: " – ".join(sorted(codes))))
    .join(agreements.set_index("agreement")[["title", "status"]])
    .sort_values("day")
)
signed

# %% [markdown]
# The plot has one line per agreement, with the parties on the left and the title next to the day of signature. A filled
# circle means that the agreement is in force.

# %%
figure, axes = plt.subplots(figsize=(11, 0.42 * len(signed) + 1))
in_force = signed["status"] == "in-force"
places = range(len(signed))
axes.scatter(signed["day"], places, s=60, facecolors=["C0" if yes else "white" for yes in in_force], edgecolors="C0")
for place, (when, title) in enumerate(zip(signed["day"], signed["title"], strict=True)):
    label = shorten(title, 48, placeholder=" …")
    axes.annotate(label, (when, place), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8)
axes.set_yticks(places, signed["parties"])
axes.margins(x=0.1)
axes.set_xlim(right=axes.get_xlim()[1] + 365 * 1.5)  # room for the last title, in days
axes.set_title(f"Signed, and in force (filled) on {day}")
axes.spines[["top", "right"]].set_visible(False)
figure.tight_layout()
plt.show()

# %% [markdown]
# Every fact rests on the words of a report. These are the words for the first line of the plot:

# %%
claims = register.claims(on=day, known=day).to_pandas()
evidence = register.evidence(on=day, known=day).to_pandas()
first = claims[claims["agreement"] == signed.index[0]]
evidence.merge(first[["claim", "action", "modality"]], on="claim")[["action", "modality", "text"]]

# %%
register.close()
