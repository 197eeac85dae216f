"""扫描录入 From a pile of paper to letters: dropped, laid together, corrected, registered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.channels.message import FileIn, Message, Raw
from lianxin.channels.paper.reading import Broke, cut_out
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake import files
from lianxin.intake.models import Became, ScanBatch, ScannedLetter, ScanPage, ScanState, Submission
from lianxin.intake.verbs.adding import add_files, add_words
from lianxin.intake.verbs.reading_scans import PAGES
from lianxin.intake.verbs.receiving import receive
from lianxin.intake.words import LONGEST_BODY
from lianxin.kit.blobs import keep, path_of
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.organisations.models import Organisation

MOST_AT_ONCE = 200  # files of one batch
LONGEST_TYPED = 40  # names of fields
SCANNED = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "application/pdf"}


def drop_scans(
    key: str, given: Sequence[FileIn], *, desk: Organisation, by: Actor, now: datetime
) -> tuple[ScanBatch, list[str]]:
    """放进扫描件 Each file is one letter to begin with. The same file once more is taken once.

    What cannot be taken is told in a sentence for each, and holds up none of the others.
    """
    require(by, "scan.key_in", ScanBatch(desk=desk))
    kept, refused = [], []
    for file in given:
        try:
            kept.append(_kept(file))
        except NotValid as wrong:
            refused.append(wrong.sentence)
    return _lay_down(key, kept, refused, desk=desk, by=by, now=now), refused


def _kept(file: FileIn) -> dict[str, str]:
    """On disk before there is a row for it."""
    media_type, name = files.media_type(file), files.safe_name(file.name)
    if media_type not in SCANNED:
        raise NotValid(_("“%(name)s”不是扫描件：请放图片(JPEG、PNG)或者PDF。") % {"name": name}, "scans")
    return {"sha256": keep(file.content), "name": name, "media_type": media_type}


@transaction.atomic
def _lay_down(
    key: str, kept: list[dict[str, str]], refused: list[str], *, desk: Organisation, by: Actor, now: datetime
) -> ScanBatch:
    assert by.person
    key = one_line(key)[:80]
    batch = ScanBatch.objects.filter(key=key).first()
    if batch is None and not kept:
        raise NotValid(refused[0] if refused else _("请选择扫描件：图片或者PDF。"), "scans")
    batch = batch or ScanBatch.objects.create(key=key, desk=desk, by=by.person, at=now)
    require(by, "scan.key_in", batch)
    pages = ScanPage.objects.filter(letter__batch=batch)
    here = set(pages.values_list("sha256", flat=True))
    last = batch.letters.aggregate(last=Max("place"))["last"]
    file = 0 if last is None else last // PAGES + 1
    file = max(file, (pages.aggregate(last=Max("file"))["last"] or -1) + 1)
    for one in kept:
        if one["sha256"] in here:
            continue
        if file >= MOST_AT_ONCE:
            raise NotAllowedNow(_("一批最多%(most)d个文件，请另开一批。") % {"most": MOST_AT_ONCE})
        here.add(one["sha256"])
        letter = batch.letters.create(place=file * PAGES)
        letter.pages.create(file=file, due_at=now, **one)
        file += 1
    return batch


@transaction.atomic
def join_before(letter: ScannedLetter, *, by: Actor, now: datetime) -> ScannedLetter:
    """接在上一封后面 Its pages belong to the letter before it."""
    letter = _waiting(letter, by)
    before = letter.batch.letters.filter(place__lt=letter.place, became=Became.HELD).last()
    if before is None:
        raise NotAllowedNow(_("前面没有还没录入的信，不能接上去。"))
    _untyped(letter)
    letter.pages.update(letter=before)
    letter.delete()
    return before


@transaction.atomic
def begin_at(page: ScanPage, *, by: Actor, now: datetime) -> ScannedLetter:
    """从这一页起是另一封 This page and those behind it are another letter."""
    letter = _waiting(page.letter, by)
    _untyped(letter)
    behind = [one.pk for one in letter.pages.all() if (one.file, one.number) >= (page.file, page.number)]
    if len(behind) == letter.pages.count():
        raise NotAllowedNow(_("这一页本来就是这封信的第一页。"))
    following: ScannedLetter = letter.batch.letters.create(place=page.file * PAGES + page.number)
    letter.pages.filter(pk__in=behind).update(letter=following)
    return following


@transaction.atomic
def turn_page(page: ScanPage, *, degrees: int, by: Actor, now: datetime) -> None:
    """转一下 A person says how it lies; it is read again that way."""
    _waiting(page.letter, by)
    ScanPage.objects.filter(pk=page.pk).update(
        turned=(page.turned + degrees) % 360, settled=True, state=ScanState.WAITING, due_at=now, attempts=0
    )


@transaction.atomic
def keep_typed(letter: ScannedLetter, said: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """边改边存 What has been corrected so far, for whoever goes on with it."""
    require(by, "scan.key_in", letter.batch)
    typed = {name[:LONGEST_TYPED]: words[:LONGEST_BODY] for name, words in said.items()}
    ScannedLetter.objects.filter(pk=letter.pk, became=Became.HELD).update(typed=typed)


def key_in(letter: ScannedLetter, message: Message, *, by: Actor, now: datetime) -> Submission:
    """录入 It is a letter now, and its scan is the original. Pressed twice it is one letter."""
    require(by, "scan.key_in", letter.batch)
    done = ScannedLetter.objects.select_related("submission").filter(pk=letter.pk).first()
    if done and done.became == Became.LETTER and done.submission:
        return done.submission
    scans, media_type = originals(letter)
    raw = Raw("paper", scans[0].content, door="scan", media_type=media_type) if len(scans) == 1 else None
    said = replace(message, key=f"paper:{letter.pk}", files=scans, raw=raw)
    with transaction.atomic():
        letter = _waiting(letter, by)
        submission = receive(said, by=by, now=now)
        _settle(letter, Became.LETTER, by=by, now=now, submission=submission)
    return submission


def join_scan(letter: ScannedLetter, submission: Submission, words: str, *, by: Actor, now: datetime) -> None:
    """并入来信 It is a further word about a letter that is here; the scan is kept beside it."""
    require(by, "submission.add", submission)
    scans, _media_type = originals(letter)
    with transaction.atomic():
        letter = _waiting(letter, by)
        add_words(submission, words, by=by, now=now, through="paper")
        add_files(submission, scans, by=by, now=now)
        _settle(letter, Became.ADDED, by=by, now=now, submission=submission)


@transaction.atomic
def set_scan_aside(letter: ScannedLetter, *, reason: str, by: Actor, now: datetime) -> None:
    """不用办 It is no letter: an advertisement, an empty sheet. Its pages stay, and it can be taken back."""
    letter = _waiting(letter, by)
    reason = one_line(reason)[:200]
    if not reason:
        raise NotValid(_("请写明为什么不用办，例如“广告”。"), "reason")
    _settle(letter, Became.SET_ASIDE, by=by, now=now, says=reason)


@transaction.atomic
def take_scan_back(letter: ScannedLetter, *, by: Actor, now: datetime) -> None:
    """拿回来 It was set aside by mistake, and waits again."""
    require(by, "scan.key_in", letter.batch)
    back = {"became": Became.HELD, "settled_at": None, "settled_by": None}
    if not ScannedLetter.objects.filter(pk=letter.pk, became=Became.SET_ASIDE).update(**back):
        raise NotAllowedNow(_("这一件没有被搁下，请刷新页面。"))


def originals(letter: ScannedLetter) -> tuple[tuple[FileIn, ...], str]:
    """原件 The files of this letter as they came, and what the first of them is.

    Of a PDF that holds other letters too, its own pages. It may take a while, so not within a transaction.
    """
    pages = list(letter.pages.all())
    kept = []
    for digest in dict.fromkeys(page.sha256 for page in pages):
        own = [page for page in pages if page.sha256 == digest]
        whole = len(own) >= own[0].pages
        content = path_of(digest).read_bytes() if whole else _cut_out(own)
        keep(content)
        kept.append(FileIn(own[0].name, content))
    return tuple(kept), pages[0].media_type if pages else ""


def _cut_out(pages: list[ScanPage]) -> bytes:
    try:
        return cut_out(path_of(pages[0].sha256), [page.number for page in pages])
    except Broke as error:
        raise NotAllowedNow(_("PDF拆不开，这封信还没有录入。请把它单独扫描成一个文件。")) from error


def _waiting(letter: ScannedLetter, by: Actor) -> ScannedLetter:
    """The letter as it stands now. Raises NotAllowedNow when somebody has dealt with it."""
    fresh = ScannedLetter.objects.select_related("batch__desk").filter(pk=letter.pk).first()
    if fresh is None:
        raise NotAllowedNow(_("这一封刚才已经接到别的信后面了，请刷新页面。"))
    require(by, "scan.key_in", fresh.batch)
    if fresh.became != Became.HELD:
        raise NotAllowedNow(_("这一封刚才已经有人处理了，请看下一封。"))
    return fresh


def _untyped(letter: ScannedLetter) -> None:
    if letter.typed:
        raise NotAllowedNow(_("这一封已经改过字了。请先录入，或者把改过的字清掉，再拼页、拆页。"))


def _settle(letter: ScannedLetter, became: Became, *, by: Actor, now: datetime, **found: object) -> None:
    """Of two people at once the second is told. What lies with a letter now need not lie here as well."""
    waiting = ScannedLetter.objects.filter(pk=letter.pk, became=Became.HELD)
    if not waiting.update(became=became, settled_by=by.person, settled_at=now, **found):
        raise NotAllowedNow(_("这一封刚才已经有人处理了，请看下一封。"))
    if became != Became.SET_ASIDE:
        letter.pages.all().delete()
        ScannedLetter.objects.filter(pk=letter.pk).update(typed={})
