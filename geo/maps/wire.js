// How the payload travels: JSON, deflated; tables as columns; outlines as arcs that neighbours share.

/**
 * Read a payload as geo.maps.wire writes it for a page.
 * @param {string} text - Base64 of JSON, compressed with zlib
 * @returns {Promise<object>}
 */
export async function inflate(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/**
 * Read one column: its values, or codes into the values that occur.
 * @param {Array|{values: Array, codes: number[]}} column
 * @returns {Array}
 */
export function readColumn(column) {
  return Array.isArray(column) ? column : column.codes.map((code) => column.values[code]);
}

/**
 * Read a table.
 * @param {object} columns - by name
 * @returns {object[]} its rows
 */
export function readRows(columns) {
  const names = Object.keys(columns);
  const read = names.map((name) => readColumn(columns[name]));
  return Array.from({ length: read[0]?.length ?? 0 }, (_, row) => Object.fromEntries(names.map((name, at) => [name, read[at][row]])));
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

/**
 * Make a reader of shapes.
 * @param {string[]} encoded - the arcs
 * @returns {function(number[][][]): Array} from polygons of rings of arcs to polygons of rings of points; an arc that
 *   runs backwards is written as its index's complement
 */
export function makeShapes(encoded) {
  const arcs = encoded.map(decodeArc);
  // each arc ends where the next begins, and the last where the first begins
  const ring = (indexes) => indexes.flatMap((index) => (index < 0 ? arcs[~index].slice(1).reverse() : arcs[index].slice(0, -1)));
  return (polygons) => polygons.map((rings) => rings.map(ring));
}
