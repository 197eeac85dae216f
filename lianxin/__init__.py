"""连心桥 Lianxin: what is said becomes owed; what is owed runs on a clock; what is done is written down."""

__version__ = "0.1.0"
