from lianxin.problems.models.problem import Problem, Stage
from lianxin.problems.models.told import Answer, Step, StepKind, Voice

__all__ = ["Answer", "Problem", "Stage", "Step", "StepKind", "Voice"]
