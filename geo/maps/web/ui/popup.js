// The records behind a mark: what, how many, who says so, who disputes it, how precise, and from which report.

import { firsts } from "../data/events.js";
import { boundsWords, recordsWords } from "../data/numbers.js";
import { el } from "../draw/dom.js";
import { citation } from "./citation.js";
import { eventCard } from "./event.js";

const RECORDS_A_PAGE = 20; // records
const LANGUAGES = { en: "in Latin script", fa: "Dari", ps: "Pashto" };

/**
 * Make the popup. It stands beside the map on a desktop and below it on a phone.
 * @param {{onClose: () => void}} hooks
 */
export function makePopup(hooks) {
  const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
  const heading = el("div", { class: "atlas-popup-head" });
  const body = el("div", { class: "atlas-popup-body" });
  const element = el(
    "section",
    { class: "atlas-panel atlas-popup", hidden: true, tabindex: "-1", "aria-label": "Records" },
    close,
    heading,
    body,
  );
  let page = 0;
  let shown = null;
  close.addEventListener("click", () => hooks.onClose());

  const draw = (model, place, records) => {
    const units = firsts(records, model.eventOf);
    const pages = Math.max(1, Math.ceil(units.length / RECORDS_A_PAGE));
    page = Math.min(page, pages - 1);
    const part = units.slice(page * RECORDS_A_PAGE, (page + 1) * RECORDS_A_PAGE);
    const turn = (label, to) => {
      const button = el("button", { type: "button", disabled: to < 0 || to >= pages }, label);
      button.addEventListener("click", () => {
        page = to;
        draw(model, place, records);
        element.scrollTop = 0;
      });
      return button;
    };
    body.replaceChildren(
      ...part.map((record) =>
        model.eventOf[record] < 0 ? card(model, place, record) : eventCard(model, place, model.eventOf[record]),
      ),
      pages > 1
        ? el(
            "nav",
            { class: "atlas-pages", "aria-label": "Pages of records" },
            turn("Previous", page - 1),
            `Page ${page + 1} of ${pages}`,
            turn("Next", page + 1),
          )
        : "",
    );
  };

  /** Show a place's records in a window of time. */
  const show = (model, place, window) => {
    if (shown !== place) page = 0;
    shown = place;
    const { name, kind, where, note, fa, ps } = model.places[place];
    const records = model.at(place, window);
    const here = model.nameOf(place);
    // Dari and Pashto names are often the same; then one is enough
    const others = [
      ["en", name],
      ["fa", fa],
      ["ps", ps],
    ].filter(([, text], index, all) => text && text !== here && all.findIndex(([, other]) => other === text) === index);
    heading.replaceChildren(
      el("h2", { dir: "auto" }, here),
      el(
        "div",
        { class: "atlas-names" },
        ...others.map(([lang, text]) =>
          el("span", { lang, dir: lang === "en" ? "ltr" : "rtl", title: LANGUAGES[lang] }, text),
        ),
      ),
      el(
        "div",
        { class: "atlas-muted" },
        `${[kind, where].filter(Boolean).join(" in ")} · ${recordsWords({ records: records.length, all: firsts(records, model.eventOf).length })} in this period`,
      ),
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
  const { payload, columns } = model;
  const of = (column, words) => payload[words][columns[column][record]];
  const status = of("status", "statuses");
  const others = model
    .placedAt(record)
    .filter((index) => index !== place)
    .map(model.nameOf);
  const text = (name) => model.text(name, record);
  const count = boundsWords(model.boundsOf("count", record), text("unit"));
  const cited = model.reportsOf(record).map(citation).filter(Boolean);
  return el(
    "article",
    { class: `atlas-record atlas-is-${status.id}`, "data-record": text("id") || false },
    el("span", { class: "atlas-status" }, status.name),
    el("h3", {}, of("kind", "kinds")?.name ?? "Record"),
    count ? el("div", { class: "atlas-count" }, count) : null,
    others.length
      ? el(
          "div",
          { class: "atlas-joint" },
          `Reported jointly with ${others.join(", ")}${count ? "; the number is their total" : ""}`,
        )
      : null,
    line("Actors", columns.actors[record].map((code) => payload.actors[code].name).join(", ")),
    line("Targets", text("targets")),
    line("Killed", boundsWords(model.boundsOf("killed", record))),
    line("Wounded", boundsWords(model.boundsOf("wounded", record))),
    line("When", model.when(record)),
    line("Place as reported", text("place_text")),
    line("According to", text("claimed_by") || (cited.length ? "the report itself" : "")),
    line("Disputed by", text("disputed_by")),
    line("Location precision", of("location_precision", "precisions")?.name.toLowerCase()),
    line("Confidence", of("confidence", "confidences")?.name.toLowerCase()),
    text("evidence") ? el("p", { class: "atlas-evidence" }, text("evidence")) : null,
    line("Note", text("note")),
    ...cited,
  );
}
