"""Queries: what a register can be asked, for a day in the world and a day of knowledge.

Enters: a connection and a question. Leaves: agreements with their status, timelines, details with evidence, lists,
planned steps, meetings and news. Nothing here writes.
"""

from __future__ import annotations

from depositary.register.queries.answers import Evidence, StatusAnswer, answer_status, is_stale, show_claim
from depositary.register.queries.arrivals import find_arrived, list_arrived
from depositary.register.queries.certainty import REVIEWED, is_counted
from depositary.register.queries.checking import check_register
from depositary.register.queries.details import Detail, Story, detail
from depositary.register.queries.dossiers import (
    Dossier,
    Source,
    cluster_pool,
    fill_dossiers,
    load_agreement,
    load_clusters,
    load_dossiers,
    load_sources,
)
from depositary.register.queries.law_context import find_standing
from depositary.register.queries.listing import (
    ALL,
    Filter,
    Line,
    bound_days,
    lets_agreement,
    lets_days,
    list_between,
    list_lines,
    list_planned,
    restate,
)
from depositary.register.queries.meetings import Encounter, list_met
from depositary.register.queries.participants import ORDERS, Participant, ParticipantTable, Wanted, list_participants
from depositary.register.queries.quotes import Quote, load_quotes
from depositary.register.queries.roles import choose_bound
from depositary.register.queries.search import find_mentions, rank_cluster
from depositary.register.queries.search_results import FoundReport, SearchAnswer, search
from depositary.register.queries.standings import Files, Standings, renew, state_lines, work_out
from depositary.register.queries.timeline import ONCE, Due, TimelineStep, find_due, find_last_day, gather_steps
from depositary.register.queries.updates import Change, list_changes

__all__ = [
    "ALL",
    "ONCE",
    "ORDERS",
    "REVIEWED",
    "Change",
    "Detail",
    "Dossier",
    "Due",
    "Encounter",
    "Evidence",
    "Files",
    "Filter",
    "FoundReport",
    "Line",
    "Participant",
    "ParticipantTable",
    "Quote",
    "SearchAnswer",
    "Source",
    "Standings",
    "StatusAnswer",
    "Story",
    "TimelineStep",
    "Wanted",
    "answer_status",
    "bound_days",
    "check_register",
    "choose_bound",
    "cluster_pool",
    "detail",
    "fill_dossiers",
    "find_arrived",
    "find_due",
    "find_last_day",
    "find_mentions",
    "find_standing",
    "gather_steps",
    "is_counted",
    "is_stale",
    "lets_agreement",
    "lets_days",
    "list_arrived",
    "list_between",
    "list_changes",
    "list_lines",
    "list_met",
    "list_participants",
    "list_planned",
    "load_agreement",
    "load_clusters",
    "load_dossiers",
    "load_quotes",
    "load_sources",
    "rank_cluster",
    "renew",
    "restate",
    "search",
    "show_claim",
    "state_lines",
    "work_out",
]
