// Toponyms as text: what spellings have in common, by the rules that the Python side also reads (geo/names/rules.json).

import RULES from "../../../names/rules.json" with { type: "json" };

/** The replacement of each character, from entries that list characters by their replacement. */
const spread = (entries) =>
  new Map(
    Object.entries(entries)
      .filter(([becomes]) => becomes !== "note")
      .flatMap(([becomes, letters]) => [...letters].map((letter) => [letter, becomes])),
  );

/** A function that replaces each character by its entry in a map. */
const replacer = (becomes) => {
  const known = new RegExp(`[${[...becomes.keys()].join("")}]`, "gu");
  return (text) => text.replace(known, (letter) => becomes.get(letter));
};

const unify = replacer(spread(RULES.letters));
const soundOut = replacer(spread(RULES.sounds));
const merge = replacer(spread(RULES.skeleton.merged));
const INITIAL_SOUNDS = new Map(RULES.initial.order.map(([letters, sound]) => [letters, sound]));
const INITIAL = new RegExp(`^(?:${[...INITIAL_SOUNDS.keys()].join("|")})`, "gm");
const BEGINS = spread(RULES.skeleton.begins);
const LOST = new RegExp(`[${RULES.skeleton.lost}]`, "g");
const LOST_FIRST = new RegExp(`^[${RULES.skeleton.lost}]`, "gm");
const KEPT = new RegExp(`[${[...BEGINS.values()].join("").toUpperCase()}]`, "g");
const VOWELS = new RegExp(RULES.vowels.order.map(([pattern]) => `(${pattern})`).join("|"), "g");
const KIND_WORDS = new Set(Object.values(RULES.kinds).flat());
const ARABIC = /[\u0600-\u06ff]/;
const ASCII = /^[\0-\x7f]*$/;
const DOUBLED = /(.)\1+/gu;

/** Case-folded text, as Python's casefold returns it: ß becomes ss, and ς becomes σ. */
const foldCase = (text) => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");

/** Fold names, one per line. */
function foldLines(lines) {
  if (ASCII.test(lines)) return lines.toLowerCase().replace(/[^a-z0-9\n]+/g, "");
  const unified = unify(foldCase(lines.normalize("NFKC")));
  return unify(foldCase(unified.normalize("NFKD"))).replace(/[^\p{L}\p{N}\n]|\p{Lm}/gu, "");
}

/**
 * The key shared by spellings that nobody would call different: lower-case letters and digits only.
 * @param {string} name - in Latin or Arabic script
 */
export function fold(name) {
  return foldLines(name).replaceAll("\n", "");
}

/**
 * The keys of many names, faster than one by one.
 * @param {string[]} names
 */
export function foldAll(names) {
  if (!names.length) return [];
  return foldLines(names.map((name) => name.replaceAll("\n", " ")).join("\n")).split("\n");
}

/** Write folded names, one per line, with one letter per sound. */
function soundLines(lines) {
  const spoken = soundOut(lines);
  const latin = RULES.romanised.order.reduce(
    (text, [letters, sound]) => text.replaceAll(letters, sound),
    lines.replace(INITIAL, (letters) => INITIAL_SOUNDS.get(letters)),
  );
  if (spoken === lines) return latin;
  // Arabic script: one letter is one sound
  const [folded, romanised] = [lines.split("\n"), latin.split("\n")];
  const sounds = spoken.split("\n").map((name, at) => (name === folded[at] ? romanised[at] : name));
  return sounds.join("\n");
}

/** Reduce folded names, one per line, to their consonants by sound. */
function skeletonLines(lines) {
  const kept = merge(soundLines(lines)).replace(LOST_FIRST, (letter) => BEGINS.get(letter).toUpperCase());
  return kept
    .replace(LOST, "")
    .replace(KEPT, (letter) => letter.toLowerCase())
    .replace(DOUBLED, "$1");
}

/**
 * The key shared by a name's romanisations and its original script: its consonants, by sound.
 * @param {string} folded - as fold returns it
 */
export function skeletonOf(folded) {
  return skeletonLines(folded);
}

/**
 * The skeletons of many names, faster than one by one.
 * @param {string[]} folded
 */
export function skeletonsOf(folded) {
  if (!folded.length) return [];
  return skeletonLines(folded.join("\n")).split("\n");
}

/**
 * How a name sounds: one letter per consonant, three vowels, no doubled letters, no silent h.
 * @param {string} folded - as fold returns it
 */
export function pronounce(folded) {
  const spoken = soundLines(folded).replace(VOWELS, (...found) => {
    const which = RULES.vowels.order.findIndex((_, at) => found[at + 1] !== undefined);
    return RULES.vowels.order[which][1];
  });
  const [first = "", ...rest] = spoken.replace(DOUBLED, "$1");
  return first + rest.join("").replaceAll("h", "");
}

/** One minus the edit distance of two texts (a letter changed, dropped, added, or two swapped) over the longer length. */
function alike(one, other) {
  const longest = Math.max(one.length, other.length);
  if (!longest) return 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return 1 - last[other.length] / longest;
}

/**
 * How much two spellings sound alike, from 0 to 1. Arabic script leaves short vowels unwritten: compared with it, only
 * the vowels that it can write count.
 * @param {string} one - as fold returns it
 * @param {string} other
 */
export function similarity(one, other) {
  const sounds = alike(pronounce(one), pronounce(other));
  if (ARABIC.test(one) === ARABIC.test(other)) return sounds;
  return 0.75 * alike(skeletonOf(one), skeletonOf(other)) + 0.25 * sounds;
}

/** A phrase without the words that only give the kind of place: "Jurm district" becomes Jurm. */
export function withoutKind(phrase) {
  const isKind = (word) => KIND_WORDS.has(word) || KIND_WORDS.has(word.replace(/s$/, ""));
  return phrase
    .split(/\s+/)
    .filter((word) => !isKind(fold(word)))
    .join(" ");
}
