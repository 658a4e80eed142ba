"""What is to come of a lot in words: what, whose, by when; and whether the platform does it."""

from datetime import datetime

from api.http.pages.lot_words import due_view, whose_words
from api.http.pages.names import event_name
from api.http.pages.speech import Speech
from api.http.pages.views.lots import StepView
from api.lots.ahead import Step
from api.lots.standing import Standing
from api.wiring import System


def step_view(system: System, of: Standing, step: Step, now: datetime, wish: Speech) -> StepView:
    """A step of this lot; `now`: by what it is late or not."""
    return StepView(
        label=" / ".join(event_name(system.log, one, wish) for one in step.events),
        who=whose_words(of.lot.defined, step.who, wish),
        wish=step.wish,
        due=due_view(system, of, step.clock, now, wish) if step.clock else None,
    )
