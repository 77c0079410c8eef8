// The panel for choosing what the colours mean, and which names, layers, actors and kinds the map shows.

import { counted } from "../data/numbers.js";
import { el } from "../draw/dom.js";
import { STATUS_ORDER } from "../data/model.js";
import { LANGUAGE_NAMES, LAYERS, MEASURES } from "../data/state.js";

let groups = 0;

/** A group of options: radio buttons to choose one, checkboxes to choose several. */
function optionGroup(title, type, options, isChosen, onChange) {
  groups += 1;
  const inputs = options.map(([value, text]) => {
    const input = el("input", { type, name: `atlas-group-${groups}`, value, checked: isChosen(value) });
    input.addEventListener("change", () => onChange(value, input.checked));
    return el("label", {}, input, el("span", { dir: "auto" }, text));
  });
  return el("fieldset", {}, el("legend", {}, title), ...inputs);
}

/**
 * Make the panel.
 * @param {{onChange: (what: string) => void, onReset: () => void, onClose: () => void}} hooks - `onChange`
 *   gets the part of the state that changed: "measure", "language", "roll_up", "layers", "tiles" or "filter"
 */
export function makeControls(hooks) {
  const close = el("button", { type: "button", class: "atlas-close", "aria-label": "Close" }, "×");
  const body = el("div", {});
  const element = el(
    "section",
    { class: "atlas-panel atlas-controls", hidden: true, tabindex: "-1", "aria-label": "What the map shows" },
    close,
    el("h2", {}, "What the map shows"),
    body,
  );
  close.addEventListener("click", () => hooks.onClose());

  const flip = (set, value, on) => (on ? set.add(value) : set.delete(value));

  let shown = null;

  /** Show a state, which the inputs then change; the panel is filled only while open. */
  const update = (model, state) => {
    shown = [model, state];
    if (!element.hidden) fill(model, state);
  };

  const fill = (model, state) => {
    const { payload } = model;
    const has = (name) => payload.controls.includes(name);
    const one = (title, name, options) =>
      optionGroup(
        title,
        "radio",
        Object.entries(options),
        (value) => state[name] === value,
        (value) => {
          state[name] = value;
          hooks.onChange(name);
        },
      );
    const several = (title, set, options) =>
      optionGroup(
        title,
        "checkbox",
        options,
        (value) => set.has(value),
        (value, on) => {
          flip(set, value, on);
          hooks.onChange("filter");
        },
      );
    const used = (column) => {
      const times = new Map();
      const count = (code) => times.set(code, (times.get(code) ?? 0) + 1);
      for (const codes of column) Array.isArray(codes) ? codes.forEach(count) : count(codes);
      return times;
    };
    const words = (list, times) =>
      list
        .map(({ id, name }, code) => [id, times.get(code) ? `${name} (${times.get(code)})` : null])
        .filter(([, text]) => text);
    const { actors, kinds, statuses } = state.filter;
    const parts = [
      has("colours") && one("Colour by", "measure", MEASURES),
      has("places") &&
        optionGroup(
          "Places",
          "checkbox",
          [["up", "Roll districts up to provinces"]],
          () => state.roll_up,
          (_, on) => {
            state.roll_up = on;
            hooks.onChange("roll_up");
          },
        ),
      has("filters") &&
        several(
          "Status",
          statuses,
          words(payload.statuses, used(model.columns.status)).sort(
            ([a], [b]) => STATUS_ORDER.indexOf(b) - STATUS_ORDER.indexOf(a),
          ),
        ),
      has("filters") &&
        payload.actors.length > 1 &&
        several("Actors", actors, words(payload.actors, used(model.columns.actors))),
      has("filters") &&
        payload.kinds.length > 1 &&
        several("Activity", kinds, words(payload.kinds, used(model.columns.kind))),
      has("language") &&
        model.places.some((place) => place.fa || place.ps) &&
        one("Place names", "language", LANGUAGE_NAMES),
      has("layers") &&
        optionGroup(
          "Layers",
          "checkbox",
          Object.entries(LAYERS),
          (name) => state.layers.has(name),
          (name, on) => {
            flip(state.layers, name, on);
            hooks.onChange("layers");
          },
        ),
      payload.tiles &&
        optionGroup(
          "Online",
          "checkbox",
          [["tiles", `Background: ${payload.tiles.name}`]],
          () => state.tiles,
          (_, on) => {
            state.tiles = on;
            hooks.onChange("tiles");
          },
        ),
    ].filter(Boolean);
    const reset = el("button", { type: "button", class: "atlas-reset" }, "Reset");
    reset.addEventListener("click", () => hooks.onReset());
    body.replaceChildren(...parts, reset);
  };

  return { element, update, opened: () => fill(...shown) };
}

/** Describe a filter: "Taliban; clash". */
export function filterWords({ payload }, { actors, kinds, statuses }) {
  const named = (list, ids) => list.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  const parts = [named(payload.statuses, statuses), named(payload.actors, actors), named(payload.kinds, kinds)].filter(
    (names) => names.length,
  );
  return parts.map((names) => (names.length > 2 ? counted(names.length, "choice") : names.join(" or "))).join("; ");
}
