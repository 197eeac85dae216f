"""取附件 Pictures, voices and videos lie with the platform for about three days: fetched at once, or gone."""

from urllib.parse import quote, urlsplit

from lianxin.channels.calling import Reply, TooLarge, Unreachable, call
from lianxin.channels.message import FileIn, FileThere
from lianxin.channels.refusing import NotFetched, NotSent
from lianxin.channels.wechat.account import NULL, Account, the_account
from lianxin.channels.wechat.tokens import STALE, token_of

GET = "/cgi-bin/media/get"
MOST = 25 * 1024 * 1024  # the house takes twenty; what is a little larger is said to be too large
NAMES = {"image": "微信图片", "voice": "微信语音", "video": "微信视频"}
ENDS = {"image": "jpg", "voice": "amr", "video": "mp4"}
NO_LONGER = {40007, 40004}
VIDEO_HOSTS = (".qq.com", ".qpic.cn")


def fetch(there: FileThere) -> FileIn:
    """The file with this name on the platform. Raises NotFetched."""
    account = the_account()
    if account.api == NULL or not account.speaks():
        raise NotFetched("not_set_up")
    try:
        answer = _get(account, there)
    except Unreachable as error:
        raise NotFetched("unreachable") from error
    except TooLarge as error:
        raise NotFetched("too_large", for_good=True) from error
    except NotSent as error:
        raise NotFetched("login") from error
    if answer.status != 200 or not answer.content or answer.is_json:
        raise NotFetched("later", answer.status)
    kind = there.kind if there.kind in NAMES else "image"
    return FileIn(f"{NAMES[kind]}.{_end(answer, kind)}", answer.content)


def _get(account: Account, there: FileThere) -> Reply:
    token = token_of(account)
    answer = _ask(account, there, token)
    code = answer.told().get("errcode") if answer.is_json else None
    if code in STALE:
        answer = _ask(account, there, token_of(account, refused=token))
        code = answer.told().get("errcode") if answer.is_json else None
    if code:
        raise NotFetched("gone" if code in NO_LONGER else "later", code, for_good=code in NO_LONGER)
    video = answer.told().get("video_url") if answer.is_json else None
    return _video(account, video) if isinstance(video, str) else answer


def _ask(account: Account, there: FileThere, token: str) -> Reply:
    asked = f"access_token={quote(token, safe='')}&media_id={quote(there.name, safe='')}"
    return call("GET", f"{account.api}{GET}?{asked}", most=MOST)


def _video(account: Account, url: str) -> Reply:
    """Of a video the platform tells only where it lies: fetched from its own hosts, and from no others."""
    host = urlsplit(url).hostname or ""
    if not (host.endswith(VIDEO_HOSTS) or host == urlsplit(account.api).hostname):
        raise NotFetched("elsewhere", for_good=True)
    return call("GET", url, most=MOST)


def _end(answer: Reply, kind: str) -> str:
    told = {"image/png": "png", "image/gif": "gif", "audio/speex": "speex", "voice/speex": "speex"}
    return told.get(answer.media_type.partition(";")[0], ENDS[kind])
