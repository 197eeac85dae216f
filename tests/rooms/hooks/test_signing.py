"""What proves that a call is ours: by vectors worked out by hand, and by the official library as a peer."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from lianxin.hooks.signing import secret_of, signed
from tests.receiver import Receiver, bureau, hook_at, turn
from tests.world import World

# The example of the specification's own libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
MOMENT = datetime.fromtimestamp(1614265330, UTC)


def test_the_signature_is_the_one_of_the_specification() -> None:
    assert signed(SECRET, MESSAGE, BODY, now=MOMENT) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


@pytest.mark.parametrize("body", ["{}", '{"a":"水"}', '{"a.b":"c.d"}'])
def test_the_official_library_knows_a_call_of_ours_and_no_changed_one(body: str) -> None:
    secret = secret_of(UUID(int=7))
    headers = signed(secret, "one", body.encode(), now=timezone.now())
    assert Webhook(secret).verify(body, headers) == json.loads(body)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body + " ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, {**headers, "webhook-id": "two"})
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(UUID(int=8))).verify(body, headers)


def test_an_old_call_is_refused_there() -> None:
    secret = secret_of(UUID(int=7))
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify("{}", signed(secret, "one", b"{}", now=timezone.now() - timedelta(minutes=6)))


def test_a_secret_is_another_one_for_each_address_and_long_enough() -> None:
    secrets = {secret_of(UUID(int=number)) for number in range(50)}
    assert len(secrets) == 50 and {len(one) for one in secrets} == {len("whsec_") + 44}


def test_a_real_call_is_verified_and_told_again_with_a_new_moment_under_the_old_name(
    world: World, far: Receiver
) -> None:
    hook = hook_at(world, far.url, by=bureau(world))
    world.dispatched()
    far.answers = [500, 200]
    now = timezone.now()
    turn(now - timedelta(minutes=2))
    turn(now)
    (first, body), (second, again) = far.came
    assert first["webhook-id"] == second["webhook-id"] and body == again
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 120
    assert Webhook(secret_of(hook.pk)).verify(again.decode(), second)["event"] == "case.dispatched"
    assert second["content-type"] == "application/json" and second["user-agent"] == "Lianxin-Webhooks/1"
