"""取附件 Pictures and voices lie with the platform, under a name that is for us."""

from urllib.parse import quote

from lianxin.channels.calling import TooLarge, Unreachable, call
from lianxin.channels.message import FileIn, FileThere
from lianxin.channels.refusing import NotFetched
from lianxin.channels.weibo.account import NULL, the_account

GET = "/2/mss/msget"
MOST = 25 * 1024 * 1024
NAMES = {"image": "微博图片.jpg", "voice": "微博语音.amr"}


def fetch(there: FileThere) -> FileIn:
    """The file with this name on the platform. Raises NotFetched."""
    account = the_account()
    if account.api == NULL or not (account.token and account.media):
        raise NotFetched("not_set_up")
    asked = f"access_token={quote(account.token, safe='')}&fid={quote(there.name, safe='')}"
    try:
        answer = call("GET", f"{account.media}{GET}?{asked}", most=MOST)
    except Unreachable as error:
        raise NotFetched("unreachable") from error
    except TooLarge as error:
        raise NotFetched("too_large", for_good=True) from error
    if answer.status == 404:
        raise NotFetched("gone", 404, for_good=True)
    if answer.status != 200 or not answer.content or answer.is_json:
        raise NotFetched("later", answer.status)
    return FileIn(NAMES.get(there.kind, "微博附件"), answer.content)
