"""Who evaluated whom: the sparse design of agents, evaluators and contact reasons, and whether it hangs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Design:
    """Evaluations by place: `agent`, `evaluator` and `reason` index their sorted distinct values.

    `island` says of each agent to which connected part of the design it belongs, `evaluator_island` of each evaluator.
    Within an island, evaluators can be compared through the agents they share; between islands they cannot.
    """

    agents: NDArray[Any]
    evaluators: NDArray[Any]
    reasons: NDArray[Any]
    agent: Places
    evaluator: Places
    reason: Places
    islands: int
    island: Places
    evaluator_island: Places
    shared_agents: Places

    @property
    def connected(self) -> bool:
        """Whether all evaluators can be compared with each other."""
        return self.islands == 1


def design(agents: ArrayLike, evaluators: ArrayLike, reasons: ArrayLike) -> Design:
    """Crossed design of evaluations and its connected components; ids of shape (evaluations,), at least one.

    Raises ValueError for arrays of different lengths.
    Agents and evaluators are the two sides of a graph, joined where the one has evaluated the other; islands are its
    connected components. `shared_agents` counts, of each evaluator, the agents that somebody else has evaluated too:
    few of them are a thin bridge. Source: Searle (1971), Linear Models, 7.4; Weeks and Williams (1964),
    Technometrics 6.
    """
    (agent_ids, agent), (evaluator_ids, evaluator), (reason_ids, reason) = (
        np.unique(np.asarray(ids), return_inverse=True) for ids in (agents, evaluators, reasons)
    )
    if not agent.shape == evaluator.shape == reason.shape:
        raise ValueError("every evaluation has one agent, one evaluator and one contact reason")
    met = incidence(agent, evaluator, (agent_ids.size, evaluator_ids.size))
    graph = scipy.sparse.coo_array(
        (np.ones(met.nnz), (met.nonzero()[0], met.nonzero()[1] + agent_ids.size)),
        shape=(agent_ids.size + evaluator_ids.size,) * 2,
    )
    islands, labels = scipy.sparse.csgraph.connected_components(graph, directed=False)
    # row pointers of a CSR matrix lie as far apart as the row has entries: evaluators of each agent
    often = np.diff(met.indptr) > 1
    shared = np.asarray((met[often] > 0).sum(axis=0), dtype=np.intp).ravel()
    return Design(
        agent_ids,
        evaluator_ids,
        reason_ids,
        agent,
        evaluator,
        reason,
        int(islands),
        labels[: agent_ids.size].astype(np.intp),
        labels[agent_ids.size :].astype(np.intp),
        shared,
    )


def incidence(rows: Places, columns: Places, shape: tuple[int, int]) -> scipy.sparse.csr_array:
    """Sparse matrix of counts, shape `shape`: evaluations that each row shares with each column, a pair stored once."""
    matrix = scipy.sparse.coo_array((np.ones(rows.size), (rows, columns)), shape=shape).tocsr()
    matrix.sum_duplicates()
    return matrix
