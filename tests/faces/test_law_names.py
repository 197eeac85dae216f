"""A law keeps its own name in its own language; that the county set a rule is said in the reader's."""

from django.utils.translation import override

from lianxin.web.templatetags.laws import basis


def test_a_law_is_marked_as_chinese_and_the_county_s_own_rule_is_translated() -> None:
    grounds = "信访工作条例第22条；县定"
    with override("en"):
        assert basis(grounds) == '<span lang="zh-hans">信访工作条例第22条</span>；set by the county'
    with override("zh-hans"):
        assert basis(grounds).endswith("；县定")


def test_what_a_rule_book_from_outside_says_is_no_markup() -> None:
    assert "<b>" not in basis("<b>第1条</b>")
