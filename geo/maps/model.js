// What the payload tells: geometry, records, and how many of them a window of time touches.

const ASSERTED = new Set(["reported", "confirmed"]);

/**
 * Read a ring: Google's Encoded Polyline Algorithm at 4 decimals.
 * @param {string} text
 * @returns {Array<[number, number]>} latitude and longitude in degrees
 */
export function decodeRing(text) {
  const points = [];
  let position = 0;
  const at = [0, 0];
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
 * Read a multipolygon: polygons of rings.
 * @param {string[][]} polygons
 * @returns {Array<Array<Array<[number, number]>>>}
 */
export function decodeShape(polygons) {
  return polygons.map((polygon) => polygon.map(decodeRing));
}

/**
 * The records by place, for the mode that the payload asks for.
 * @param {object} payload
 */
export function makeModel(payload) {
  const { records, places, statuses, bins } = payload;
  const placed = payload.mode === "provinces" ? records.up : records.p;
  const byPlace = places.map(() => []);
  placed.forEach((indexes, record) => indexes.forEach((place) => byPlace[place].push(record)));
  const status = records.status.map((code) => statuses[code].id);
  const touches = (record, [first, last]) => records.b0[record] <= last && records.b1[record] >= first;

  /** The records of a place that a window touches, in the order of the payload. */
  const at = (place, window) => byPlace[place].filter((record) => touches(record, window));

  /** How many records of each status a place has in a window. */
  const tally = (place, window) => {
    const sum = { asserted: 0, denied: 0, planned: 0, disputed: 0, all: 0 };
    for (const record of byPlace[place]) {
      if (!touches(record, window)) continue;
      sum.all += 1;
      if (ASSERTED.has(status[record])) sum.asserted += 1;
      else sum[status[record]] += 1;
      if (records.disputed[record]) sum.disputed += 1;
    }
    return sum;
  };

  /** Totals of a window. A record of several places counts once. */
  const total = (window) => {
    const sum = { all: 0, denied: 0, planned: 0, places: 0 };
    for (let record = 0; record < records.id.length; record += 1) {
      if (!touches(record, window)) continue;
      sum.all += 1;
      if (status[record] in sum) sum[status[record]] += 1;
    }
    sum.places = byPlace.filter((list) => list.some((record) => touches(record, window))).length;
    return sum;
  };

  /** Records per bin, for the histogram. */
  const histogram = () => {
    const steps = new Int32Array(bins.starts.length + 1);
    for (let record = 0; record < records.id.length; record += 1) {
      steps[records.b0[record]] += 1;
      steps[records.b1[record] + 1] -= 1;
    }
    for (let bin = 1; bin < steps.length; bin += 1) steps[bin] += steps[bin - 1];
    return steps.subarray(0, bins.starts.length);
  };

  return { payload, placed, status, at, tally, total, histogram };
}
