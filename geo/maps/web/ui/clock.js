// The time bar: the window of time, how it moves, and what it shows in words.

import { makeBars } from "./bars.js";
import { UNITS } from "../data/calendar.js";
import { counted, recordsWords, written } from "../data/numbers.js";
import { el } from "../draw/dom.js";

const SPEEDS = [0.5, 1, 2, 5, 10, 30]; // steps per second
const USUAL_SPEED = 2;
export const MODES = { range: "A range", step: "One step", since: "Since the start" };

const choiceOf = (name, label, options, chosen) =>
  el(
    "select",
    { class: `atlas-${name}`, "aria-label": label, title: label },
    ...options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );

/**
 * Make the time bar.
 * @param {{onWindow: () => void, onUnit: (unit: string) => void}} hooks - called after the window has changed, and
 *   when the reader chooses another unit
 */
export function makeClock(hooks) {
  const button = (name, label, text, more = {}) =>
    el("button", { type: "button", class: `atlas-${name}`, "aria-label": label, title: label, ...more }, text);
  const buttons = {
    first: button("first", "First activity", "«"),
    prev: button("prev", "Step back", "‹"),
    play: button("play", "Play", "▶"),
    next: button("next", "Step forward", "›"),
    last: button("last", "Last activity", "»"),
    all: button("all", "All: show the whole period", "All"),
    loop: button("loop", "Repeat", "↻", { "aria-pressed": "false" }),
    more: button("more", "More options", "⋯", { "aria-expanded": "false" }),
  };
  const mode = choiceOf("mode", "Period shown", Object.entries(MODES), "range");
  const unit = choiceOf("unit", "Length of a step", Object.entries(UNITS), "month");
  const speed = choiceOf(
    "speed",
    "Speed",
    SPEEDS.map((steps) => [steps, `${steps === 0.5 ? "½" : steps} step${steps > 1 ? "s" : ""}/s`]),
    USUAL_SPEED,
  );
  const readout = el("div", { class: "atlas-readout", role: "status", "aria-live": "polite" });
  const bars = makeBars({
    onBrush: (one, other) => {
      stop();
      mode.value === "range" ? set(one, other) : set(other, other);
    },
    onHandle: (name, bin) => {
      stop();
      if (name === "from") set(Math.min(bin, window[1]), window[1]);
      else set(mode.value === "range" ? Math.min(window[0], bin) : bin, bin);
    },
  });
  const element = el(
    "div",
    {
      class: "atlas-clock",
      role: "group",
      tabindex: "0",
      "aria-label": "Time. Arrow keys step, space plays, Home and End go to the first and the last activity.",
    },
    el(
      "div",
      { class: "atlas-buttons" },
      el(
        "span",
        { class: "atlas-moves" },
        ...["first", "prev", "play", "next", "last", "all", "more"].map((name) => buttons[name]),
      ),
      el("span", { class: "atlas-options" }, mode, unit, speed, buttons.loop),
      readout,
    ),
    bars.element,
  );
  let model = null;
  let counts = [];
  /** @type {Steps} */
  let window = [0, 0];
  let playing = false;
  let due = 0;

  const end = () => model.bins.size - 1;
  const clamp = (bin) => Math.min(Math.max(bin, 0), end());
  const isAll = () => window[0] === 0 && window[1] === end();

  /** Set the window as its mode allows: a step is one bin, and "since" begins at the start. */
  const set = (one, other, quiet = false) => {
    const last = clamp(Math.max(one, other));
    window = [{ range: clamp(Math.min(one, other)), step: last, since: 0 }[mode.value], last];
    show();
    if (!quiet) hooks.onWindow();
  };

  const label = () => {
    const { bins } = model;
    const [first, last] = window;
    return first === last ? bins.label(first) : `${bins.label(first)} – ${bins.label(last)}`;
  };

  const show = () => {
    bars.show(window);
    const sum = model.total(window);
    const apart = ["denied", "planned"]
      .filter((status) => sum[status])
      .map((status) => `${written(sum[status])} ${status}`);
    const aside = apart.length ? ` (${apart.join(", ")})` : "";
    readout.replaceChildren(
      el("strong", {}, label()),
      sum.all ? ` · ${recordsWords(sum)}${aside} in ${counted(sum.places, "place")}` : " · nothing reported",
    );
  };

  /** Move the window by some bins; from the whole period, begin with a single bin at the end that the step comes from. */
  const step = (by) => {
    if (mode.value === "range" && isAll() && end() > 0) return by > 0 ? set(0, 0) : set(end(), end());
    if (mode.value === "since") return set(0, window[1] + by);
    const width = window[1] - window[0];
    const first = Math.min(Math.max(window[0] + by, 0), end() - width);
    return set(first, first + width);
  };

  const firstActive = () =>
    Math.max(
      0,
      counts.findIndex((count) => count > 0),
    );
  const lastActive = () =>
    Math.max(
      0,
      counts.findLastIndex((count) => count > 0),
    );
  const goTo = (bin) => {
    stop();
    set(bin, bin);
  };

  const stop = () => {
    if (!playing) return;
    playing = false;
    buttons.play.textContent = "▶";
    for (const name of ["aria-label", "title"]) buttons.play.setAttribute(name, "Play");
    readout.setAttribute("aria-live", "polite");
  };

  const advance = () => {
    if (window[1] < end()) step(1);
    else if (buttons.loop.getAttribute("aria-pressed") === "true") {
      set(0, mode.value === "range" ? window[1] - window[0] : 0);
    } else stop();
  };

  const beat = (now) => {
    if (!playing) return;
    if (now >= due) {
      const gap = 1000 / Number(speed.value);
      due = Math.max(due + gap, now + gap / 2); // late frames are skipped, not caught up on
      advance();
    }
    requestAnimationFrame(beat);
  };

  const start = () => {
    if (window[1] === end()) set(firstActive(), firstActive());
    playing = true;
    buttons.play.textContent = "❚❚";
    for (const name of ["aria-label", "title"]) buttons.play.setAttribute(name, "Pause");
    readout.setAttribute("aria-live", "off"); // a screen reader could not keep up
    due = performance.now() + 1000 / Number(speed.value);
    requestAnimationFrame(beat);
  };

  const toggle = () => (playing ? stop() : start());
  const press = (name, on) => buttons[name].setAttribute("aria-pressed", String(on));
  const setMode = (chosen) => {
    mode.value = chosen;
    bars.setHandles(chosen === "range");
  };

  buttons.play.addEventListener("click", toggle);
  buttons.prev.addEventListener("click", () => {
    stop();
    step(-1);
  });
  buttons.next.addEventListener("click", () => {
    stop();
    step(1);
  });
  buttons.first.addEventListener("click", () => goTo(firstActive()));
  buttons.last.addEventListener("click", () => goTo(lastActive()));
  buttons.all.addEventListener("click", () => {
    stop();
    if (mode.value === "step") setMode("range");
    set(0, end());
  });
  buttons.loop.addEventListener("click", () => press("loop", buttons.loop.getAttribute("aria-pressed") !== "true"));
  buttons.more.addEventListener("click", () =>
    buttons.more.setAttribute("aria-expanded", String(element.classList.toggle("atlas-open"))),
  );
  mode.addEventListener("change", () => {
    stop();
    setMode(mode.value);
    set(...window);
  });
  unit.addEventListener("change", () => {
    stop();
    hooks.onUnit(unit.value);
  });
  element.addEventListener("keydown", (event) => {
    if (event.target !== element) return; // handles and buttons have their own keys
    const keys = {
      ArrowLeft: () => {
        stop();
        step(-1);
      },
      ArrowRight: () => {
        stop();
        step(1);
      },
      " ": toggle,
      Home: () => goTo(firstActive()),
      End: () => goTo(lastActive()),
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  return {
    element,
    label,
    tell: () => bars.tell(window.map(model.bins.label)),
    /** Switch to other records, counts or units, and show the given days; without any, the whole period. */
    update: (newModel, days) => {
      stop();
      model = newModel;
      counts = Array.from(model.histogram());
      unit.value = model.bins.unit;
      bars.update(model.bins, counts);
      element.classList.toggle("atlas-single", model.bins.size < 2);
      if (days) set(model.bins.of(days[0]), model.bins.of(days[1]), true);
      else set(0, end(), true);
    },
    setMode,
    mode: () => mode.value,
    window: () => window,
    /** The first and last day of the window; null while it is the whole period. */
    days: () => {
      const { starts, end: final } = model.bins;
      return isAll() ? null : [starts[window[0]], window[1] === end() ? final : starts[window[1] + 1] - 1];
    },
    destroy: () => {
      stop();
      bars.destroy();
    },
  };
}
