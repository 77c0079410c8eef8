// Finding a place by any of its names. Spellings are compared as they sound to a searcher: without accents and marks.

import { counted } from "../data/numbers.js";
import { el } from "../draw/dom.js";

const MOST_FOUND = 8; // places in the list
const LEAST_BONES = 3; // letters; fewer would fit too much
let searches = 0;

/** Fold a name: one form of letters that look or are typed alike, in Latin and in Arabic script. */
export function foldName(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\u200c\u200d\u200e\u200f\u0640'’‘ʻʼ`´]/gu, "")
    .replace(/[يىې]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[ةه]/g, "ه")
    .replace(/[-\s.,/()]+/g, " ")
    .trim();
}

/** What is left of a folded name without its vowels and spaces, each letter once: Qushtepa and Qosh Tappeh are one. */
function skeletonOf(folded) {
  return folded.replace(/[aeiouwyh\s]/g, "").replace(/(.)\1+/g, "$1");
}

/**
 * Make the search box.
 * @param {{onPick: function(number): void}} hooks - called with a place's index
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
  let names = null;
  let found = [];
  let active = -1;

  /** All names, folded; made when the box is used first. */
  const index = () => {
    names ??= model.places.flatMap((place, at) =>
      [place.name, place.fa, place.ps, ...(place.aliases ?? [])]
        .filter(Boolean)
        .map((name) => ({ at, name, folded: foldName(name) })),
    );
    for (const entry of names) entry.skeleton ??= skeletonOf(entry.folded);
    return names;
  };

  /** The places with a name that begins with what is typed, has a word that does, or holds it: those with records first. */
  const find = (typed) => {
    const wanted = foldName(typed);
    if (!wanted) return [];
    const bones = skeletonOf(wanted);
    const likeliest = (folded, skeleton) => {
      if (folded === wanted) return 0;
      if (folded.startsWith(wanted)) return 1;
      if (folded.includes(` ${wanted}`)) return 2;
      if (folded.includes(wanted)) return 3;
      if (bones.length >= LEAST_BONES && skeleton === bones) return 4;
      return bones.length >= LEAST_BONES && skeleton.startsWith(bones) ? 5 : 9;
    };
    const best = new Map();
    for (const { at, name, folded, skeleton } of index()) {
      const where = likeliest(folded, skeleton);
      if (where < 9 && where < (best.get(at)?.where ?? 9)) best.set(at, { at, name, where });
    }
    const rank = ({ at, where }) => where * 2 + (model.recorded(at) ? 0 : 1);
    return [...best.values()]
      .sort((one, other) => rank(one) - rank(other) || one.name.length - other.name.length)
      .slice(0, MOST_FOUND);
  };

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
    const none = foldName(input.value) && !found.length;
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
            `${[place.kind, place.where].filter(Boolean).join(" in ")} · ${records ? counted(records, "record") : "no record"}`,
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
              "No place of this map has such a name.",
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
      names = null;
      close();
    },
  };
}
