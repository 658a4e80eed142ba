"""The record of the stream: `procedure/CODE`."""

from domain.kernel import Stream
from domain.procedure.events import ProcedureRegistered
from domain.procedure.former import FORMER
from domain.procedure.state import Procedure, evolve

PROCEDURE = Stream(
    name="procedure",
    events=(ProcedureRegistered,),
    initial=Procedure(),
    evolve=evolve,
    former=FORMER,
    region=lambda procedure: procedure.registered and procedure.registered.region,
)
