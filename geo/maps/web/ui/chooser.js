// A field that is filled by typing some letters of a name: the places, the kind, the actors of a record.

import { el } from "../draw/dom.js";

let choosers = 0;

/**
 * Make a field.
 * @param {object} options
 * @param {string} options.label
 * @param {boolean} [options.several] - whether it holds several values, shown before it, each with a button to remove it
 * @param {boolean} [options.free] - whether any words can be entered
 * @param {boolean} [options.filled] - whether the last value cannot be removed
 * @param {(typed: string) => Array<{id: string, text: string, detail?: string}>} options.find
 * @param {(id: string) => string} options.nameOf
 * @param {(ids: string[]) => void} options.onChange
 * @param {() => void} options.onLeave - called when the reader is done with the field
 */
export function makeChooser({ label, several, free, filled, find, nameOf, onChange, onLeave }) {
  choosers += 1;
  const id = `desk-field-${choosers}`;
  const input = el("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
  });
  const chips = el("span", { class: "desk-chips" });
  const list = el("ul", {
    id: `${id}-list`,
    class: "desk-found",
    role: "listbox",
    "aria-label": `${label} found`,
    hidden: true,
  });
  const name = el("label", { for: id }, label);
  const box = el("div", { class: several ? "desk-box desk-several" : "desk-box" }, chips, input, list);
  const element = el("div", { class: "desk-field" }, name, box);
  let chosen = [];
  let found = [];
  let active = 0;
  let painted = "";
  // whether what is picked takes the place of what was there
  let changing = !several;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const highlight = (at) => {
    active = at;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    if (found.length) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };

  const search = () => {
    const typed = input.value.trim();
    found = find(typed);
    if (free && typed && !found.length) found = [{ id: typed.replaceAll(";", ","), text: typed, detail: "as written" }];
    const none = typed && !found.length;
    list.replaceChildren(
      ...found.map((one, at) => {
        const item = el(
          "li",
          { id: `${id}-${at}`, role: "option", "aria-selected": "false" },
          el("strong", { dir: "auto" }, one.text),
          one.detail ? el("span", {}, one.detail) : null,
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          pick(one.id);
        });
        return item;
      }),
      ...(none
        ? [el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has that name")]
        : []),
    );
    list.hidden = !found.length && !none;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) highlight(0);
  };

  const pick = (one) => {
    const after = changing ? [one] : [...new Set([...chosen, one])];
    const changed = after.join(";") !== chosen.join(";");
    paint(after);
    close();
    if (changed) onChange(after);
    if (changing) onLeave();
    else input.value = "";
  };

  const remove = (one) => {
    const rest = chosen.filter((other) => other !== one);
    if (filled && !rest.length) return;
    paint(rest);
    onChange(rest);
  };

  const paint = (ids) => {
    chosen = ids;
    const key = JSON.stringify(ids.map(nameOf));
    // a chip that is drawn anew while it is clicked would not hear the click
    if (several && key !== painted) {
      painted = key;
      chips.replaceChildren(
        ...chosen.map((one) => {
          const only = filled && chosen.length === 1;
          const button = el("button", { type: "button", "aria-label": `Remove ${nameOf(one)}`, hidden: only }, "×");
          button.addEventListener("click", () => {
            remove(one);
            input.focus();
          });
          return el("span", { class: "desk-chip" }, el("span", { dir: "auto" }, nameOf(one)), button);
        }),
      );
    }
    if (several) input.value = "";
    else input.value = chosen.length ? nameOf(chosen[0]) : "";
  };

  const leave = () => {
    close();
    paint(chosen);
    changing = !several;
    input.placeholder = "";
  };

  input.addEventListener("input", search);
  input.addEventListener("focus", () => {
    input.placeholder = changing ? "" : "Add";
    input.select();
  });
  input.addEventListener("blur", leave);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden && found.length;
    if (event.key === "Escape") {
      // the first press closes the list, the next one leaves the field
      if (open && input.value) close();
      else onLeave();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      highlight((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "ArrowDown") {
      search();
    } else if (event.key === "Enter") {
      if (open) pick(found[active].id);
      else onLeave();
    } else if (event.key === "Backspace" && several && !input.value && chosen.length) {
      remove(chosen.at(-1));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element,
    input,
    show: (ids) => {
      if (ids.join(";") !== chosen.join(";") || document.activeElement !== input) paint(ids);
    },
    /** Put the cursor into the field; what is picked replaces what was there. */
    change: (hint = "") => {
      changing = true;
      input.focus();
      input.placeholder = hint;
      if (!several) {
        input.value = "";
        search();
      }
    },
  };
}
