// Linked events: several reports of one event count once, and stand side by side where they differ.

/**
 * Count a claim by its status.
 * @param {{denied: number, planned: number, asserted?: number}} sum
 * @param {number} rank - of the status, from the weakest
 * @param {number} by - 1, or -1 to take it back
 */
export function countClaim(sum, rank, by) {
  if (rank === 0) sum.denied += by;
  else if (rank === 1) sum.planned += by;
  else if (sum.asserted !== undefined) sum.asserted += by;
}

/**
 * Count a report of a linked event. The event counts once, as the strongest of its claims; it is disputed if one of its
 * reports is, or if one denies what another asserts.
 * @param {{all: number, denied: number, planned: number, asserted?: number, disputed?: number}} sum
 * @param {Map<number, {best: number, worst: number, disputed: number}>} seen - the events that have counted, by a key
 * @param {number} key
 * @param {number} rank - of the report's status
 * @param {number} disputed - 1 or 0
 */
export function countReport(sum, seen, key, rank, disputed) {
  let event = seen.get(key);
  if (!event) {
    event = { best: rank, worst: rank, disputed: 0 };
    seen.set(key, event);
    sum.all += 1;
    countClaim(sum, rank, 1);
  } else if (rank > event.best) {
    countClaim(sum, event.best, -1);
    countClaim(sum, rank, 1);
    event.best = rank;
  }
  event.worst = Math.min(event.worst, rank);
  const doubted = disputed || (event.worst === 0 && event.best > 1) ? 1 : 0;
  if (sum.disputed !== undefined && doubted > event.disputed) sum.disputed += 1;
  event.disputed = Math.max(event.disputed, doubted);
}

/**
 * The parts of spans that no earlier one covers.
 * @param {Array<[number, number]>} spans - first and last, both included
 * @returns {Array<[number, number]>}
 */
export function uncovered(spans) {
  let until = -Infinity;
  return [...spans]
    .sort(([one], [other]) => one - other)
    .flatMap(([first, last]) => {
      const begin = Math.max(first, until + 1);
      until = Math.max(until, last);
      return begin <= last ? [/** @type {[number, number]} */ ([begin, last])] : [];
    });
}

/**
 * Put linked records together: each event once, where the first of its records is.
 * @param {number[]} records
 * @param {Int32Array} eventOf - the event of each record; -1 for none
 * @returns {number[]} the records that stand for themselves or for their event
 */
export function firsts(records, eventOf) {
  const seen = new Set();
  return records.filter((record) => {
    const event = eventOf[record];
    if (event < 0) return true;
    return !seen.has(event) && seen.add(event);
  });
}

/**
 * What reports of one event say, field by field.
 * @param {Array<{label: string, texts: string[]}>} fields - one text per report; empty where it says nothing
 * @returns {Array<{label: string, texts: string[], same: boolean, differ: boolean}>} without the fields of which none
 *   says anything; `same` if all say the same, `differ` if two say different things
 */
export function compared(fields) {
  return fields
    .filter(({ texts }) => texts.some(Boolean))
    .map(({ label, texts }) => {
      const said = new Set(texts.filter(Boolean));
      return { label, texts, same: said.size === 1 && texts.every(Boolean), differ: said.size > 1 };
    });
}
