"""Where a lot may go from where, as REFERENCE 2.2 has it, written out: no code of ours is asked."""

GOES_TO: dict[str, str] = {
    "DRAFT": "REGISTERED",
    "REGISTERED": "ANNOUNCED TERMINATED",
    "ANNOUNCED": "OPEN CLOSED COMPETITION FAILED TERMINATED",
    "OPEN": "CLOSED FAILED TERMINATED",
    "CLOSED": "COMPETITION RESULT_PROPOSED AWARDED FAILED TERMINATED",
    "COMPETITION": "RESULT_PROPOSED AWARDED FAILED TERMINATED VOIDED",
    "RESULT_PROPOSED": "RESULT_PUBLICITY AWARDED FAILED TERMINATED VOIDED",
    "RESULT_PUBLICITY": "AWARDED FAILED TERMINATED VOIDED",
    "AWARDED": "CONTRACTED RESULT_PROPOSED RESULT_PUBLICITY FAILED TERMINATED VOIDED",
    "CONTRACTED": "SETTLED VOIDED",
    "SETTLED": "ARCHIVED VOIDED",
    "ARCHIVED": "",
    "FAILED": "",
    "TERMINATED": "",
    "VOIDED": "",
}
"""Its arrows, and what the packs skip of them (2.2, last paragraph). A disclosure has no time of
documents: ANNOUNCED to CLOSED. The direct order announces, and bids: ANNOUNCED to COMPETITION. One
alone quoted: CLOSED to RESULT_PROPOSED. An agreement needs no competition: CLOSED to AWARDED. A
sale, and a purchase without publicity, is awarded as its result is there. What is published after
the award leads from AWARDED to RESULT_PUBLICITY. A result is void from the competition on, until
the record is sealed. There are no other states.
"""
STATES = tuple(GOES_TO)


def leads(before: str, after: str) -> bool:
    """Whether there is an arrow between two states, by their names."""
    return after in GOES_TO[before].split()
