// The map's state in the page's address: #t=2017-12&layers=district,province. Such a link opens the same view.

import { readToken } from "./calendar.js";

const STATE_LISTS = ["layers", "actor", "kind", "status"];
const STATE_WORDS = ["unit", "mode", "by", "lang", "on", "place"];

/**
 * Read a state from an address.
 * @param {string} hash - the part after the page's name, with or without its "#"
 * @returns {Sent} the state, without the parts that cannot be read
 */
export function readAddress(hash) {
  const sent = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, any>} */
  const state = {};
  for (const name of STATE_LISTS) if (sent.has(name)) state[name] = sent.get(name).split(",").filter(Boolean);
  for (const name of STATE_WORDS) if (sent.get(name)) state[name] = sent.get(name);
  const at = sent.get("at")?.split("/").map(Number);
  if (at?.length === 3 && at.every(Number.isFinite)) state.at = at;
  const time = readTime(sent.get("t") ?? "");
  if (time) state.time = time;
  return state;
}

/** Read a period: 2017-12, 2017-01..2018-03, or ..2017-12 for everything up to then. */
function readTime(text) {
  const [first, last] = text.includes("..") ? text.split("..") : [text, text];
  const end = readToken(last);
  if (!end) return null;
  if (!first) return { unit: end.unit, mode: "since", days: [-Infinity, end.last] };
  const begin = readToken(first);
  return begin && begin.unit === end.unit ? { unit: begin.unit, days: [begin.first, end.last] } : null;
}

/**
 * Write the period that a window shows; empty for the whole period.
 * @param {Bins} bins
 * @param {[number, number]} window - two bins
 * @param {string} mode
 */
export function writeTime(bins, [first, last], mode) {
  if (bins.unit === "span" || (first === 0 && last === bins.size - 1)) return "";
  if (mode === "since") return `..${bins.token(last)}`;
  return first === last ? bins.token(first) : `${bins.token(first)}..${bins.token(last)}`;
}

/**
 * Write a state for an address.
 * @param {Record<string, string | string[]>} state - texts and lists; empty ones are left out
 * @returns {string} without its "#"
 */
export function writeAddress(state) {
  return Object.entries(state)
    .map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map(encodeURIComponent).join(",")
        : encodeURIComponent(value ?? "").replaceAll("%2F", "/"),
    ])
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}=${text}`)
    .join("&");
}
