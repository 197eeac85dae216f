"""保存查找 A search is kept under a name, let go again, and followed at an address nobody guesses."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import require
from lianxin.insight.models import SavedSearch
from lianxin.insight.searching.asking import FIELDS
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line

LONGEST_NAME, LONGEST_FIELD = 40, 100
MOST = 30


@transaction.atomic
def keep_search(name: str, asked: Mapping[str, str], *, by: Actor, now: datetime) -> SavedSearch:
    """保存 Keep what was looked for; under a name that is there already, the newer one stands."""
    require(by, "search.keep", None)
    name = one_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise NotValid(_("请给这个查找起个名字，不超过40字。"), "name")
    told = {field: one_line(asked.get(field, ""))[:LONGEST_FIELD] for field in FIELDS}
    told = {field: words for field, words in told.items() if words}
    if not told:
        raise NotValid(_("还没有写要找什么，所以没有可以保存的。"), "q")
    owner = _owner(by)
    known = SavedSearch.objects.filter(person=owner)
    if not known.filter(name=name).exists() and known.count() >= MOST:
        raise NotAllowedNow(_("最多保存%(most)d个查找。请先去掉不用的。") % {"most": MOST})
    saved, _made = SavedSearch.objects.update_or_create(
        person=owner, name=name, defaults={"asked": told, "kept_at": now}
    )
    return saved


@transaction.atomic
def drop_search(saved: SavedSearch, *, by: Actor, now: datetime) -> None:
    """去掉 Let it go, and its feed with it. Once more changes nothing."""
    _require_own(saved, by)
    SavedSearch.objects.filter(pk=saved.pk).delete()


@transaction.atomic
def open_feed(saved: SavedSearch, *, by: Actor, now: datetime) -> str:
    """订阅 Give the feed of this search a new secret word, told only now; an older address is shut by it."""
    _require_own(saved, by)
    word = secrets.token_urlsafe(32)
    saved.feed_mark, saved.feed_since = mark_of(word), now
    saved.save(update_fields=["feed_mark", "feed_since"])
    return word


@transaction.atomic
def close_feed(saved: SavedSearch, *, by: Actor, now: datetime) -> None:
    """停止订阅 The address shows nothing any more. Once more changes nothing."""
    _require_own(saved, by)
    saved.feed_mark = saved.feed_since = None
    saved.save(update_fields=["feed_mark", "feed_since"])


def mark_of(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def _require_own(saved: SavedSearch, by: Actor) -> None:
    require(by, "search.keep", None)
    if saved.person_id != _owner(by).pk:
        raise NotAllowed(_("这是别人保存的查找。"))


def _owner(by: Actor) -> Person:
    if by.person is None:
        raise NotAllowed(_("只有人才能保存查找。"))
    return by.person
