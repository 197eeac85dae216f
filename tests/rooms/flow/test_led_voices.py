"""One matter, many voices: what those above do about it is told to each, and does not end with one writer."""

from django.test import Client

from lianxin.flow import laws
from lianxin.flow.verbs import instruct, sponsor, supervise, tell_as_sponsor, withdraw
from lianxin.outcomes.verbs import tell_progress
from tests.faces.desks import sit, words
from tests.rooms.outcomes.test_passing_on import put_off
from tests.world import World


def test_every_voice_reads_who_sponsors_and_presses_but_not_the_words_to_another(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    sponsor(world.fresh(matter), by=world.actor("secretary"), now=world.now)
    tell_as_sponsor(world.fresh(matter), "见了老周", by=world.actor("secretary"), now=world.now)
    instruct(world.fresh(matter), "快办", by=world.actor("secretary"), now=world.now)
    supervise(world.fresh(matter), "快", by=world.actor("supervisor"), now=world.now)
    for page in ("", "timeline/"):
        told = words(Client().get(f"/t/{voice.submission.code}/{page}"))
        assert all(said in told for said in ("包案", "书记作了批示", "列入督办")) and "老周" not in told


def test_when_the_first_writer_goes_the_sponsor_and_the_pressing_stay(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    sponsor(world.fresh(matter), by=world.actor("secretary"), now=world.now)
    supervise(world.fresh(matter), "快", by=world.actor("supervisor"), now=world.now)
    due = dict(matter.dossier.promises.values_list("key", "due"))
    withdraw(matter.submission, by=world.writer(matter), now=world.now)
    world.later(minutes=1)
    first = world.fresh(voice)
    assert first.stage == "dispatched" and first.sponsorships.get().person == world.people["secretary"]
    assert first.supervisions.get().words == "快" and laws.quick().ok
    owed = dict(first.dossier.promises.owed().values_list("key", "due"))
    assert (owed["sponsor"], owed["supervise"]) == (due["sponsor"], due["supervise"])
    assert not matter.sponsorships.filter(ended_at=None).exists()


def test_a_secretary_finds_the_cases_they_answer_for_by_name(world: World) -> None:
    sponsor(world.in_handling(body="桥塌了半边。"), by=world.actor("secretary"), now=world.now)
    assert "我包案的" in words(sit(world, "secretary").get("/desk/letters/"))
    assert "我包案的" not in words(sit(world, "township_secretary").get("/desk/letters/"))


def test_while_it_is_put_off_the_writer_can_still_be_told_how_far_it_is(world: World) -> None:
    case = put_off(world)
    assert 'value="tell"' in words(sit(world, "officer").get(f"/desk/case/{case.pk}/"))
    tell_progress(world.fresh(case), "管材到了", by=world.actor("officer"), now=world.now)
    assert "管材到了" in words(Client().get(f"/t/{case.submission.code}/"))
