"""How an answer reached the writer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.outcomes.models.reply import Reply


class Means(models.TextChoices):
    """By what proof the answer is known to have reached the writer, or why it could not."""

    READ = "read", _("本人凭查询码在网页上阅读")
    HANDED = "handed", _("当面交给本人签收")
    POSTED = "posted", _("邮寄")
    TOLD = "told", _("打电话念给本人听")
    UNREAD = "unread", _("已在网上公开给本人，期满未来查看")
    IMPOSSIBLE = "impossible", _("无法送达")


class Delivery(models.Model):
    """送达 A reply on its way to the writer, and the proof that it arrived."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="delivery")
    channel = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=12, choices=Means.choices, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["delivered_at"], name="delivery_arrived")]
