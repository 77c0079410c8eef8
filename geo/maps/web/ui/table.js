// The records that the map shows, as a table that can be read without a map and copied as CSV.

import { isoOf } from "../data/calendar.js";
import { guarded } from "../data/formulas.js";
import { boundsWords, counted } from "../data/numbers.js";
import { el } from "../draw/dom.js";

const ROWS = 100;
const NOTICE = 4000; // milliseconds

/**
 * @param {string} name
 * @param {string} title
 * @returns {[string, string, (model: Model, record: number) => any]}
 */
const textColumn = (name, title) => [name, title, (model, record) => model.text(name, record)];

/**
 * @param {string} what - "count", "killed" or "wounded"
 * @param {0|1} bound - 0 for the lower, 1 for the upper
 * @returns {[string, string, (model: Model, record: number) => any]}
 */
const boundColumn = (what, bound) => {
  const name = `${what}_${bound ? "high" : "low"}`;
  return [name, name, (model, record) => model.boundsOf(what, record)[bound] ?? ""];
};

/**
 * The columns: name, title, and a function that returns a record's cell.
 * @type {Array<[string, string, (model: Model, record: number) => any]>}
 */
const COLUMNS = [
  ["place", "Place", (model, record) => model.placedAt(record).map(model.nameOf).join("; ")],
  ["kind", "Activity", (model, record) => model.payload.kinds[model.columns.kind[record]]?.name ?? ""],
  [
    "actors",
    "Actors",
    (model, record) => model.columns.actors[record].map((code) => model.payload.actors[code].name).join("; "),
  ],
  ["date_from", "From", (model, record) => isoOf(model.isoRange(record)[0])],
  ["date_to", "To", (model, record) => isoOf(model.isoRange(record)[1])],
  ["count", "Number", (model, record) => boundsWords(model.boundsOf("count", record), model.text("unit", record))],
  ["status", "Status", (model, record) => model.payload.statuses[model.columns.status[record]]?.name ?? ""],
  textColumn("claimed_by", "According to"),
  textColumn("disputed_by", "Disputed by"),
  [
    "location_precision",
    "Location precision",
    (model, record) => model.payload.precisions[model.columns.location_precision[record]]?.name ?? "",
  ],
  [
    "confidence",
    "Confidence",
    (model, record) => model.payload.confidences[model.columns.confidence[record]]?.name ?? "",
  ],
  ["report", "Report", (model, record) => model.reportsOf(record).map(reportWords).join("; ")],
];
/** @type {typeof COLUMNS} */
const MORE = [
  [
    "place_id",
    "Place id",
    (model, record) =>
      model
        .placedAt(record)
        .map((place) => model.places[place].id)
        .join("; "),
  ],
  textColumn("id", "Id"),
  textColumn("place_text", "Place as reported"),
  boundColumn("count", 0),
  boundColumn("count", 1),
  textColumn("unit", "Unit"),
  textColumn("targets", "Targets"),
  boundColumn("killed", 0),
  boundColumn("killed", 1),
  boundColumn("wounded", 0),
  boundColumn("wounded", 1),
  textColumn("event_id", "Event"),
  textColumn("why", "Why this place"),
  textColumn("evidence", "Evidence"),
  textColumn("note", "Note"),
  [
    "url",
    "Address",
    (model, record) =>
      model
        .reportsOf(record)
        .map(({ url }) => url ?? "")
        .join("; "),
  ],
];

function reportWords(report) {
  return [report.publisher, report.title && `“${report.title}”`, report.date].filter(Boolean).join(", ");
}

/** A cell of a CSV, guarded against formulas, and quoted if it must be. */
function csvCell(text) {
  const safe = guarded(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Write records as CSV, with everything that the map knows about them.
 * @param {Model} model
 * @param {number[]} records
 */
export function toCsv(model, records) {
  const columns = [...COLUMNS, ...MORE];
  const lines = [
    columns.map(([name]) => name),
    ...records.map((record) => columns.map(([, , cell]) => csvCell(String(cell(model, record))))),
  ];
  return `${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

/**
 * Make the table.
 * @param {{onClose: () => void, onPick: (index: number) => void}} hooks - `onPick` gets the index of a row's place
 */
export function makeTable(hooks) {
  const button = (name, text) => el("button", { type: "button", class: `atlas-${name}`, disabled: true }, text);
  const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
  const heading = el("h2", {});
  const copy = button("copy", "Copy as CSV");
  const save = button("save", "Save as CSV");
  const notice = el("span", { class: "atlas-muted", role: "status" });
  const body = el("div", {
    class: "atlas-rows",
    tabindex: "0",
    role: "region",
    "aria-label": "Table of the records shown",
  });
  const element = el(
    "section",
    { class: "atlas-panel atlas-table", hidden: true, tabindex: "-1", "aria-label": "Records shown" },
    close,
    heading,
    el("div", { class: "atlas-tools" }, copy, save, notice),
    body,
  );
  let model = null;
  let records = [];
  let page = 0;

  const say = (text) => {
    notice.textContent = text;
    setTimeout(() => {
      notice.textContent = "";
    }, NOTICE);
  };

  /** Browsers that deny local files access to the clipboard still copy a selection. */
  const copyOldWay = (text) => {
    const area = el("textarea", { "aria-hidden": "true" }, text);
    element.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  copy.addEventListener("click", async () => {
    const text = toCsv(model, records);
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copyOldWay(text);
    }
    say(
      done
        ? `Copied ${counted(records.length, "record")}.`
        : "This browser does not allow copying; save the table instead.",
    );
  });
  save.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob(["\ufeff", toCsv(model, records)], { type: "text/csv" }));
    const link = el("a", { href: address, download: "records.csv" });
    element.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), NOTICE);
  });
  close.addEventListener("click", () => hooks.onClose());

  const rowOf = (record) => {
    const row = el(
      "tr",
      {},
      ...COLUMNS.slice(1).map(([, , cell]) => el("td", { dir: "auto" }, String(cell(model, record)))),
    );
    const [place] = model.placedAt(record);
    const pick = el("button", { type: "button", dir: "auto" }, COLUMNS[0][2](model, record));
    pick.addEventListener("click", () => hooks.onPick(place));
    row.prepend(el("th", { scope: "row" }, pick));
    return row;
  };

  const draw = () => {
    const pages = Math.max(1, Math.ceil(records.length / ROWS));
    page = Math.min(page, pages - 1);
    const turn = (text, to) => {
      const turner = el("button", { type: "button", disabled: to < 0 || to >= pages }, text);
      turner.addEventListener("click", () => {
        page = to;
        draw();
        body.scrollTop = 0;
      });
      return turner;
    };
    const head = el("thead", {}, el("tr", {}, ...COLUMNS.map(([, title]) => el("th", { scope: "col" }, title))));
    const part = records.slice(page * ROWS, (page + 1) * ROWS);
    body.replaceChildren(
      el("table", {}, head, el("tbody", {}, ...part.map(rowOf))),
      pages > 1
        ? el(
            "nav",
            { class: "atlas-pages", "aria-label": "Pages of the table" },
            turn("Previous", page - 1),
            `Page ${page + 1} of ${pages}`,
            turn("Next", page + 1),
          )
        : "",
    );
  };

  return {
    element,
    /** Show the records of a period; does nothing while the table is closed. */
    show: (newModel, window, when) => {
      if (element.hidden || !newModel.hasTexts()) return;
      model = newModel;
      records = model.shown(window);
      copy.disabled = save.disabled = false;
      heading.textContent = `${when}: ${counted(records.length, "record")}`;
      draw();
    },
  };
}
