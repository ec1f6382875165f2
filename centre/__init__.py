"""Centre: the web site of a commune's women's promotion centre."""

__version__ = "0.1.0"
