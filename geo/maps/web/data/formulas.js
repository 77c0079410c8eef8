// Cells that a spreadsheet would run as formulas. The rule is that of geo/tables/formulas.py.

// some spreadsheets take the wide forms of East Asian keyboards for the plain ones
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const SIGNED_NUMBER = /^'*[+-] ?\p{Nd}[\p{Nd} .,°'"′″º’”]*[NSEW]?$/iu;

/**
 * Return a cell that no spreadsheet runs as a formula: an apostrophe goes before it, unless it is a signed number or
 * coordinate. A formula that already has apostrophes before it gets one more, so that reading restores every text.
 * @param {string} text
 * @returns {string}
 */
export function guarded(text) {
  return FORMULA.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
}
