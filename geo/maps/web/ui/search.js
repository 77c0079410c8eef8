// The search box: a list of places that match the typed text.

import { makeFinder } from "../data/finder.js";
import { fold } from "../data/names.js";
import { counted } from "../data/numbers.js";
import { el } from "../draw/dom.js";

let searches = 0;

/**
 * Make the search box.
 * @param {{onPick: (index: number) => void}} hooks - called with a place's index
 */
export function makeSearch(hooks) {
  searches += 1;
  const listId = `atlas-found-${searches}`;
  const input = el("input", {
    type: "search",
    class: "atlas-search",
    placeholder: "Find a place",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    role: "combobox",
    "aria-label": "Find a place by any of its names",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
  });
  const list = el("ul", {
    id: listId,
    class: "atlas-found",
    role: "listbox",
    "aria-label": "Places found",
    hidden: true,
  });
  const element = el("div", { class: "atlas-finder" }, input, list);
  let model = null;
  let find = null;
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const pick = ({ at }) => {
    input.value = model.nameOf(at);
    close();
    hooks.onPick(at);
  };

  const highlight = (position) => {
    active = position;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", `${listId}-${active}`);
  };

  const show = () => {
    found = find(input.value);
    const none = fold(input.value) && !found.length;
    list.replaceChildren(
      ...found.map((hit, at) => {
        const place = model.places[hit.at];
        const records = model.recordsOf(hit.at);
        const also = hit.name === model.nameOf(hit.at) ? "" : ` (${hit.name})`;
        const item = el(
          "li",
          { id: `${listId}-${at}`, role: "option", "aria-selected": "false" },
          el("strong", { dir: "auto" }, `${model.nameOf(hit.at)}${also}`),
          el(
            "span",
            {},
            `${[place.kind, place.where].filter(Boolean).join(" in ")} · ${records ? counted(records, "record") : "no records"}`,
          ),
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          pick(hit);
        });
        return item;
      }),
      ...(none
        ? [
            el(
              "li",
              { role: "option", "aria-disabled": "true", "aria-selected": "false" },
              "No place on this map has that name",
            ),
          ]
        : []),
    );
    list.hidden = !found.length && !none;
    active = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) event.stopPropagation();
    if (event.key === "Escape") close();
    if (!found.length || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      highlight((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick(found[Math.max(active, 0)]);
    }
  });

  return {
    element,
    update: (newModel) => {
      model = newModel;
      find = makeFinder(model.places, model.recorded);
      close();
    },
  };
}
