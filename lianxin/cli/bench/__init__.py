"""测速 What the house costs. `bench_app` is what the command line hangs in."""

from lianxin.cli.bench.commands import bench_app

__all__ = ["bench_app"]
