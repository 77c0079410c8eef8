// Activity over time: a histogram that can be brushed, with two handles below it.

import { el, svg } from "../draw/dom.js";

const LABEL_PIXELS = 44;
const BAR = "#a8432a";
const TALL = 36; // units of the picture
const LEAST = 2; // units; keeps a bar of one record visible among hundreds
const MANY = 400; // bins; with more, only the gaps between the bars would be visible

/**
 * Make the histogram.
 * @param {{onBrush: (from: number, to: number) => void, onHandle: (name: string, bin: number) => void}} hooks - `onBrush` gets
 *   two bins, `onHandle` the name of a handle and its bin
 */
export function makeBars(hooks) {
  const path = svg("path", { fill: BAR });
  const picture = svg("svg", { class: "atlas-bars", "aria-hidden": "true", preserveAspectRatio: "none" }, path);
  const veils = ["before", "after"].map((name) => el("div", { class: `atlas-veil atlas-${name}` }));
  const brush = el(
    "div",
    { class: "atlas-brush", title: "Drag to select a period; click for one step" },
    picture,
    ...veils,
  );
  const handle = (name, label) =>
    el("input", { type: "range", class: `atlas-${name}`, min: 0, step: 1, "aria-label": label });
  const handles = { from: handle("from", "From"), to: handle("to", "To") };
  const years = el("div", { class: "atlas-years", "aria-hidden": "true" });
  const element = el("div", { class: "atlas-track" }, brush, handles.from, handles.to, years);
  let bins = null;
  let counts = [];
  let anchor = null;

  /** One path for all bars, in a picture one unit wide per bin, which the browser stretches. */
  const drawBars = () => {
    const most = Math.max(
      counts.reduce((one, other) => Math.max(one, other), 0),
      1,
    );
    const wide = bins.size > MANY ? 1 : 0.9;
    const bar = (count, bin) =>
      count ? `M${bin} ${TALL}h${wide}v${-Math.max(LEAST, (count / most) * (TALL - 2))}h${-wide}z` : "";
    picture.setAttribute("viewBox", `0 0 ${bins.size} ${TALL}`);
    path.setAttribute("d", counts.map(bar).join(""));
  };

  const drawYears = () => {
    if (!bins) return;
    const yearOf = (bin) => new Date(bins.starts[bin] * 86_400_000).getUTCFullYear();
    const spots = Array.from({ length: bins.size }, (_, bin) => bin).filter(
      (bin) => bin === 0 || yearOf(bin) !== yearOf(bin - 1),
    );
    const stride = Math.ceil(spots.length / Math.max(1, Math.floor((element.clientWidth || 320) / LABEL_PIXELS)));
    years.replaceChildren(
      ...spots
        .filter((_, index) => index % stride === 0)
        .map((bin) => {
          const mark = el("span", {}, String(yearOf(bin)));
          mark.style.left = `${(bin / bins.size) * 100}%`;
          return mark;
        }),
    );
  };

  const binAt = (event) => {
    const box = brush.getBoundingClientRect();
    const bin = Math.floor(((event.clientX - box.left) / box.width) * bins.size);
    return Math.min(Math.max(bin, 0), bins.size - 1);
  };
  brush.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    anchor = binAt(event);
    brush.setPointerCapture(event.pointerId);
    hooks.onBrush(anchor, anchor);
  });
  brush.addEventListener("pointermove", (event) => {
    if (anchor !== null) hooks.onBrush(anchor, binAt(event));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    brush.addEventListener(end, () => {
      anchor = null;
    });
  }
  for (const [name, input] of Object.entries(handles)) {
    input.addEventListener("input", () => hooks.onHandle(name, Number(input.value)));
  }

  const observer = new ResizeObserver(drawYears);
  observer.observe(element);

  return {
    element,
    /** Show new counts, one per bin. */
    update: (newBins, newCounts) => {
      bins = newBins;
      counts = Array.from(newCounts);
      handles.from.max = handles.to.max = String(bins.size - 1);
      drawBars();
      drawYears();
    },
    /** Show a window: the bars outside it veiled, the handles at its ends. */
    show: ([first, last]) => {
      const { from, to } = handles;
      veils[0].style.width = `${(first / bins.size) * 100}%`;
      veils[1].style.width = `${(1 - (last + 1) / bins.size) * 100}%`;
      from.value = first;
      to.value = last;
    },
    /** Tell screen readers where the handles are. */
    tell: (labels) => {
      handles.from.setAttribute("aria-valuetext", labels[0]);
      handles.to.setAttribute("aria-valuetext", labels[1]);
    },
    /** With a single handle, the window is one step, or everything since the start. */
    setHandles: (two) => {
      handles.from.hidden = !two;
    },
    destroy: () => observer.disconnect(),
  };
}
