"""A round on a narrow screen: how many bodies stand where, which of them are late, each of them one press away."""

from __future__ import annotations

from dataclasses import dataclass

from lotrinh_web.reporting.models import Submission
from lotrinh_web.reporting.queries import MatrixRow

FIRST = 12  # cards of a state shown when it opens; the others fold behind one more press


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The bodies in one state: the most days late first."""

    state: str
    first: list[MatrixRow]
    rest: list[MatrixRow]
    late: int  # how many of them are past the due day

    @property
    def number(self) -> int:
        """All of them."""
        return len(self.first) + len(self.rest)


def state_groups(found: list[MatrixRow]) -> list[StateGroup]:
    """Rows of a round by state, in the order in which a report passes them; states without a body left out."""
    groups = []
    for state in Submission.State.values:
        of_state = sorted((row for row in found if row.submission.state == state), key=lambda row: -row.late)
        if of_state:
            late = sum(bool(row.late) for row in of_state)
            groups.append(StateGroup(state, of_state[:FIRST], of_state[FIRST:], late))
    return groups
