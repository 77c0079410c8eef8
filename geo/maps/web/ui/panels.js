// Chips for whole countries and for filters, and the panel about the map's sources.

import { recordsWords } from "../data/numbers.js";
import { el } from "../draw/dom.js";
import { citation } from "./citation.js";

/**
 * Make the chips for records about a country as a whole, and for the active filter.
 * @param {{onPick: (index: number) => void, onUnfilter: () => void}} hooks - `onPick` gets a place's index
 */
export function makeChips({ onPick, onUnfilter }) {
  const element = el("div", { class: "atlas-chips" });
  let shown = "";
  const update = (model, window, filtered) => {
    const countries = model.places.flatMap((place, index) => {
      const sum = place.level === "country" && model.recordsOf(index) ? model.tally(index, window) : null;
      return sum?.all ? [[index, `${model.nameOf(index)} as a whole: ${recordsWords(sum)}`]] : [];
    });
    const key = JSON.stringify([countries, filtered]);
    if (key === shown) return; // so that a focused chip keeps the focus
    shown = key;
    const only = el(
      "button",
      { type: "button", class: "atlas-chip atlas-only", title: "Show all again" },
      `Only ${filtered} ×`,
    );
    only.addEventListener("click", onUnfilter);
    element.replaceChildren(
      ...countries.map(([index, text]) => {
        const chip = el("button", { type: "button", class: "atlas-chip", "data-place": model.places[index].id }, text);
        chip.addEventListener("click", () => onPick(index));
        return chip;
      }),
      ...(filtered ? [only] : []),
    );
  };
  return { element, update };
}

/**
 * Make the panel about the map's sources.
 * @param {{onClose: () => void}} hooks
 */
export function makeInfo({ onClose }) {
  const element = el("section", {
    class: "atlas-panel atlas-info",
    hidden: true,
    tabindex: "-1",
    "aria-label": "About this map",
  });
  /** Fill the panel; the reports arrive with the texts. */
  const update = ({ title, note, generated, credits, tiles }, reports) => {
    const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
    close.addEventListener("click", onClose);
    const cited = reports.filter((report) => report.title || report.publisher);
    element.replaceChildren(
      close,
      el("h2", {}, title || "About this map"),
      note ? el("p", { class: "atlas-note" }, note) : "",
      el(
        "p",
        {},
        "The map shows what reports say, not what has been verified. Click a mark to see who says so, who disputes it, and how precisely the place is known.",
      ),
      ...(cited.length
        ? [el("h3", {}, "Reports"), el("ul", {}, ...cited.map((report) => el("li", {}, citation(report))))]
        : []),
      ...(credits.length ? [el("h3", {}, "Data"), el("ul", {}, ...credits.map((credit) => el("li", {}, credit)))] : []),
      tiles ? el("p", {}, `Online background map: ${tiles.name}.`) : "",
      el("p", { class: "atlas-muted" }, `Made with Dispatch Atlas on ${generated}.`),
    );
  };
  return { element, update };
}
