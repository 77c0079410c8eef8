"""The browser's half, checked without a browser: ``python -m tests.web``."""
