// The fields of a record: a change is saved as soon as it is made.

import { el } from "../draw/dom.js";

let fields = 0;

/**
 * Make a field of text, a number, a date or a word of a closed list.
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.column
 * @param {string} [options.type] - of the input
 * @param {string[]} [options.words] - of a closed list; "" among them is "not known"
 * @param {string} [options.list] - id of a datalist
 * @param {(cells: Record<string, string>) => void} options.onChange
 * @param {() => void} options.onLeave - called when the reader is done with the field
 */
export function makeField({ label, column, type = "text", words, onChange, onLeave }) {
  fields += 1;
  const id = `desk-input-${fields}`;
  /** @type {HTMLElement & {value: string, validity: ValidityState}} */
  const input = words
    ? el("select", { id }, ...words.map((word) => el("option", { value: word }, word || "not known")))
    : el("input", {
        id,
        type,
        autocomplete: "off",
        dir: type === "text" ? "auto" : false,
        min: type === "number" && 0,
      });
  const element = el("div", { class: `desk-field desk-of-${column}` }, el("label", { for: id }, label), input);
  let saved = "";

  const save = () => {
    if (input.value === saved) return;
    // a browser gives "" for a number or a date that it cannot read
    if (input.value === "" && !input.validity.valid) return;
    saved = input.value;
    onChange({ [column]: saved });
  };
  if (words) input.addEventListener("change", save);
  else input.addEventListener("blur", save);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") input.value = saved;
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    save();
    onLeave();
  });

  return {
    element,
    input,
    show: (row) => {
      const cell = row[column] ?? "";
      // what is being typed stays, unless another suggestion is shown
      if (document.activeElement === input && cell === saved) return;
      saved = cell;
      if (words && !words.includes(cell)) input.append(el("option", { value: cell }, cell));
      input.value = cell;
    },
  };
}

/**
 * Make two fields under one label: the bounds of a number.
 * @param {string} label
 * @param {string} name - of its columns, without `_low` and `_high`
 * @param {{onChange: (cells: Record<string, string>) => void, onLeave: () => void}} hooks
 */
export function makeBounds(label, name, hooks) {
  const low = makeField({ label: `${label}, at least`, column: `${name}_low`, type: "number", ...hooks });
  const high = makeField({ label: `${label}, at most`, column: `${name}_high`, type: "number", ...hooks });
  low.input.setAttribute("placeholder", "min");
  high.input.setAttribute("placeholder", "max");
  const element = el(
    "fieldset",
    { class: "desk-field desk-bounds" },
    el("legend", {}, label),
    low.element,
    high.element,
  );
  return {
    element,
    show: (row) => {
      low.show(row);
      high.show(row);
    },
  };
}
