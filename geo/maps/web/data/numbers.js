// Numbers formatted for people.

const numbers = new Intl.NumberFormat("en");

/** Format a number: 12,345. */
export function written(number) {
  return numbers.format(number);
}

/**
 * Describe a number between two bounds, as geo.activity.record does: "40 or more fighters"; empty if both are open.
 * @param {Array<number|null>} bounds
 * @param {string} [unit] - what is counted
 * @returns {string}
 */
export function boundsWords([low, high], unit = "") {
  if (low === null && high === null) return "";
  let number = `${written(low ?? 0)} to ${written(high ?? 0)}`;
  if (high === null) number = `${written(low)} or more`;
  else if (low === null) number = `up to ${written(high)}`;
  else if (low === high) number = written(low);
  return `${number} ${unit}`.trim();
}

/**
 * Count records: "3 records"; "3 records of 2 events" where some are linked as reports of one event.
 * @param {{all: number, records: number}} sum - the events, where any other record is one by itself, and the records
 */
export function recordsWords({ all, records }) {
  return records === all ? counted(all, "record") : `${counted(records, "record")} of ${counted(all, "event")}`;
}

/**
 * Count things: "1 record", "3 records".
 * @param {number} number
 * @param {string} one - the noun in the singular
 * @returns {string}
 */
export function counted(number, one) {
  return `${written(number)} ${one}${number === 1 ? "" : "s"}`;
}
