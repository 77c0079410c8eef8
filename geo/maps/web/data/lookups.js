// Looking up the places, kinds and actors that a record may name.

import { makeFinder } from "./finder.js";
import { fold } from "./names.js";

/**
 * Make a lookup of places, by the rules of the map's search.
 * @param {Place[]} places
 * @param {() => Set<string>} preferred - ids that come first among namesakes: those in the article
 */
export function placeLookup(places, preferred) {
  const byId = new Map(places.map((place) => [place.id, place]));
  const find = makeFinder(places, (at) => preferred().has(places[at].id));
  const short = (id) => byId.get(id)?.name ?? id;
  const detail = (/** @type {Place} */ { kind, where }) => [kind, where].filter(Boolean).join(" in ");
  return {
    short,
    get: (id) => byId.get(id),
    nameOf: (id) => {
      const place = byId.get(id);
      return place ? `${place.name} (${place.kind}${place.where ? `, ${place.where.split(", ")[0]}` : ""})` : id;
    },
    find: (typed) =>
      find(typed).map(({ at, name }) => {
        const place = places[at];
        return { id: place.id, text: name === place.name ? name : `${place.name} (${name})`, detail: detail(place) };
      }),
  };
}

/**
 * Make a lookup of words of a vocabulary: by the beginning of any word of a name, then by anything that it is called.
 * @param {Array<{id: string, name: string, aliases: string[]}>} terms
 */
export function termLookup(terms) {
  const names = new Map(terms.map(({ id, name }) => [id, name]));
  const known = terms.map(({ id, name, aliases }) => ({
    id,
    text: name,
    name: fold(name),
    words: name.split(/[^\p{L}\p{N}]+/u).map(fold),
    aliases: aliases.map(fold),
  }));
  const fit = (term, wanted) => {
    if (term.name.startsWith(wanted)) return 0;
    if (term.words.some((word) => word.startsWith(wanted))) return 1;
    if (term.aliases.some((alias) => alias.startsWith(wanted))) return 2;
    return term.name.includes(wanted) ? 3 : 4;
  };
  return {
    nameOf: (id) => names.get(id) ?? id,
    find: (typed) => {
      const wanted = fold(typed);
      return known
        .map((term) => ({ id: term.id, text: term.text, fit: wanted ? fit(term, wanted) : 0 }))
        .filter((term) => term.fit < 4)
        .sort((one, other) => one.fit - other.fit);
    },
  };
}

/**
 * The kind that a passage's words speak of: the one of whose names the most letters are in it; the first if none is.
 * @param {Array<{id: string, aliases: string[]}>} kinds
 * @param {string} text
 */
export function kindIn(kinds, text) {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const length = ({ aliases }) =>
    Math.max(
      0,
      ...aliases
        .map((alias) => alias.toLowerCase())
        .filter((alias) => words.includes(alias.endsWith("*") ? ` ${alias.slice(0, -1)}` : ` ${alias} `))
        .map((alias) => alias.length),
    );
  return kinds.reduce((best, kind) => (length(kind) > length(best) ? kind : best), kinds[0]).id;
}
