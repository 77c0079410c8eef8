// The suggestion in question: all that it says, each in a field, and the buttons to decide on it.

import { parted } from "../data/decisions.js";
import { el } from "../draw/dom.js";
import { makeChooser } from "./chooser.js";
import { makeBounds, makeField } from "./fields.js";

const BOUNDS = { count: "the count", killed: "killed", wounded: "wounded" };

/** What is wrong with a record's cells; "" if nothing is. */
export function wrongWith(row) {
  for (const [name, words] of Object.entries(BOUNDS)) {
    const [low, high] = [row[`${name}_low`], row[`${name}_high`]].map((cell) => (cell ? Number(cell) : null));
    if (low !== null && high !== null && high < low) {
      return `Not saved: of ${words}, “at most” is less than “at least”.`;
    }
  }
  if (!row.date_from || !row.date_to) return "Not saved: a record has a first and a last day.";
  return row.date_to < row.date_from ? "Not saved: “To” is before “From”." : "";
}

/**
 * Make the card.
 * @param {any} lookups - `places`, `kinds` and `actors`, each with `find` and `nameOf`; `words` of closed lists
 * @param {{onChange: (cells: Record<string, string>) => void, onLeave: () => void}} hooks
 */
export function makeCard({ places, kinds, actors, words }, hooks) {
  const { onLeave } = hooks;
  const chooser = (label, column, lookup, more = {}) => {
    const made = makeChooser({
      label,
      ...lookup,
      ...more,
      onLeave,
      onChange: (ids) => hooks.onChange({ [column]: ids.join(";") }),
    });
    made.element.classList.add(`desk-of-${column}`);
    return { ...made, show: (row) => made.show(parted(row[column])) };
  };
  const text = (label, column, type = "text") => makeField({ label, column, type, ...hooks });
  const word = (label, column) => makeField({ label, column, words: words[column], ...hooks });
  const place = chooser("Places", "place_id", places, { several: true, filled: true });
  const kind = chooser("Activity", "kind", kinds, { filled: true });
  const fields = [
    place,
    kind,
    word("Status", "status"),
    chooser("Actors", "actors", actors, { several: true }),
    chooser("Targets", "targets", actors, { several: true, free: true }),
    makeBounds("Killed", "killed", hooks),
    makeBounds("Wounded", "wounded", hooks),
    makeBounds("Count", "count", hooks),
    text("Unit", "unit"),
    text("From", "date_from", "date"),
    text("To", "date_to", "date"),
    word("Date precision", "date_precision"),
    text("According to", "claimed_by"),
    text("Disputed by", "disputed_by"),
    word("Location precision", "location_precision"),
    word("Confidence", "confidence"),
    text("Note", "note"),
  ];
  const where = el("p", { class: "desk-where" });
  const headline = el("h3", { class: "desk-headline", dir: "auto" });
  const likely = el("span", { class: "desk-likely" });
  const why = el("p", { class: "desk-why", dir: "auto" });
  const grid = el("div", { class: "desk-grid" }, ...fields.map(({ element }) => element));
  const element = el(
    "section",
    { class: "desk-card", "aria-label": "Suggestion" },
    el("div", { class: "desk-card-head" }, where, likely),
    headline,
    why,
    grid,
  );

  /** What a suggestion says, in some words. */
  const named = (row) => {
    const at = parted(row.place_id).map((id) => places.short(id));
    return `${kinds.nameOf(row.kind)}: ${at.join(", ")}`;
  };

  return {
    element,
    named,
    /**
     * Show a suggestion.
     * @param {Draft} draft
     * @param {string} position - "2 of 8"
     */
    show: ({ row, likely: share, reasons, key }, position) => {
      element.dataset.key = key;
      where.textContent = position;
      headline.textContent = named(row);
      likely.textContent = share < 1 ? `${Math.round(share * 100)}% likely` : "added by hand";
      const told = [...reasons, row.why && `Places: ${placeReasons(row.why, places.short)}`].filter(Boolean);
      why.textContent = told.join(" · ");
      why.title = told.join("\n");
      for (const field of fields) field.show(row);
    },
    edit: () => place.input.focus(),
    changePlace: () => place.change("Type three letters of the place instead"),
    changeKind: () => kind.change(),
  };
}

/** The resolver's reasons with the names of places instead of their ids. */
function placeReasons(why, short) {
  return why
    .split(" | ")
    .map((part) => {
      const [id, ...rest] = part.split(": ");
      return rest.length ? `${short(id)}: ${rest.join(": ")}` : part;
    })
    .join("; ");
}
