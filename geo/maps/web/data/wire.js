// How the payload is encoded: JSON, deflated; tables as columns; outlines as arcs that neighbours share.

/**
 * Read one column: its values, or codes for its distinct values.
 * @param {Array|{values: Array, codes: number[]}} column
 * @returns {Array}
 */
export function readColumn(column) {
  return Array.isArray(column) ? column : column.codes.map((code) => column.values[code]);
}

/**
 * Read a table.
 * @param {Record<string, Column>} columns - by name
 * @returns {Record<string, any>[]} its rows
 */
export function readRows(columns) {
  const names = Object.keys(columns);
  const read = names.map((name) => readColumn(columns[name]));
  return Array.from({ length: read[0]?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name, at) => [name, read[at][row]])),
  );
}

const ALPHABET_START = 32;
const SPARED = [34, 92]; // the quotation mark and the backslash, which JSON would escape
const CODE_SIZE = 93; // characters available for codes
const FIRSTS = [40, 48, 4, 1]; // how many of these characters begin codes of one, two, three and four characters
const TEXT_END = "\0";

/**
 * Read a column of texts, written as codes for words; if most texts are repeated, each distinct text is written once.
 * @param {string[]} words - the vocabulary
 * @param {TextColumn} column
 * @returns {string[]}
 */
export function readTexts(words, column) {
  if (typeof column === "string") return readCoded(words, column);
  const texts = readCoded(words, column.values);
  return column.codes.map((code) => texts[code]);
}

function readCoded(words, coded) {
  const digits = new Uint8Array(128);
  for (let code = ALPHABET_START, digit = 0; code < 127; code += 1) if (!SPARED.includes(code)) digits[code] = digit++;
  const texts = [];
  let text = "";
  let at = 0;
  const next = () => digits[coded.charCodeAt(at++)];
  while (at < coded.length) {
    let index = next();
    let before = 0; // the words with shorter codes
    let more = 0;
    for (let size = 1; index >= FIRSTS[more]; size *= CODE_SIZE) {
      index -= FIRSTS[more];
      before += FIRSTS[more] * size;
      more += 1;
    }
    for (; more > 0; more -= 1) index = index * CODE_SIZE + next();
    const word = words[before + index];
    if (word === TEXT_END) {
      texts.push(text);
      text = "";
    } else text += word;
  }
  return texts;
}

/** Read the arcs of a payload. */
export function readArcs(encoded) {
  return encoded.map(decodeArc);
}

/** Read an arc: Google's Encoded Polyline Algorithm at 4 decimals; latitude and longitude in degrees. */
function decodeArc(text) {
  const points = [];
  const at = [0, 0];
  let position = 0;
  while (position < text.length) {
    for (let axis = 0; axis < 2; axis += 1) {
      let value = 0;
      let shift = 0;
      let chunk;
      do {
        chunk = text.charCodeAt(position) - 63;
        position += 1;
        value |= (chunk & 31) << shift;
        shift += 5;
      } while (chunk >= 32);
      at[axis] += value & 1 ? ~(value >> 1) : value >> 1;
    }
    points.push([at[0] / 1e4, at[1] / 1e4]);
  }
  return points;
}
