// Days, and the bins that they fall into. A day is a whole number: days since 1 January 1970, without a time zone.

const DAY = 86_400_000; // milliseconds
const LONG_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const MONTHS = LONG_MONTHS.map((name) => name.slice(0, 3));
const MONDAY = 4; // 1 January 1970 was a Thursday, so day 4 was the first Monday

/** The units of time that the slider offers, from short to long; "span" is one bin for the whole period. */
export const UNITS = {
  day: "Days",
  week: "Weeks",
  month: "Months",
  quarter: "Quarters",
  year: "Years",
  span: "All at once",
};

/** @type {Array<[string, RegExp, (...numbers: number[]) => number]>} */
const TOKENS = [
  ["day", /^(\d{4})-(\d\d)-(\d\d)$/, (y, m, d) => dayOf(y, m - 1, d)],
  ["week", /^(\d{4})-W(\d\d)$/, (y, w) => mondayOf(y) + (w - 1) * 7],
  ["month", /^(\d{4})-(\d\d)$/, (y, m) => dayOf(y, m - 1, 1)],
  ["quarter", /^(\d{4})-Q([1-4])$/, (y, q) => dayOf(y, (q - 1) * 3, 1)],
  ["year", /^(\d{4})$/, (y) => dayOf(y, 0, 1)],
];

const dayOf = (year, month, date) => Math.round(Date.UTC(year, month, date) / DAY);
const dateOf = (day) => new Date(day * DAY);
const two = (number) => String(number).padStart(2, "0");

/** The Monday of a year's first week, which contains its first Thursday (ISO 8601). */
function mondayOf(year) {
  const fourth = dayOf(year, 0, 4);
  return fourth - ((((fourth - MONDAY) % 7) + 7) % 7);
}

/** Write a day in ISO 8601. */
export function isoOf(day) {
  return dateOf(day).toISOString().slice(0, 10);
}

/** Read a day in ISO 8601. */
export function parseDay(text) {
  const [year, month, date] = text.split("-").map(Number);
  return dayOf(year, month - 1, date);
}

/** The first day of the bin that a day is in, and the first day of the next bin. */
function around(day, unit) {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === "day") return [day, day + 1];
  if (unit === "week") {
    const monday = day - ((((day - MONDAY) % 7) + 7) % 7);
    return [monday, monday + 7];
  }
  if (unit === "month") return [dayOf(year, month, 1), dayOf(year, month + 1, 1)];
  if (unit === "quarter") return [dayOf(year, month - (month % 3), 1), dayOf(year, month - (month % 3) + 3, 1)];
  return [dayOf(year, 0, 1), dayOf(year + 1, 0, 1)];
}

/** The label of the bin that begins on a day. */
function labelOf(day, unit) {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === "year") return String(year);
  if (unit === "quarter") return `Q${month / 3 + 1} ${year}`;
  if (unit === "month") return `${MONTHS[month]} ${year}`;
  const written = `${date.getUTCDate()} ${MONTHS[month]} ${year}`;
  return unit === "week" ? `Week of ${written}` : written;
}

/** Write the bin that begins on a day for an address: 2017, 2017-Q4, 2017-12, 2017-W50, 2017-12-12. */
function tokenOf(day, unit) {
  const iso = isoOf(day);
  if (unit === "day") return iso;
  if (unit === "month") return iso.slice(0, 7);
  if (unit === "quarter") return `${iso.slice(0, 4)}-Q${Math.floor(dateOf(day).getUTCMonth() / 3) + 1}`;
  if (unit === "year") return iso.slice(0, 4);
  const year = dateOf(day + 3).getUTCFullYear(); // a week belongs to the year of its Thursday
  return `${year}-W${two((day - mondayOf(year)) / 7 + 1)}`;
}

/**
 * Describe a span as precisely as it is known.
 * @param {number} first
 * @param {number} last
 * @param {string} precision - as in the column date_precision
 */
export function spanWords(first, last, precision) {
  const long = (day) => {
    const date = dateOf(day);
    return `${date.getUTCDate()} ${LONG_MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const [one, other] = [isoOf(first), isoOf(last)];
  if (precision === "month" && one.slice(0, 7) === other.slice(0, 7)) return long(first).replace(/^\d+ /, "");
  if (precision === "year" && one.slice(0, 4) === other.slice(0, 4)) return one.slice(0, 4);
  if (first === last) return long(first);
  if (precision === "throughout") return `from ${long(first)} to ${long(last)}`;
  return `${precision === "within" ? "on a day " : ""}between ${long(first)} and ${long(last)}`;
}

/**
 * Read a bin from an address.
 * @param {string} token
 * @returns {{unit: string, first: number, last: number}|null} its unit, first and last day; null when it is not a valid bin
 */
export function readToken(token) {
  for (const [unit, form, begin] of TOKENS) {
    const match = form.exec(token);
    if (match) {
      const [first, next] = around(begin(...match.slice(1).map(Number)), unit);
      return tokenOf(first, unit) === token ? { unit, first, last: next - 1 } : null; // there is no 30 February
    }
  }
  return null;
}

/**
 * Divide time into bins.
 * @param {number} first - a day in the first bin
 * @param {number} last - a day in the last bin
 * @param {string} unit - a key of UNITS
 */
export function makeBins(first, last, unit) {
  if (unit === "span") {
    const label = `${labelOf(first, "day")} – ${labelOf(last, "day")}`;
    return { unit, starts: Int32Array.of(first), end: last, label: () => label, token: () => "", of: () => 0, size: 1 };
  }
  const starts = [];
  let day = around(first, unit)[0];
  while (day <= last) {
    starts.push(day);
    [, day] = around(day, unit);
  }
  const size = starts.length;
  /** The bin that a day is in; the nearest one if it is in none. */
  const of = (wanted) => {
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    unit,
    starts: Int32Array.from(starts),
    end: day - 1,
    label: (bin) => labelOf(starts[bin], unit),
    token: (bin) => tokenOf(starts[bin], unit),
    of,
    size,
  };
}
