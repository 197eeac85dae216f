"""演示县 A made-up county of real size, to look at and to try."""

from lianxin.cli.demo.building import build_demo

__all__ = ["build_demo"]
