"""A question put into words once answers as the queryset does."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.kit.asking import Prepared
from tests.world import World


@pytest.mark.django_db
def test_a_row_comes_as_django_reads_it_with_what_stands_beside_it(world: World) -> None:
    case = world.dispatched()
    asked, read = case_by_key.get(case.pk), Case.objects.with_cover().get(pk=case.pk)
    with CaptureQueriesContext(connection) as made:
        for field in Case._meta.concrete_fields:
            assert getattr(asked, field.attname) == getattr(read, field.attname), field.name
        assert (asked.dossier.keeper, asked.submission.dossier.number) == (
            read.dossier.keeper, read.submission.dossier.number,
        )  # fmt: skip
    assert not made.captured_queries


@pytest.mark.django_db
def test_what_is_not_there_is_said_as_django_says_it(world: World) -> None:
    assert case_by_key.first(uuid4()) is None and case_by_key(uuid4()) == []
    with pytest.raises(Case.DoesNotExist):
        case_by_key.get(uuid4())


@pytest.mark.django_db
def test_the_second_asking_is_for_other_values(world: World) -> None:
    one, other = world.dispatched(), world.dispatched()
    assert [case_by_key.get(case.pk).pk for case in (one, other)] == [one.pk, other.pk]
    numbered = Prepared(lambda number: Case.objects.filter(dossier__number=number), str)
    assert numbered(other.dossier.number) == [other] and numbered(one.dossier.number) == [one]


@pytest.mark.django_db
def test_a_blank_that_is_not_asked_for_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="stands nowhere"):
        Prepared(lambda _key: Case.objects.all(), UUID)(uuid4())
