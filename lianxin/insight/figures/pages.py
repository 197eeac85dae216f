"""数字的各页 Which pages there are, what each is about, and out of which cells it is made."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as N_


class Page(NamedTuple):
    """One page: its name, the dimensions of its cells, and the figures it shows (definitions.py)."""

    label: str
    dimensions: tuple[str, ...]
    figures: tuple[str, ...]


PUBLIC = ("overview", "organisations", "categories", "places", "channels")
RATES = ("responded", "on_time", "claimed", "participation", "resolution", "resolution_low")
PAGES: dict[str, Page] = {
    "overview": Page(N_("总览"), ("all", "org", "category"), ("received", "due", *RATES, "overdue")),
    "organisations": Page(N_("按单位"), ("org",), ("received", "due", *RATES, "overdue")),
    "categories": Page(N_("按分类"), ("category", "org_category"), ("received", "due", *RATES)),
    "places": Page(N_("按地方"), ("place",), ("received", "due", *RATES)),
    "channels": Page(N_("按渠道"), ("channel",), ("received", "due", *RATES)),
    "trend": Page(N_("逐日"), ("day", "all"), ("received", "closed", "due", "on_time")),
    "transfers": Page(N_("转办"), ("transfer", "org"), ("transfers", "wrong", "upheld")),
    "satisfaction": Page(
        N_("满意度"),
        ("all", "org"),
        ("participation", "satisfaction", "basically", "first_pass", "second_pass", "third_pass"),
    ),
    "quality": Page(
        N_("答复质量"),
        ("all", "org"),
        ("alike", "complete", "reopened", "look_back_failed", "repeat", "delivered", "delivery_days"),
    ),
}
