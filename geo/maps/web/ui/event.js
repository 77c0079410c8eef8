// An event that several reports tell: what they agree on once, and where they differ side by side.

import { compared } from "../data/events.js";
import { boundsWords, counted } from "../data/numbers.js";
import { el } from "../draw/dom.js";
import { citation } from "./citation.js";

const NOT_SAID = "–";

/** What each report of an event says, field by field. */
function fieldsOf(model, records) {
  const { payload, columns } = model;
  const word = (column, words) => (record) => payload[words][columns[column][record]]?.name ?? "";
  const text = (name) => (record) => model.text(name, record);
  const bounds = (what) => (record) => boundsWords(model.boundsOf(what, record));
  /** @type {Array<[string, (record: number) => string]>} */
  const fields = [
    ["Activity", word("kind", "kinds")],
    ["Place", (record) => model.reportedAt(record).map(model.nameOf).join(", ")],
    ["When", model.when],
    ["Number", (record) => boundsWords(model.boundsOf("count", record), model.text("unit", record))],
    ["Killed", bounds("killed")],
    ["Wounded", bounds("wounded")],
    ["Actors", (record) => columns.actors[record].map((code) => payload.actors[code].name).join(", ")],
    ["Targets", text("targets")],
    ["Status", word("status", "statuses")],
    ["According to", (record) => model.text("claimed_by", record) || "the report itself"],
    ["Disputed by", text("disputed_by")],
    ["Location precision", (record) => word("location_precision", "precisions")(record).toLowerCase()],
    ["Confidence", (record) => word("confidence", "confidences")(record).toLowerCase()],
    ["Place as reported", text("place_text")],
  ];
  return compared(fields.map(([label, say]) => ({ label, texts: records.map(say) })));
}

/** Two claims of one report are not two reports. */
function heading(model, records) {
  const cited = new Set(records.flatMap((record) => model.columns.report_id[record])).size;
  if (cited >= records.length) return `${counted(records.length, "report")} of one event`;
  return `${counted(records.length, "claim")} about one event in ${counted(cited, "report")}`;
}

function row({ label, texts, same, differ }) {
  const name = el("th", { scope: "row" }, label);
  if (same) return el("tr", {}, name, el("td", { colspan: texts.length, dir: "auto" }, texts[0]));
  const cells = texts.map((text) => el("td", { dir: "auto" }, text || NOT_SAID));
  // colour alone would not tell everybody
  if (differ) name.append(el("span", { class: "atlas-unlike" }, "differs"));
  return el("tr", { class: differ ? "atlas-differs" : false }, name, ...cells);
}

/**
 * Show an event: its reports side by side, all of them, whether or not the place and period shown have each.
 * @param {Model} model
 * @param {number} place - the place that it is shown for
 * @param {number} event
 */
export function eventCard(model, place, event) {
  const { records, publishers } = model.events[event];
  const fields = fieldsOf(model, records);
  const differing = fields.filter(({ differ }) => differ).map(({ label }) => label.toLowerCase());
  const elsewhere = records.filter((record) => !model.placedAt(record).includes(place)).length;
  const reports = records.map((record) => el("td", {}, ...model.reportsOf(record).map(citation).filter(Boolean)));
  const quoted = records.map((record) => model.text("evidence", record));
  const notes = records.map((record) => model.text("note", record));
  const whole = (label, texts) =>
    texts.some(Boolean)
      ? el("tr", {}, el("th", { scope: "row" }, label), ...texts.map((text) => el("td", { dir: "auto" }, text)))
      : "";
  return el(
    "article",
    { class: "atlas-record atlas-event", "data-event": String(event) },
    el("h3", {}, `${heading(model, records)}, ${counted(publishers, "independent publisher")}`),
    el(
      "div",
      { class: "atlas-muted" },
      differing.length ? `They differ in: ${differing.join(", ")}.` : "They do not contradict each other.",
      elsewhere ? ` ${counted(elsewhere, "report")} on another place.` : "",
    ),
    el(
      "div",
      { class: "atlas-versions", tabindex: "0", role: "region", "aria-label": "Reports of one event" },
      el(
        "table",
        {},
        el(
          "tbody",
          {},
          el("tr", {}, el("th", { scope: "row" }, "Report"), ...reports),
          ...fields.map(row),
          whole("Passage", quoted),
          whole("Note", notes),
        ),
      ),
    ),
  );
}
