// How a place is drawn: the class of its number, and the marks that set denied and planned apart from reported.

import { svg } from "./dom.js";
import { STATUS_ORDER } from "../data/model.js";

export const MARKS = { denied: "#3f4c58", planned: "#1b5c8f" };
export const EDGE = "#6b2415";
/** For asserted claims without a number, when colours stand for numbers. */
export const NO_NUMBER = "#e4dccb";
const SOLID = { region: 0.2, province: 0.6, district: 0.92, area: 0.75 };
const WEIGHT = { region: 1.6, province: 2.2, district: 1, area: 1.6 };
const UNSEEN = { visibility: "hidden" };
let instances = 0;

/** Hatching and dots, which do not depend on seeing colours. */
export function makePatterns() {
  instances += 1;
  const prefix = `atlas-${instances}`;
  const defs = svg("defs", {});
  const made = new Map();
  const host = svg("svg", { class: "atlas-patterns", width: 0, height: 0, "aria-hidden": "true" }, defs);
  const use = (fill, marks) => {
    const key = [fill, ...marks].join(" ");
    if (!made.has(key)) {
      const id = `${prefix}-${made.size}`;
      const tile = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
      tile.append(svg("rect", { width: 8, height: 8, fill }));
      if (marks.includes("denied")) {
        tile.append(svg("path", { d: "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", stroke: MARKS.denied, "stroke-width": 1.3 }));
      }
      if (marks.includes("planned")) tile.append(svg("circle", { cx: 4, cy: 4, r: 1.5, fill: MARKS.planned }));
      defs.append(tile);
      made.set(key, `url(#${id})`);
    }
    return made.get(key);
  };
  return { host, use };
}

/**
 * Black or white, whichever is readable on a colour, by the relative luminance of WCAG 2.2.
 * @param {string} color - #rrggbb
 */
export function inkOn(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}

/**
 * The class that a number belongs to.
 * @param {{breaks: number[]}} scale
 * @param {number} number - at least the first break
 * @returns {number} its index
 */
export function classOf(scale, number) {
  let index = 0;
  while (index + 1 < scale.breaks.length && number >= scale.breaks[index + 1]) index += 1;
  return index;
}

/**
 * The colour for what is asserted about a place; white when nothing is.
 * @param {Scales} scales - by measure
 * @param {string} measure - "records", "number" or "status"
 * @param {{asserted: number, most: number, rank: number}} sum
 */
export function baseColor(scales, measure, sum) {
  if (!sum.asserted) return "#ffffff";
  if (measure === "status") return scales.status[STATUS_ORDER[sum.rank]];
  if (measure === "records") return scales.records.colors[classOf(scales.records, sum.asserted)];
  return sum.most ? scales.number.colors[classOf(scales.number, sum.most)] : NO_NUMBER;
}

/**
 * The SVG attributes of a place with these records.
 * @param {string} level - how it is drawn
 * @param {Tally} sum - as the model's tally returns it
 * @param {{scales: Scales, measure: string, patterns: ReturnType<typeof makePatterns>, selected: boolean}} context
 */
export function styleOf(level, sum, { scales, measure, patterns, selected }) {
  if (!sum.all) return UNSEEN; // one attribute instead of five, and out of reach of mouse, touch and keyboard
  const base = baseColor(scales, measure, sum);
  const marks = sum.denied ? (sum.planned ? ["denied", "planned"] : ["denied"]) : sum.planned ? ["planned"] : [];
  const asserted = sum.asserted > 0;
  const firm = level === "region" ? "10 6" : level === "area" ? "4 4" : asserted && !sum.disputed ? "none" : "6 4";
  return {
    visibility: "visible",
    fill: marks.length ? patterns.use(base, marks) : base,
    "fill-opacity": asserted ? SOLID[level] : level === "region" ? 0.35 : 0.8,
    stroke: selected ? "#000000" : asserted ? EDGE : sum.denied ? MARKS.denied : MARKS.planned,
    "stroke-width": (selected ? 1.5 : 0) + WEIGHT[level],
    "stroke-dasharray": firm, // uncertain or disputed places have a dashed edge
  };
}
