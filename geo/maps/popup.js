// The records behind a mark: what, how many, who says so, who doubts it, how exact, and the report it is from.

import { counted, el } from "./dom.js";

const PAGE = 20;
const LANGUAGES = { fa: "Dari", ps: "Pashto" };

/**
 * Make the popup. It stands beside the map on a desktop and below it on a phone.
 * @param {{onClose: function(): void}} hooks
 */
export function makePopup(hooks) {
  const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
  const heading = el("div", { class: "atlas-popup-head" });
  const body = el("div", { class: "atlas-popup-body" });
  const element = el("section", { class: "atlas-popup", hidden: true, tabindex: "-1", "aria-label": "Records" }, close, heading, body);
  let page = 0;
  let shown = null;
  close.addEventListener("click", () => hooks.onClose());

  const draw = (model, place, records) => {
    const pages = Math.max(1, Math.ceil(records.length / PAGE));
    page = Math.min(page, pages - 1);
    const part = records.slice(page * PAGE, (page + 1) * PAGE);
    const turn = (label, to) => {
      const button = el("button", { type: "button", disabled: to < 0 || to >= pages }, label);
      button.addEventListener("click", () => {
        page = to;
        draw(model, place, records);
        body.scrollTop = 0;
      });
      return button;
    };
    body.replaceChildren(
      ...part.map((record) => card(model, place, record)),
      ...(pages > 1
        ? [el("nav", { class: "atlas-pages" }, turn("Previous", page - 1), `Page ${page + 1} of ${pages}`, turn("Next", page + 1))]
        : []),
    );
  };

  /** Show the records of a place in a window of time. */
  const show = (model, place, window) => {
    if (shown !== place) page = 0;
    shown = place;
    const { name, kind, names = {}, in: where, note } = model.payload.places[place];
    const records = model.at(place, window);
    const others = Object.entries(names).filter(([lang]) => lang in LANGUAGES);
    // Dari and Pashto often agree; one of them is enough then
    const distinct = others.filter(([, text], index) => others.findIndex(([, other]) => other === text) === index);
    heading.replaceChildren(
      el("h2", {}, name),
      el(
        "div",
        { class: "atlas-names" },
        ...distinct.map(([lang, text]) => el("span", { lang, dir: "rtl", title: LANGUAGES[lang] }, text)),
      ),
      el("div", { class: "atlas-muted" }, `${kind}${where ? ` in ${where}` : ""} · ${counted(records.length, "record")} in this time`),
      note ? el("div", { class: "atlas-muted" }, `About this place: ${note}`) : "",
    );
    draw(model, place, records);
    element.hidden = false;
  };

  return {
    element,
    show,
    hide: () => {
      element.hidden = true;
      shown = null;
    },
  };
}

function line(label, text) {
  return text ? el("div", { class: "atlas-line" }, el("span", { class: "atlas-muted" }, `${label}: `), text) : null;
}

function card(model, place, record) {
  const { payload } = model;
  const { records } = payload;
  const of = (column, words) => payload[words][records[column][record]];
  const status = of("status", "statuses");
  const others = model.placed[record].filter((index) => index !== place).map((index) => payload.places[index].name);
  const report = of("report", "reports");
  return el(
    "article",
    { class: `atlas-record atlas-is-${status.id}`, "data-record": records.id[record] },
    el("span", { class: "atlas-status" }, status.name),
    el("h3", {}, of("kind", "kinds").name),
    records.count[record] ? el("div", { class: "atlas-count" }, records.count[record]) : null,
    others.length ? el("div", { class: "atlas-joint" }, `Jointly with ${others.join(", ")}${records.count[record] ? ": the number is of them together" : ""}`) : null,
    line("Actors", records.actors[record].map((code) => payload.actors[code].name).join(", ")),
    line("When", records.when[record]),
    line("Place as reported", records.text[record]),
    line("Said by", records.by[record] || "the report itself"),
    line("Disputed by", records.disputed[record]),
    line("Location precision", of("precision", "precisions").name.toLowerCase()),
    line("Confidence", of("confidence", "confidences").name.toLowerCase()),
    records.evidence[record] ? el("p", { class: "atlas-evidence" }, records.evidence[record]) : null,
    line("Note", records.note[record]),
    citation(report),
  );
}

/**
 * A report's citation, linked where its address is known.
 * @param {{title: string, publisher: string, date: string, url: string}} report
 * @returns {HTMLElement}
 */
export function citation({ title, publisher, date, url }) {
  // only the web's own schemes: an address from a file could run a script otherwise
  const linked = /^https?:\/\//i.test(url);
  const name = linked ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return el("div", { class: "atlas-cite" }, `${publisher}, “`, name, `”, ${date}`);
}
