"""The power goes: whoever was told that the letter is safe finds it again, once."""

from tests.faults.kill import run
from tests.faults.server import County, Writers


def test_no_acknowledged_letter_is_lost_or_doubled_by_kill_9(county: County) -> None:
    outcome = run(county, rounds=3)
    assert outcome.good, outcome


def test_stopping_the_server_lets_the_letters_in_hand_be_finished(county: County) -> None:
    county.found()
    county.start()
    writers = Writers(county)
    writers.begin(3)
    writers.wait_until(told=5)
    county.stop()
    writers.end()
    assert writers.refused == []
    rows = county.count("SELECT count(*) FROM intake_submission")
    assert rows[0][0] >= len(writers.told) >= 5  # type: ignore[operator]
