// What explains the map: the legend, the chips for whole countries, and the panel about sources.

import { counted, el, svg } from "./dom.js";
import { citation } from "./popup.js";

const NARROW = 720; // pixels; below, the legend starts closed

/**
 * Make the legend.
 * @param {function(string, string[]): string} pattern - the fill for a colour with marks
 */
export function makeLegend(pattern) {
  const body = el("div", { class: "atlas-legend-body" });
  const element = el("details", { class: "atlas-legend" }, el("summary", {}, "Legend"), body);
  let opened = false;

  const swatch = (attributes, round = false) =>
    svg("svg", { width: 26, height: 16, "aria-hidden": "true" }, svg(round ? "circle" : "rect", { ...(round ? { cx: 13, cy: 8, r: 6.5 } : { x: 2, y: 2, width: 22, height: 12 }), stroke: "#6b2415", ...attributes }));
  const row = (mark, text) => el("div", { class: "atlas-legend-row" }, mark, el("span", {}, text));

  const update = ({ scale, places, records, mode }) => {
    const rolledUp = mode === "provinces";
    if (!opened && element.parentElement?.clientWidth) {
      element.open = element.parentElement.clientWidth > NARROW;
      opened = true;
    }
    const { breaks, colors } = scale;
    const label = (index) => {
      const upper = breaks[index + 1];
      if (upper === undefined) return `${breaks[index]} or more`;
      return upper - 1 === breaks[index] ? String(breaks[index]) : `${breaks[index]}–${upper - 1}`;
    };
    const middle = colors[Math.floor(colors.length / 2)];
    const levels = new Set((rolledUp ? records.up : records.p).flat().map((index) => places[index].level));
    const kinds = [
      ["district", swatch({ fill: middle }), "Reported of the district"],
      ["province", swatch({ fill: middle, "fill-opacity": 0.6, "stroke-width": 2.2 }), rolledUp ? "Of the province, or of places in it" : "Of the province; not of each of its districts"],
      ["region", swatch({ fill: middle, "fill-opacity": 0.2, "stroke-width": 1.6, "stroke-dasharray": "6 3" }), "Of a region of several provinces"],
      ["area", swatch({ fill: middle, "fill-opacity": 0.75, "stroke-dasharray": "3 3" }, true), "Somewhere in the circle"],
    ];
    const shown = kinds.filter(([level]) => levels.has(level)).map(([, mark, text]) => row(mark, text));
    body.replaceChildren(
      el("div", { class: "atlas-legend-title" }, "Records in the time shown"),
      ...breaks.map((_, index) => row(swatch({ fill: colors[index], stroke: "none" }), label(index))),
      ...(shown.length ? [el("div", { class: "atlas-legend-title" }, "How exactly"), ...shown] : []),
      el("div", { class: "atlas-legend-title" }, "How surely"),
      row(swatch({ fill: pattern("#ffffff", ["denied"]), stroke: "#3f4c58", "stroke-dasharray": "4 3" }), "Denied by those concerned"),
      row(swatch({ fill: pattern("#ffffff", ["planned"]), stroke: "#1b5c8f", "stroke-dasharray": "4 3" }), "Planned, not yet done"),
      row(swatch({ fill: middle, "stroke-dasharray": "4 3" }), "Reported, and disputed"),
      el("p", {}, "No colour: no report in this time. That does not mean that nothing happened."),
    );
  };
  return { element, update };
}

/**
 * Make the chips for what is reported of a country as a whole.
 * @param {function(number): void} onPick - called with a place's index
 */
export function makeChips(onPick) {
  const element = el("div", { class: "atlas-chips" });
  const update = (model, window) => {
    const chips = model.payload.places.flatMap((place, index) => {
      const sum = place.level === "country" ? model.tally(index, window).all : 0;
      if (!sum) return [];
      const chip = el("button", { type: "button", class: "atlas-chip", "data-place": place.id }, `${place.name} as a whole: ${counted(sum, "record")}`);
      chip.addEventListener("click", () => onPick(index));
      return [chip];
    });
    element.replaceChildren(...chips);
  };
  return { element, update };
}

/** Make the panel that tells what the map is made from. */
export function makeInfo() {
  const element = el("section", { class: "atlas-info", hidden: true, tabindex: "-1", "aria-label": "About this map" });
  const update = ({ title, note, generated, credits, reports }, onClose) => {
    const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
    close.addEventListener("click", onClose);
    element.replaceChildren(
      close,
      el("h2", {}, title || "About this map"),
      note ? el("p", { class: "atlas-note" }, note) : "",
      el("p", {}, "Each mark shows what reports say, not what was verified. Click it to see who says so, who disputes it, and how exactly the place is known."),
      el("h3", {}, "Reports"),
      el("ul", {}, ...reports.map((report) => el("li", {}, citation(report)))),
      el("h3", {}, "Data"),
      el("ul", {}, ...credits.map((credit) => el("li", {}, credit))),
      el("p", { class: "atlas-muted" }, `Made with Dispatch Atlas on ${generated}.`),
    );
  };
  return { element, update };
}
