// The payload's records: which of them a window of time touches, by place, and their totals.

import { makeBins, parseDay, spanWords } from "./calendar.js";
import { countClaim, countReport, uncovered } from "./events.js";
import { projectArcs } from "./outlines.js";
import { readArcs, readColumn, readRows, readTexts } from "./wire.js";

/** From the weakest to the strongest claim. */
export const STATUS_ORDER = ["denied", "planned", "reported", "confirmed"];
const AS_NAMED = "="; // the report uses the map's own name for the place
const CODE_COLUMNS = ["status", "kind", "location_precision", "confidence", "date_precision"];

/** Lists for all records: a single number stands for a list of one. */
const asLists = (column) => readColumn(column).map((entry) => (Array.isArray(entry) ? entry : [entry]));

/**
 * The records, ready to be counted.
 * @param {Payload} payload - as geo.maps.payload returns it
 */
export function makeModel(payload) {
  const places = /** @type {Place[]} */ (readRows(payload.places));
  const size = payload.records.date_from.length;
  const columns = Object.fromEntries(CODE_COLUMNS.map((name) => [name, readColumn(payload.records[name])]));
  for (const name of ["actors", "report_id", "place_id"]) columns[name] = asLists(payload.records[name]);
  const reported = columns.place_id;
  const base = parseDay(payload.base);
  const from = Int32Array.from(payload.records.date_from, (day) => day + base);
  const to = from.map((day, record) => day + payload.records.date_to[record]);
  /** The bounds of a number of people: "count", "killed" or "wounded"; null where one is open. */
  const boundsOf = (what, record) =>
    ["low", "high"].map((bound) => payload.records[`${what}_${bound}`]?.[record] ?? null);
  const number = Float64Array.from(from, (_, record) => Math.max(...boundsOf("count", record).map(Number)));
  const status = Uint8Array.from(columns.status, (code) => STATUS_ORDER.indexOf(payload.statuses[code].id));
  const disputed = Uint8Array.from(payload.records.disputed_by);
  /** Records that are reports of one event, and the number of its independent publishers. */
  const events = payload.events ?? [];
  const eventOf = new Int32Array(size).fill(-1);
  events.forEach((event, at) => event.records.forEach((record) => (eventOf[record] = at)));
  const upper = places.map((place, index) => place.up ?? index);

  const arcs = readArcs(payload.arcs);
  let projected = null;
  const recorded = new Uint8Array(places.length);
  for (const indexes of reported) for (const place of indexes) recorded[place] = recorded[upper[place]] = 1;

  let language = payload.open.language;
  let bins = null;
  const b0 = new Int32Array(size);
  const b1 = new Int32Array(size);
  const kept = new Uint8Array(size).fill(1);
  let placed = reported;
  let rolledUp = null;
  // the records of each place, place by place: starts[place] to starts[place + 1] in members
  let starts = null;
  let members = null;

  const setUnit = (unit) => {
    const day = (choose, list) => list.reduce((one, other) => choose(one, other), list[0] ?? base);
    bins = makeBins(day(Math.min, from), day(Math.max, to), unit);
    for (let record = 0; record < size; record += 1) {
      b0[record] = bins.of(from[record]);
      b1[record] = bins.of(to[record]);
    }
  };

  const setRollUp = (rolled) => {
    if (starts !== null && rolled === rolledUp) return;
    rolledUp = rolled;
    placed = rolled ? reported.map((indexes) => [...new Set(indexes.map((place) => upper[place]))]) : reported;
    starts = new Int32Array(places.length + 1);
    for (const indexes of placed) for (const place of indexes) starts[place + 1] += 1;
    for (let place = 0; place < places.length; place += 1) starts[place + 1] += starts[place];
    members = new Int32Array(starts[places.length]);
    const next = starts.slice();
    placed.forEach((indexes, record) => {
      for (const place of indexes) {
        members[next[place]] = record;
        next[place] += 1;
      }
    });
  };

  // the records that the page's own filters take, as bits; null for all
  let mask = payload.mask ?? null;
  const masked = (record) => mask !== null && ((mask[record >> 3] >> (record & 7)) & 1) === 0;

  /** Keep only records with the given actors, kinds and statuses; an empty set keeps all. */
  const setFilter = ({ actors, kinds, statuses }) => {
    for (let record = 0; record < size; record += 1) {
      const fits =
        !masked(record) &&
        (!actors.size || columns.actors[record].some((code) => actors.has(payload.actors[code].id))) &&
        (!kinds.size || kinds.has(payload.kinds[columns.kind[record]].id)) &&
        (!statuses.size || statuses.has(STATUS_ORDER[status[record]]));
      kept[record] = fits ? 1 : 0;
    }
  };

  const touches = (record, first, last) => kept[record] === 1 && b0[record] <= last && b1[record] >= first;

  /** The records of a place that a window touches, in the order of the payload. */
  const at = (place, [first, last]) =>
    Array.from(members.subarray(starts[place], starts[place + 1])).filter((record) => touches(record, first, last));

  /**
   * Totals of a place's records in a window: `records` counts each, the others a linked event once; `most` is the largest
   * number in a single claim, `rank` the strongest claim.
   */
  const tally = (place, [first, last]) => {
    const sum = { all: 0, records: 0, asserted: 0, denied: 0, planned: 0, disputed: 0, most: 0, rank: -1 };
    const seen = new Map();
    for (let index = starts[place]; index < starts[place + 1]; index += 1) {
      const record = members[index];
      if (kept[record] === 1 && b0[record] <= last && b1[record] >= first) {
        const rank = status[record];
        sum.records += 1;
        if (eventOf[record] >= 0) countReport(sum, seen, eventOf[record], rank, disputed[record]);
        else {
          sum.all += 1;
          sum.disputed += disputed[record];
          countClaim(sum, rank, 1);
        }
        if (rank > 1 && number[record] > sum.most) sum.most = number[record];
        if (rank > sum.rank) sum.rank = rank;
      }
    }
    return sum;
  };

  /** All records that a window touches. */
  const shown = ([first, last]) => {
    const found = [];
    for (let record = 0; record < size; record += 1) if (touches(record, first, last)) found.push(record);
    return found;
  };

  /** Totals of a window. A record of several places counts once, and so does an event on several places. */
  const total = ([first, last]) => {
    const sum = { all: 0, records: 0, denied: 0, planned: 0, places: 0 };
    const counted = new Map();
    const seen = new Uint8Array(places.length);
    for (let record = 0; record < size; record += 1) {
      if (kept[record] === 0 || b0[record] > last || b1[record] < first) continue;
      sum.records += 1;
      if (eventOf[record] >= 0) countReport(sum, counted, eventOf[record], status[record], 0);
      else {
        sum.all += 1;
        countClaim(sum, status[record], 1);
      }
      for (const place of placed[record]) {
        sum.places += 1 - seen[place];
        seen[place] = 1;
      }
    }
    return sum;
  };

  /** Records per bin, for the histogram; a linked event counts once in each bin. */
  const histogram = () => {
    const steps = new Int32Array(bins.size + 1);
    for (let record = 0; record < size; record += 1) {
      if (eventOf[record] >= 0) continue;
      steps[b0[record]] += kept[record];
      steps[b1[record] + 1] -= kept[record];
    }
    for (const { records } of events) {
      const spans = records.filter((record) => kept[record]).map((record) => [b0[record], b1[record]]);
      for (const [first, last] of uncovered(/** @type {Array<[number, number]>} */ (spans))) {
        steps[first] += 1;
        steps[last + 1] -= 1;
      }
    }
    for (let bin = 1; bin < steps.length; bin += 1) steps[bin] += steps[bin - 1];
    return steps.subarray(0, bins.size);
  };

  // texts arrive after the map, and each text column is read on first use
  let texts = payload.texts ?? null;
  const read = {};
  const text = (name, record) => {
    if (!texts) return "";
    if (!(name in texts.columns)) return ""; // empty in all records
    read[name] ??= readTexts(texts.words, texts.columns[name]);
    const found = read[name][record];
    return found === AS_NAMED ? reported[record].map((place) => places[place].name).join(" and ") : found;
  };

  return {
    payload,
    places,
    columns,
    size,
    number,
    status,
    kept,
    b0,
    b1,
    at,
    tally,
    total,
    shown,
    histogram,
    setUnit,
    setRollUp,
    setFilter,
    setMask: (bits) => {
      mask = bits;
    },
    text,
    hasTexts: () => texts !== null,
    setTexts: (sent) => {
      texts = sent;
    },
    boundsOf,
    events,
    eventOf,
    /** The reports that a record cites. */
    reportsOf: (record) => (texts ? columns.report_id[record].map((code) => texts.reports[code]) : []),
    reports: () => texts?.reports ?? [],
    when: (record) => spanWords(from[record], to[record], columns.date_precision[record]),
    isoRange: (record) => [from[record], to[record]],
    placedAt: (record) => placed[record],
    /** The places as reported, even where they are rolled up. */
    reportedAt: (record) => reported[record],
    /** The arcs in the world at zoom 0, projected on first use. */
    projected: () => (projected ??= projectArcs(arcs)),
    /** Two corners of a shape, as latitude and longitude. */
    cornersOf: (shape) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const index of new Set(shape.flat(2).map((arc) => (arc < 0 ? ~arc : arc)))) {
        for (const [lat, lon] of arcs[index]) {
          if (lat < box[0]) box[0] = lat;
          if (lon < box[1]) box[1] = lon;
          if (lat > box[2]) box[2] = lat;
          if (lon > box[3]) box[3] = lon;
        }
      }
      return [
        [box[0], box[1]],
        [box[2], box[3]],
      ];
    },
    /** How many records a place has, in the whole period. */
    recordsOf: (place) => starts[place + 1] - starts[place],
    /** Whether any record can be drawn on a place, rolled up or not. */
    recorded: (place) => recorded[place] === 1,
    /** A place's name in the chosen language, or as in the gazetteer. */
    nameOf: (place) => places[place][language] ?? places[place].name,
    setLanguage: (chosen) => {
      language = chosen;
    },
    get bins() {
      return bins;
    },
  };
}
