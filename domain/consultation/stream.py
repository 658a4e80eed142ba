"""The record of the stream: `consultation/CODE`."""

from domain.consultation.answer import ANSWER_CONSULTATION
from domain.consultation.events import ConsultationAnswered
from domain.consultation.state import Consultation, evolve
from domain.kernel import Stream

CONSULTATION = Stream(
    name="consultation",
    events=(ConsultationAnswered,),
    initial=Consultation(),
    evolve=evolve,
    deciders=(ANSWER_CONSULTATION,),
)
