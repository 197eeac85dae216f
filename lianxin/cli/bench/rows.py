"""The rows of one case as the verbs would have written them, but as plain tuples for bulk loading."""

import random
from collections import Counter
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import models

from lianxin.cases.models import Assignment, Case, Request
from lianxin.cli.bench.letters import letter
from lianxin.cli.bench.road import DAY, DELIVERED, REPLIED, ROAD, SUBMITTED, Body, Dues, Keys, Step, Times
from lianxin.clock.models import Promise
from lianxin.intake.models import Contact, Submission
from lianxin.intake.words import fingerprint
from lianxin.kit.codes import check_digits, code_mark, receipt_code
from lianxin.kit.dates import SHANGHAI
from lianxin.ledger.models import Dossier, Event, Reaction
from lianxin.ledger.verbs.tallying import Place
from lianxin.outcomes.models import Answer, Delivery, Hand, Outcome, Reply
from lianxin.outcomes.sealed_words import PART

Row = tuple[object, ...]
ANSWER = "已派人到现场查看，三天内修好，请您监督。"
FACTS = "现场查看，主管道破裂，影响二十多户。"
SEALED_ANSWER = PART.join((ANSWER, FACTS, Outcome.SUPPORTED.value))
COLUMNS: dict[type[models.Model], str] = {
    Dossier: "id kind number keeper_id keeper_path secrecy source stage rulebook opened_at next_due "
    "head length",
    Submission: "dossier_id serial key code_mark channel kind subject body place place_organisation_id "
    "addressee_id about public confidential guarded language said_at received_at typed_by_id salt "
    "addressee_read_at",
    Contact: "submission_id name phone email address remark account large_print",
    Event: "id dossier_id seq name at by_kind by_id organisation words seal",
    Promise: "id dossier_id key owed_by_id owed_path rule_key rulebook made_at due alarm_at advances state "
    "reminded_at broken_at escalated ended_at reason due_first counted_from left_out beside",
    Case: "dossier_id submission_id procedure track urgency category_id desk_id lead_org_id claimed_outcome "
    "passes closed_at final_at supporting declined_for asked shared",
    Request: "id case_id number words",
    Assignment: "id case_id organisation_id given_at given_by_id reason acknowledged_at acknowledged_by_id "
    "recalled_at designated",
    Reply: "id case_id turn organisation_id written_by_id written_at opening submitted_at approved_by_id "
    "sent_at along_id",
    Hand: "id reply_id person_id at",
    Answer: "id reply_id request_id words facts action action_on outcome like_id likeness",
    Delivery: "id reply_id channel sent_at delivered_at means proof recorded_by_id",
    Reaction: "id event_id function due_at done_at attempts complaint",
}


class Folder:
    """A dossier under construction: its chain grows line by line."""

    def __init__(self, rows: "Rows", kind: str, number: str, opened: int) -> None:
        self.rows, self.kind, self.number, self.opened = rows, kind, number, opened
        self.id, self.head, self.length = rows.key(), "", 0
        self.owed_due: int | None = None

    def line(self, name: str, at: int, by_kind: str, by: str, organisation: str, words: str) -> str:
        self.length += 1
        when = self.rows.times.iso(at) + ".000000+00:00"
        line = (self.head, self.id, str(self.length), name, when, by_kind, by, organisation, words)
        self.head = sha256("\n".join(line).encode()).hexdigest()
        key = self.rows.key()
        self.rows.add(
            Event, key, self.id, self.length, name, self.rows.times.sql(at), by_kind, by or None,
            organisation, words, self.head,
        )  # fmt: skip
        return key

    def store(self, keeper: Body, stage: str) -> None:
        """The cover, once the chain is complete, and its place in the counts."""
        rows = self.rows
        due = rows.times.sql(self.owed_due) if self.owed_due else None
        rows.add(
            Dossier, self.id, self.kind, self.number, keeper.id, keeper.path, 0, "mailbox", stage,
            rows.rulebook, rows.times.sql(self.opened), due, self.head, self.length,
        )  # fmt: skip
        rows.places[0, self.kind, keeper.path, stage, "mailbox"] += 1


class Rows:
    """Collects rows by table until they are carried into the database."""

    def __init__(
        self,
        *,
        desk: Body,
        approver: Body,
        leads: list[Body],
        addressees: list[str],
        categories: list[str],
        rulebook: int,
        now: int,
        chance: random.Random,
        county: str,
        secret: str,
    ) -> None:
        self.desk, self.approver = desk, approver
        self.leads, self.addressees, self.categories = leads, addressees, categories
        self.rulebook, self.now, self.chance = rulebook, now, chance
        self.county, self.secret = county, secret
        self.key, self.times, self.dues = Keys(chance), Times(), Dues(rulebook)
        self.tables: dict[type[models.Model], list[Row]] = {model: [] for model in COLUMNS}
        self.words: list[tuple[int, str]] = []
        self.places: Counter[Place] = Counter()
        self.day, self.drawn = 0, 0

    def add(self, model: type[models.Model], *row: object) -> None:
        self.tables[model].append(row)

    def number(self, moment: int) -> str:
        """A public number, never the same twice: a walk through the million numbers of a day."""
        day = (moment + 8 * 3600) // DAY
        self.day, self.drawn = day, self.drawn + 1 if day == self.day else 0
        digits = f"{self.drawn * 611_953 % 1_000_000:06}"
        date = datetime.fromtimestamp(moment, SHANGHAI).strftime("%y%m%d")
        return f"{self.county}-{date}-{digits}-{check_digits(self.county + date + digits)}"

    def letter(self, received: int) -> tuple[Folder, str, str]:
        """A submission that was received, with its subject and salt; to register it is owed."""
        self.key.at(received)
        folder = Folder(self, "submission", self.number(received), received)
        place, body = letter(self.chance)
        subject = f"{body[:59]}…"
        whole = UUID(hex=folder.id)
        serial = (whole.int >> 80) << 15 | (whole.int >> 64 & 0xFFF) << 3 | whole.int >> 59 & 0b111
        salt = f"{self.chance.getrandbits(128):032x}"
        said = self.times.sql(received)
        mark = code_mark(receipt_code(whole, self.secret), self.secret)
        self.add(
            Submission, folder.id, serial, f"bench:{folder.id}", mark, "mailbox", "problem", subject, body,
            place, None, self.chance.choice(self.addressees), "", False, False, False, "zh", None, said, None,
            salt, None,
        )  # fmt: skip
        self.add(Contact, folder.id, "来信人", "13800000000", "", "", "", "", False)
        self.words.append((serial, f"{subject}\n{place}\n{body}"))
        due = folder.owed_due = self.dues.after("HOT_MAILBOX_RESPOND", received)
        words = fingerprint(salt, subject, body)
        owed = self.owed("register", self.desk, "HOT_MAILBOX_RESPOND", due)
        line = f'{{"channel":"mailbox","files":[],"owed":[{owed}],"words":"{words}"}}'
        folder.line("submission.received", received, "citizen", "", "", line)
        return folder, subject, salt

    def owed(self, key: str, by: Body, rule_key: str, due: int) -> str:
        when = self.times.iso(due)
        return f'{{"by":"{by.code}","due":"{when}+00:00","key":"{key}","rule":"{rule_key}"}}'

    def waiting(self, received: int) -> None:
        """A letter that nobody has registered yet."""
        folder, _subject, _salt = self.letter(received)
        self.running(folder, "register", self.desk, "HOT_MAILBOX_RESPOND", received, advances=False)
        folder.store(self.desk, "waiting")

    def case(self, received: int, steps: int, ended: int) -> None:
        """A case that has gone so many steps of the road, the last of them at `ended`."""
        letter, subject, salt = self.letter(received)
        lead = self.leads[int(self.chance.random() * len(self.leads))]
        moments = self.moments(received, steps, ended)
        folder = Folder(self, "case", letter.number, moments[0])
        self.kept(letter, "register", self.desk, "HOT_MAILBOX_RESPOND", received, moments[0], False)
        words = f'{{"case":"{folder.id}","kept":["register"]}}'
        letter.line("submission.registered", moments[0], "officer", self.desk.person, self.desk.code, words)
        letter.owed_due = None
        letter.store(self.desk, "registered")
        facts = self.walk(folder, letter.id, salt, lead, moments)
        self.add(
            Case, folder.id, letter.id, "letter", "hotline", "normal", self.chance.choice(self.categories),
            self.desk.id, lead.id if steps > 1 else None,
            Outcome.SUPPORTED.value if steps >= REPLIED else "", 1,
            self.times.sql(moments[-1]) if steps == len(ROAD) else None, None, "", "", "", False,
        )  # fmt: skip
        self.facts(folder, lead, subject, moments, *facts)
        folder.store(lead if steps > 1 else self.desk, ROAD[steps - 1].stage)

    def moments(self, received: int, steps: int, ended: int) -> list[int]:
        """When each step was taken: at its own pace, stretched so that the last one is at `ended`."""
        paces = [step.hours * (0.3 + self.chance.random()) for step in ROAD[:steps]]
        whole, passed, moments = sum(paces), 0.0, []
        for pace in paces:
            passed += pace
            moments.append(received + int((ended - received) * passed / whole))
        return moments

    def walk(self, folder: Folder, letter: str, salt: str, lead: Body, moments: list[int]) -> tuple[str, str]:
        """The lines and promises of the road; returns the keys of the reply and of the line that sent it."""
        reply = self.key() if len(moments) >= SUBMITTED else ""
        replied = ""
        dues = []
        for step, at in zip(ROAD, moments, strict=False):
            key = folder.line(
                step.event, at, *self.writer(step, lead), self.says(step, at, letter, salt, lead, reply)
            )
            replied = key if step.event == "case.replied" else replied
            for owes in step.owes:
                owing = self.desk if owes.by_desk else lead
                ends = [end for later, end in zip(ROAD, moments, strict=False) if owes.key in later.kept]
                if ends:
                    self.kept(folder, owes.key, owing, owes.rule, at, ends[0], owes.advances)
                else:
                    self.running(folder, owes.key, owing, owes.rule, at, advances=owes.advances)
                    dues.append(self.dues.after(owes.rule, at))
        folder.owed_due = min(dues, default=None)
        return reply, replied

    def writer(self, step: Step, lead: Body) -> tuple[str, str, str]:
        """Who wrote the line of this step."""
        if step.event in ("case.delivered", "case.closed"):
            return "citizen", "", ""
        who = self.approver if step.event == "case.replied" else self.desk if step.by_desk else lead
        return "officer", who.person, who.code

    def says(self, step: Step, at: int, letter: str, salt: str, lead: Body, reply: str) -> str:
        """The data of a line: what was kept, what is owed now, and what else it says."""
        parts = self.said(step, letter, salt, lead, reply)
        if step.kept and step.event != "case.registered":
            keys = ",".join(f'"{key}"' for key in step.kept)
            parts.append(f'"kept":[{keys}]')
        if step.owes:
            owed = ",".join(
                self.owed(
                    owes.key, self.desk if owes.by_desk else lead, owes.rule, self.dues.after(owes.rule, at)
                )
                for owes in step.owes
            )
            parts.append(f'"owed":[{owed}]')
        return "{" + ",".join(sorted(parts)) + "}"

    def said(self, step: Step, letter: str, salt: str, lead: Body, reply: str) -> list[str]:
        """What a line says besides what was kept and what is owed."""
        words = [f'"reply":"{reply}"', f'"words":"{fingerprint(salt, "", SEALED_ANSWER)}"']
        return {
            "case.registered": [f'"submission":"{letter}"'],
            "case.dispatched": ['"reason":""', f'"to":"{lead.code}"'],
            "case.submitted": words,
            "case.replied": [*words, '"alike":[]', f'"office":"{lead.code}"', '"outcomes":["supported"]'],
            "case.delivered": ['"means":"read"'],
            "case.closed": ['"because":"rated"'],
        }.get(step.event, [])

    def kept(self, folder: Folder, key: str, by: Body, rule_key: str, made: int, ended: int,
             advances: bool) -> None:  # fmt: skip
        due, sql = self.dues.after(rule_key, made), self.times.sql
        broken = sql(due) if ended > due and not advances else None
        self.add(
            Promise, self.key(), folder.id, key, by.id, by.path, rule_key, self.rulebook, sql(made), sql(due),
            None, advances, "kept", None, broken, 0, sql(ended), "", None, None, 0, False,
        )  # fmt: skip

    def running(self, folder: Folder, key: str, by: Body, rule_key: str, made: int, *,
                advances: bool) -> None:  # fmt: skip
        """A promise as the clock has left it: running, reminded, or broken and escalated to the top."""
        due, sql = self.dues.after(rule_key, made), self.times.sql
        first = due - DAY if due - made >= 2 * DAY else made + (due - made) * 3 // 4
        reminded = broken = None
        state, alarm, levels = "running", sql(due if advances else first), 0
        said = f'{{"due":"{self.times.iso(due)}+00:00","owed_by":"{by.code}","promise":"{key}"}}'
        if first <= self.now and not advances:
            reminded, alarm = sql(first), sql(due)
            folder.line("promise.reminded", first, "clock", "", "", said)
        if due <= self.now and not advances:
            state, broken, alarm, levels = "broken", sql(due), "", len(by.path) // 4 - 1
            folder.line("promise.broken", due, "clock", "", "", said)
        self.add(
            Promise, self.key(), folder.id, key, by.id, by.path, rule_key, self.rulebook, sql(made), sql(due),
            alarm or None, advances, state, reminded, broken, levels, None, "", None, None, 0, False,
        )  # fmt: skip

    def facts(self, folder: Folder, lead: Body, subject: str, moments: list[int], reply: str, line: str
              ) -> None:  # fmt: skip
        """Request, assignment, reply, answer, delivery: as far as the case has come."""
        at, request = [self.times.sql(moment) for moment in moments], self.key()
        self.add(Request, request, folder.id, 1, subject)
        if len(at) > 1:
            signed = (at[2], lead.person) if len(at) > 2 else (None, None)
            self.add(
                Assignment, self.key(), folder.id, lead.id, at[1], self.desk.person, "", *signed, None, False
            )  # fmt: skip
        if reply:
            self.answer(lead, at, request, reply, folder.id)
        if len(at) >= REPLIED:
            told = (at[DELIVERED - 1], "read") if len(at) >= DELIVERED else (None, "")
            self.add(Delivery, self.key(), reply, "mailbox", at[REPLIED - 1], *told, "", None)
            sent = at[REPLIED - 1]
            self.add(Reaction, self.key(), line, "lianxin.outcomes.reactions.send_reply", None, sent, 0, "")

    def answer(self, lead: Body, at: list[str], request: str, reply: str, case: str) -> None:
        """What the lead wrote and handed over, and who signed it if it went."""
        handed = at[SUBMITTED - 1]
        signed = (self.approver.person, at[REPLIED - 1]) if len(at) >= REPLIED else (None, None)
        self.add(Reply, reply, case, 1, lead.id, lead.person, handed, "", handed, *signed, None)
        self.add(Hand, self.key(), reply, lead.person, handed)
        self.add(
            Answer, self.key(), reply, request, ANSWER, FACTS, "", None, Outcome.SUPPORTED.value, None, None
        )
