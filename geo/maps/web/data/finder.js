// Finding a place by any of its names, in any spelling or romanisation.

import { fold, foldAll, similarity, skeletonOf, skeletonsOf, withoutKind } from "./names.js";

const MOST_FOUND = 8;
const LEAST_CONSONANTS = 2; // fewer would match too many names
const LEAST_BEGINNING = 3; // likewise for a name that is still being typed
const LEAST_ALIKE = 0.5;
// what is true of a city is true of its province
const WIDEST_FIRST = ["country", "region", "province", "district", "area", "point"];
// how a name matches the typed text, best first
const FIT = { same: 0, begins: 1, wordBegins: 2, holds: 3, sounds: 4, soundsSoFar: 5 };

/**
 * Make a function that finds places.
 * @param {Place[]} places
 * @param {(index: number) => boolean} recorded - whether a place has records; these come first
 * @returns {(typed: string) => Array<{at: number, name: string}>} the places that match the typed text, the likeliest
 *   first, each with its index and its best matching name
 */
export function makeFinder(places, recorded) {
  /** @type {Array<{at: number, name: string, folded: string, words: Set<number>|null, skeleton: string}>|null} */
  let names = null;
  let sounded = false;

  /** All names, folded; computed on the first search. */
  const all = () => {
    if (names) return names;
    const called = places.flatMap((place, at) =>
      [place.name, place.fa, place.ps, ...(place.aliases ?? [])].filter(Boolean).map((name) => ({ at, name })),
    );
    const folded = foldAll(called.map(({ name }) => name));
    names = called.map(({ at, name }, index) => ({ at, name, folded: folded[index], words: null, skeleton: "" }));
    return names;
  };

  /** All names, with their sounds; computed the first time that no spelling matches. */
  const allSounding = () => {
    if (sounded) return all();
    skeletonsOf(all().map(({ folded }) => folded)).forEach((skeleton, at) => {
      names[at].skeleton = skeleton;
    });
    sounded = true;
    return names;
  };

  /** Where in a folded name a word begins. */
  const wordsOf = (entry) => {
    if (!entry.words) {
      let length = 0;
      entry.words = new Set(
        entry.name.split(/[^\p{L}\p{N}\p{M}]+/u).map((word) => {
          const begins = length;
          length += fold(word).length;
          return begins;
        }),
      );
    }
    return entry.words;
  };

  const spelt = (entry, wanted) => {
    let position = entry.folded.indexOf(wanted);
    if (position < 0) return null;
    if (position === 0) return entry.folded.length === wanted.length ? FIT.same : FIT.begins;
    while (position >= 0 && !wordsOf(entry).has(position)) position = entry.folded.indexOf(wanted, position + 1);
    return position >= 0 ? FIT.wordBegins : FIT.holds;
  };

  const sounding = (entry, bones) => {
    if (entry.skeleton === bones) return FIT.sounds;
    return bones.length >= LEAST_BEGINNING && entry.skeleton.startsWith(bones) ? FIT.soundsSoFar : null;
  };

  const findFolded = (wanted) => {
    /** @type {Map<number, {at: number, name: string, fit: number, likeness: number}>} */
    const best = new Map();
    const note = ({ at, name }, fit, likeness) => {
      const known = best.get(at);
      const better = !known || fit < known.fit || (fit === known.fit && likeness > known.likeness);
      if (better) best.set(at, { at, name, fit, likeness });
    };
    for (const entry of all()) {
      const fit = spelt(entry, wanted);
      if (fit !== null) note(entry, fit, 1);
    }
    // names that only sound alike come last
    const bones = best.size < MOST_FOUND ? skeletonOf(wanted) : "";
    if (bones.length >= LEAST_CONSONANTS) {
      for (const entry of allSounding()) {
        const fit = sounding(entry, bones);
        const likeness = fit === FIT.sounds ? similarity(wanted, entry.folded) : 1;
        if (fit !== null && likeness >= LEAST_ALIKE) note(entry, fit, likeness);
      }
    }
    const width = ({ at }) => WIDEST_FIRST.indexOf(places[at].level);
    const unrecorded = ({ at }) => (recorded(at) ? 0 : 1);
    return [...best.values()]
      .sort(
        (one, other) =>
          one.fit - other.fit ||
          other.likeness - one.likeness ||
          unrecorded(one) - unrecorded(other) ||
          one.name.length - other.name.length ||
          width(one) - width(other),
      )
      .slice(0, MOST_FOUND);
  };

  return (typed) => {
    const wanted = fold(typed);
    if (!wanted) return [];
    const found = findFolded(wanted);
    const named = found.length ? "" : fold(withoutKind(typed));
    return named ? findFolded(named) : found;
  };
}
