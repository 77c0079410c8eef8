// An article as pieces of text: what is marked in it, which sentence is where, and what selected words hold.

const NUMBER = /(?<![\p{L}\d])\d+(?:[,.]\d+)*(?![\p{L}\d])/gu;
const COUNT = /(?<![\p{L}\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?![\p{L}\d%])/gu;
const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const OF_DATE = new RegExp(`(?:${MONTH})\\s+\\d{1,2}\\b|\\b\\d{1,2}\\s+(?:${MONTH})|\\b(?:19|20)\\d\\d\\b`, "g");

/**
 * A text by characters as Python counts them, of which one may be two in JavaScript.
 * @param {string} text
 */
export function makeText(text) {
  const letters = [...text];
  const plain = letters.length === text.length;
  return {
    length: letters.length,
    slice: (start, end) => (plain ? text.slice(start, end) : letters.slice(start, end).join("")),
    /** The offset as Python counts it. */
    offset: (units) => (plain ? units : [...text.slice(0, units)].length),
  };
}

/**
 * Cut a text where a mark begins or ends.
 * @param {string} text
 * @param {Array<[number, number, string, string]>} mentions - offsets, verdict and place of each toponym
 * @param {Array<[number, number]>} passages - offsets of what suggestions are made of
 * @returns {Array<{start: number, end: number, text: string, mention: number, number: boolean, passage: boolean}>}
 *   `mention` is the index of the toponym that the piece belongs to, or -1
 */
export function pieces(text, mentions, passages) {
  const known = makeText(text);
  const numbers = [...text.matchAll(NUMBER)]
    .map((found) => [known.offset(found.index), known.offset(found.index + found[0].length)])
    .filter(([start, end]) => !mentions.some(([from, to]) => from < end && start < to));
  const spans = [...mentions, ...numbers, ...passages];
  const cuts = [...new Set([0, known.length, ...spans.flatMap(([start, end]) => [start, end])])]
    .filter((cut) => cut >= 0 && cut <= known.length)
    .sort((one, other) => one - other);
  const within = (start, all) => all.findIndex(([from, to]) => from <= start && start < to);
  return cuts.slice(0, -1).map((start, at) => ({
    start,
    end: cuts[at + 1],
    text: known.slice(start, cuts[at + 1]),
    mention: within(start, mentions),
    number: within(start, numbers) >= 0,
    passage: within(start, passages) >= 0,
  }));
}

/**
 * The offsets of a text's sentences or words.
 * @param {string} text
 * @param {"sentence"|"word"} granularity
 * @returns {Array<[number, number]>}
 */
export function segments(text, granularity) {
  const known = makeText(text);
  return [...new Intl.Segmenter("en", { granularity }).segment(text)]
    .map(({ segment, index, isWordLike }) => {
      const first = index + segment.length - segment.trimStart().length;
      return { first, last: index + segment.trimEnd().length, wanted: granularity === "sentence" || isWordLike };
    })
    .filter(({ first, last, wanted }) => wanted && first < last)
    .map(({ first, last }) => [known.offset(first), known.offset(last)]);
}

/**
 * The places that selected words name, or the nearest one before them.
 * @param {Array<[number, number, string, string]>} mentions
 * @param {number} start
 * @param {number} end
 * @returns {string[]} ids
 */
export function placesIn(mentions, start, end) {
  const placed = mentions.filter(([, , , place]) => place);
  const inside = placed.filter(([from, to]) => from < end && start < to);
  const nearest = placed.filter(([, to]) => to <= start).slice(-1);
  const chosen = inside.length ? inside : nearest.length ? nearest : placed.slice(0, 1);
  return [...new Set(chosen.map(([, , , place]) => place))];
}

/** The first number in a text that counts something: no year and no day of a month; "" if there is none. */
export function countIn(text) {
  const [found] = text.replace(OF_DATE, " ").matchAll(COUNT);
  return found ? found[0].replaceAll(",", "") : "";
}
