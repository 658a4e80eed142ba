"""The record of the stream: `inspection/LOT`. Its decider sits with the trade: it asks the lot."""

from domain.inspection.events import BreakGlassRead
from domain.inspection.state import Inspections, evolve
from domain.kernel import Stream

INSPECTION = Stream(
    name="inspection",
    events=(BreakGlassRead,),
    initial=Inspections(),
    evolve=evolve,
)
