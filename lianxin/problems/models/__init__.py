from lianxin.problems.models.problem import OPEN, Problem, Stage
from lianxin.problems.models.theme import Theme, ThemeStage
from lianxin.problems.models.told import Answer, Step, StepKind, StepPicture, Voice

__all__ = [
    "OPEN",
    "Answer",
    "Problem",
    "Stage",
    "Step",
    "StepKind",
    "StepPicture",
    "Theme",
    "ThemeStage",
    "Voice",
]
