"""Which records are reports of one event: candidates, how alike they are, and why."""

from geo.activity.linking.suggest import LEAST, LinkSuggestion, LinkSuggestions, suggest_links

__all__ = ["LEAST", "LinkSuggestion", "LinkSuggestions", "suggest_links"]
