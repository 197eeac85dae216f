"""People, and the posts they hold in organisations."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Role(models.TextChoices):
    """职务 What a post lets a person do; see config/permissions.py."""

    SECRETARY = "secretary", _("书记")
    CLERK = "clerk", _("登记员")
    SORTER = "sorter", _("派单员")
    OFFICER = "officer", _("承办人")
    APPROVER = "approver", _("审核签发人")
    SUPERVISOR = "supervisor", _("督办员")
    REVIEWER = "reviewer", _("复查复核员")
    CALLER = "caller", _("回访员")
    DISCIPLINE = "discipline", _("纪检受理员")
    OFFICE = "office", _("系统管理员")
    AUDITOR = "auditor", _("监督员")
    READER = "reader", _("代阅人")


# What a program of a body may be given to do by itself; what has to be weighed, people weigh.
FOR_MACHINES = frozenset({Role.CLERK, Role.SORTER, Role.OFFICER, Role.OFFICE, Role.AUDITOR})


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, login: str | None) -> "Person":
        return self.get(login=login)


class Person(AbstractBaseUser):
    """人员 A member of an organisation; who works in the house also has a sign-in name and posts.

    As little as needed: a name and a body. Citizens are never persons here. Whoever signs in with a
    password that the office gave must choose another one before anything else. `technical` is no human being:
    the name under which a body's own program acts, which never signs in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(_("登录名"), max_length=40, unique=True, null=True, blank=True)
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(default=False, db_default=False)
    technical = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held(self) -> "PostQuerySet":
        return self.filter(until=None)


class Post(models.Model):
    """岗位 A person holds a role in an organisation, from a day until a day.

    A reader (代阅人) reads a secretary's letters in that secretary's name (`stands_for`), and steps aside
    wherever the secretary does.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    stands_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(until=None),
                name="post_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"


class ApiKey(models.Model):
    """接口密钥 What lets another program speak to the house; of its secret only a mark is kept (SHA-256).

    `holder` is whose program it is, `organisation` the body that answers for it here, `beginning` the first
    letters of the secret, by which people know it. `scopes` is what it may do: words of config/scopes.py, a
    space between. `person` is in whose name it acts: an officer who gave it to a program, or the technical
    person of a body; nobody where it only carries letters of citizens. It is never deleted: revoked, or after
    `expires_at`, it opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mark = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12, unique=True)
    holder = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="keys", db_index=False
    )
    scopes = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.holder} ({self.beginning}…)"

    def opens(self, now: datetime) -> bool:
        """Does it open anything at this moment? One in the name of somebody who has left does not."""
        runs = self.expires_at is None or now < self.expires_at
        return self.revoked_at is None and runs and (self.person is None or self.person.is_active)

    def may(self, scope: str) -> bool:
        return self.revoked_at is None and scope in self.scopes.split()
