// Numbers as people read them.

const numbers = new Intl.NumberFormat("en");

/** Write a number for people: 12,345. */
export function written(number) {
  return numbers.format(number);
}

/**
 * Say a number of things: "1 record", "3 records".
 * @param {number} number
 * @param {string} one - the noun for one of them
 * @returns {string}
 */
export function counted(number, one) {
  return `${written(number)} ${one}${number === 1 ? "" : "s"}`;
}
