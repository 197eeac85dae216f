"""来信 The form in which a program sends a letter: what is documented and what is read are one."""

from typing import Annotated, Literal

from pydantic import Field

from lianxin.kit.shapes import Day, Moment, Strictly


class ContactIn(Strictly):
    """How the writer can be reached; never public, and shown only to those who need it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remark: Annotated[str, Field(description="Words for those who handle the letter only.")] = ""
    large_print: Annotated[bool, Field(description="What is posted is printed in large letters.")] = False


class HelperIn(Strictly):
    """Whoever writes for somebody who cannot: who, as what, and how and when that one agreed."""

    helper: str
    relation: Literal["family", "neighbour", "village", "clerk"]
    consent: Literal["spoken", "signed", "telephone"]
    consented_on: Day


class LetterIn(Strictly):
    """One letter, in the writer's own words."""

    body: Annotated[str, Field(description="The writer's own words, kept as they are.", min_length=1)]
    kind: Literal["problem", "opinion", "suggestion", "demand", "thanks", "report"] = "problem"
    subject: Annotated[str, Field(description="Left empty, the beginning of the words.")] = ""
    addressee: Annotated[str, Field(description="Code of the body it is written to; empty: the county.")] = ""
    place: Annotated[str, Field(description="Where it is, in words.")] = ""
    place_code: Annotated[str, Field(description="Code of the township or village it is about.")] = ""
    category: Annotated[str, Field(description="Code of a category, where the writer knows.")] = ""
    public: Annotated[bool, Field(description="Others may read letter and answer, redacted.")] = False
    confidential: Annotated[bool, Field(description="Whoever handles it shall not know who wrote.")] = False
    language: Literal["zh", "en"] = "zh"
    said_at: Annotated[Moment | None, Field(description="When it was said, where that is not now.")] = None
    contact: ContactIn | None = None
    proxy: HelperIn | None = None
