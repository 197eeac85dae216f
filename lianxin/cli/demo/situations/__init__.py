"""Everything that people of the demo county write about."""

from lianxin.cli.demo.situations import (
    around_the_house,
    land_and_homes,
    roads_and_buses,
    school_and_health,
    water_and_power,
)
from lianxin.cli.demo.situations.situation import Situation

SITUATIONS: list[Situation] = [
    *water_and_power.SITUATIONS,
    *roads_and_buses.SITUATIONS,
    *school_and_health.SITUATIONS,
    *land_and_homes.SITUATIONS,
    *around_the_house.SITUATIONS,
]

__all__ = ["SITUATIONS", "Situation"]
