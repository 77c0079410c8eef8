"""Why a suggestion is likely or doubtful, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

#: what the features of :mod:`geo.activity.suggestions.features` mean; others explain little by themselves
_MEANING: Final = {
    "after have": "reported as completed",
    "after to or will": "an intention, not a deed",
    "again": "may only repeat another event",
    "another": "the text says that it is another one",
    "armed group acts": "an armed group acts",
    "armed group named": "an armed group is named",
    "beside its place": "stands right beside the place",
    "civil matter": "a civil matter",
    "civil matter in the headline": "the headline is about a civil matter",
    "count with place": "a number stands with the place",
    "date": "a date is given",
    "far": "the place is named in another sentence",
    "far from its place": "stands far from the place",
    "farthest": "the place is named far away",
    "first predicate": "the main statement of its clause",
    "foreign": "the place is abroad",
    "forces named": "government or foreign forces are named",
    "in headline too": "in the headline, too",
    "its place speaks": "the place only says where a speaker is from",
    "killed or wounded counted": "killed or wounded are counted",
    "late": "late in the text",
    "most named place": "the place that the text names most",
    "narrower told": "a place inside is named for an event of its own",
    "narrower told of same kind": "the same is reported for a place inside",
    "negation": "negated",
    "no armed group in text": "the text names no armed group",
    "no predicate": "nothing is said to happen",
    "nobody named": "nobody is named",
    "only in headline": "only in the headline",
    "only later predicates": "a side remark of its clause",
    "only offices": "the place only names an office",
    "only places from elsewhere": "the place is named elsewhere",
    "other time": "long before the report",
    "own place": "the place is named in the clause",
    "points back": "points back to an earlier sentence",
    "quoted": "quoted",
    "same place and kind before": "the same was reported for the place before",
    "several votes": "several words say so",
    "share of votes": "the words of the passage agree",
    "since the takeover": "the Taliban govern by then",
    "told ahead of its place": "stands before the place is named",
    "told often": "reported several times",
    "told twice": "reported twice",
    "usual kind": "what the word usually means",
    "very far": "the place is named far away",
    "wider told of same kind": "the same is reported for the area around",
    "with agent": "it is clear who did it",
    "with target": "it is clear who suffered it",
}
_BEGINNINGS: Final = {
    "place ": "the place is a {}",
    "predicate ": "a word for “{}”",
    "beside ": "beside a word for “{}”",
    "rival ": "may as well be {}",
}


def reasons(features: Mapping[str, float], weights: Mapping[str, float], most: int = 4) -> tuple[str, ...]:
    """Return what weighs most for (+) and against (-) a suggestion.

    Parameters
    ----------
    features : mapping of str to float
        Of the event.
    weights : mapping of str to float
        What each feature counts.
    most : int, default 4
        How many reasons.

    Returns
    -------
    tuple of str
        The heaviest first.

    Examples
    --------
    >>> reasons({"foreign": 1.0, "place district": 1.0}, {"foreign": -0.9, "place district": 0.3})
    ('- the place is abroad', '+ the place is a district')
    """
    total: defaultdict[str, float] = defaultdict(float)
    for feature, value in features.items():
        # behind a comma stands the kind of activity that the feature is weighed for
        if (weight := weights.get(feature)) and (words := _words(feature.partition(",")[0])):
            total[words] += weight * value
    heaviest = sorted(total, key=lambda words: (-abs(total[words]), words))[:most]
    return tuple(f"{'+' if total[words] > 0 else '-'} {words}" for words in heaviest)


@cache
def _words(feature: str) -> str:
    if known := _MEANING.get(feature):
        return known
    beginning, _, rest = feature.partition(" ")
    return _BEGINNINGS.get(f"{beginning} ", "").format(rest)
