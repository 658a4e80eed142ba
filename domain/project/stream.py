"""The record of the stream: `project/CODE`."""

from domain.kernel import Stream
from domain.project.events import ProjectRegistered
from domain.project.register import REGISTER_PROJECT
from domain.project.state import Project, evolve

PROJECT = Stream(
    name="project",
    events=(ProjectRegistered,),
    initial=Project(),
    evolve=evolve,
    region=lambda project: project.registered and project.registered.region,
    deciders=(REGISTER_PROJECT,),
)
