// The legend: what the colours mean, how many places have each at present, and how precise and certain reports are.

import { counted, written } from "../data/numbers.js";
import { el, svg } from "../draw/dom.js";
import { EDGE, MARKS, NO_NUMBER, classOf } from "../draw/style.js";
import { STATUS_ORDER } from "../data/model.js";

const NARROW = 720; // pixels; below this width, the legend starts closed
const TITLES = { records: "Records in this period", number: "Largest number reported", status: "Strongest claim" };

/**
 * Make the legend.
 * @param {(color: string, marks: string[]) => string} pattern - the fill for a colour with marks
 */
export function makeLegend(pattern) {
  const body = el("div", { class: "atlas-legend-body" });
  const element = el("details", { class: "atlas-legend" }, el("summary", {}, "Legend"), body);
  let opened = false;
  let tallies = [];
  /** @type {(sum: Tally) => number} */
  let classify = () => -1;

  const swatch = (attributes, shape = "rect") => {
    const form =
      shape === "rect" ? { x: 2, y: 2, width: 22, height: 12 } : { cx: 13, cy: 8, r: shape === "dot" ? 4.5 : 6.5 };
    return svg(
      "svg",
      { width: 26, height: 16, "aria-hidden": "true" },
      svg(shape === "rect" ? "rect" : "circle", { ...form, stroke: EDGE, ...attributes }),
    );
  };
  const row = (mark, text, tally = null) => el("div", { class: "atlas-legend-row" }, mark, el("span", {}, text), tally);

  /** The classes of a measure: colour and label. */
  const classesOf = (scales, measure) => {
    if (measure === "status") {
      return ["confirmed", "reported"].map((status) => [
        scales.status[status],
        status[0].toUpperCase() + status.slice(1),
      ]);
    }
    const { breaks, colors } = scales[measure];
    const label = (index) => {
      const upper = breaks[index + 1];
      if (upper === undefined) return `${written(breaks[index])} or more`;
      return upper - 1 === breaks[index] ? written(breaks[index]) : `${written(breaks[index])}–${written(upper - 1)}`;
    };
    const classes = colors.map((color, index) => [color, label(index)]);
    return measure === "number" ? [...classes, [NO_NUMBER, "no number given"]] : classes;
  };

  const classifier = (scales, measure) => {
    if (measure === "status") return (sum) => (sum.asserted ? (STATUS_ORDER[sum.rank] === "confirmed" ? 0 : 1) : -1);
    const scale = scales[measure];
    if (measure === "records") return (sum) => (sum.asserted ? classOf(scale, sum.asserted) : -1);
    return (sum) => (sum.asserted ? (sum.most ? classOf(scale, sum.most) : scale.colors.length) : -1);
  };

  const update = (model, measure, rolledUp) => {
    const { scales } = model.payload;
    if (!opened && element.parentElement?.clientWidth) {
      element.open = element.parentElement.clientWidth > NARROW;
      opened = true;
    }
    const classes = classesOf(scales, measure);
    classify = classifier(scales, measure);
    tallies = classes.map(() => el("span", { class: "atlas-muted" }));
    const middle = scales.records.colors[Math.floor(scales.records.colors.length / 2)];
    const levels = new Set(model.places.filter((_, index) => model.recordsOf(index)).map((place) => place.level));
    const kinds = [
      ["district", swatch({ fill: middle }), "Reported for the district"],
      [
        "province",
        swatch({ fill: middle, "fill-opacity": 0.6, "stroke-width": 2.2 }),
        rolledUp ? "Reported for the province or places in it" : "Reported for the province, not for each district",
      ],
      [
        "region",
        swatch({ fill: middle, "fill-opacity": 0.2, "stroke-width": 1.6, "stroke-dasharray": "6 3" }),
        "Reported for a region of several provinces",
      ],
      [
        "area",
        swatch({ fill: middle, "fill-opacity": 0.75, "stroke-dasharray": "3 3" }, "circle"),
        "Somewhere within the circle",
      ],
      ["point", swatch({ fill: middle }, "dot"), "A point; nearby points are grouped"],
    ];
    const shown = kinds.filter(([level]) => levels.has(level)).map(([, mark, text]) => row(mark, text));
    const ours = model.places.some((place) => place.level !== "district" && place.level !== "point" && place.role);
    body.replaceChildren(
      el("div", { class: "atlas-legend-title" }, TITLES[measure]),
      ...classes.map(([fill, text], index) =>
        row(swatch({ fill, stroke: "#8a8378", "stroke-width": 0.5 }), text, tallies[index]),
      ),
      ...(shown.length && ours ? [el("div", { class: "atlas-legend-title" }, "Location"), ...shown] : []),
      el("div", { class: "atlas-legend-title" }, "Certainty"),
      row(
        swatch({ fill: pattern("#ffffff", ["denied"]), stroke: MARKS.denied, "stroke-dasharray": "4 3" }),
        "Denied by those concerned",
      ),
      row(
        swatch({ fill: pattern("#ffffff", ["planned"]), stroke: MARKS.planned, "stroke-dasharray": "4 3" }),
        "Planned, not yet carried out",
      ),
      row(swatch({ fill: middle, "stroke-dasharray": "4 3" }), "Reported but disputed"),
      el("p", {}, "No colour: no reports in this period. That does not mean that nothing happened."),
    );
  };

  /** Show how many places are currently in each class. */
  const tally = (sums) => {
    const found = tallies.map(() => 0);
    for (const sum of sums) {
      const index = classify(sum);
      if (index >= 0) found[index] += 1;
    }
    tallies.forEach((slot, index) => {
      const text = found[index] ? `· ${counted(found[index], "place")}` : "";
      if (slot.textContent !== text) slot.textContent = text;
    });
  };
  return { element, update, tally };
}
