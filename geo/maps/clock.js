// The time bar: a histogram under two handles, play, step, all, and what is shown in words.

import { counted, el } from "./dom.js";

const BEAT = 800; // milliseconds of a step at normal speed
const SPEEDS = [["½×", 0.5], ["1×", 1], ["2×", 2], ["4×", 4]];

/**
 * Make the time bar.
 * @param {{onWindow: function([number, number]): void}} hooks - called after each change
 */
export function makeClock(hooks) {
  const button = (name, label, text) => el("button", { type: "button", class: name, "aria-label": label, title: label }, text);
  const previous = button("atlas-prev", "Step back", "‹");
  const play = button("atlas-play", "Play", "▶");
  const next = button("atlas-next", "Step forward", "›");
  const all = button("atlas-all", "Show all of the time", "All");
  const speed = el("select", { class: "atlas-speed", "aria-label": "Speed" }, ...SPEEDS.map(([name, factor]) => el("option", { value: factor, selected: factor === 1 }, name)));
  const readout = el("div", { class: "atlas-readout", role: "status", "aria-live": "polite" });
  const bars = el("canvas", { class: "atlas-bars", "aria-hidden": "true" });
  const from = el("input", { type: "range", class: "atlas-from", min: 0, step: 1, "aria-label": "From" });
  const to = el("input", { type: "range", class: "atlas-to", min: 0, step: 1, "aria-label": "To" });
  const years = el("div", { class: "atlas-years", "aria-hidden": "true" });
  const element = el(
    "div",
    { class: "atlas-clock", role: "group", tabindex: "0", "aria-label": "Time. Arrow keys step, space plays, Home and End go to the first and the last activity." },
    el("div", { class: "atlas-buttons" }, previous, play, next, all, speed, readout),
    el("div", { class: "atlas-track" }, bars, from, to, years),
  );
  let model = null;
  let counts = [];
  let window = [0, 0];
  let timer = null;

  const last = () => counts.length - 1;
  const isAll = () => window[0] === 0 && window[1] === last();
  const clamp = (bin) => Math.min(Math.max(bin, 0), last());

  const set = (first, final) => {
    window = [clamp(Math.min(first, final)), clamp(Math.max(first, final))];
    show();
    hooks.onWindow(window);
  };

  const label = () => {
    const { labels } = model.payload.bins;
    const [first, final] = window;
    return first === final ? labels[first] : `${labels[first]} – ${labels[final]}`;
  };

  const show = () => {
    const [first, final] = window;
    const { labels } = model.payload.bins;
    from.value = first;
    to.value = final;
    from.setAttribute("aria-valuetext", labels[first]);
    to.setAttribute("aria-valuetext", labels[final]);
    const sum = model.total(window);
    const apart = ["denied", "planned"].filter((status) => sum[status]).map((status) => `${sum[status]} ${status}`);
    const aside = apart.length ? ` (${apart.join(", ")})` : "";
    readout.replaceChildren(
      el("strong", {}, label()),
      sum.all ? ` · ${counted(sum.all, "record")}${aside} in ${counted(sum.places, "place")}` : " · nothing reported",
    );
    paint();
  };

  const paint = () => {
    const { clientWidth: width, clientHeight: height } = bars;
    if (!width || !height) return;
    const ratio = globalThis.devicePixelRatio || 1;
    bars.width = width * ratio;
    bars.height = height * ratio;
    const context = bars.getContext("2d");
    context.scale(ratio, ratio);
    const most = Math.max(...counts, 1);
    const step = width / counts.length;
    counts.forEach((count, bin) => {
      const tall = count ? Math.max(2, (count / most) * (height - 2)) : 0;
      context.fillStyle = bin >= window[0] && bin <= window[1] ? "#a8432a" : "#cfc8bb";
      context.fillRect(bin * step, height - tall, Math.max(step - (step > 3 ? 1 : 0), 0.5), tall);
    });
  };

  const drawYears = () => {
    const { starts } = model.payload.bins;
    const spots = starts.flatMap((start, bin) => (bin === 0 || start.slice(0, 4) !== starts[bin - 1].slice(0, 4) ? [[start.slice(0, 4), bin]] : []));
    const room = Math.max(1, Math.floor((element.clientWidth || 320) / 44));
    const stride = Math.ceil(spots.length / room);
    years.replaceChildren(
      ...spots.filter((_, index) => index % stride === 0).map(([year, bin]) => {
        const mark = el("span", {}, year);
        mark.style.left = `${(bin / starts.length) * 100}%`;
        return mark;
      }),
    );
  };

  /** Move the window by some bins; from "all", begin with a single bin at the end that one steps in from. */
  const step = (by) => {
    if (isAll() && last() > 0) return by > 0 ? set(0, 0) : set(last(), last());
    const width = window[1] - window[0];
    const first = Math.min(Math.max(window[0] + by, 0), last() - width);
    return set(first, first + width);
  };

  const active = (bins) => bins.find((bin) => counts[bin] > 0) ?? 0;
  const order = () => Array.from(counts.keys());

  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play");
    play.title = "Play";
    readout.setAttribute("aria-live", "polite");
  };

  const start = () => {
    if (isAll() || window[1] === last()) {
      const first = active(order());
      set(first, first);
    }
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Pause");
    play.title = "Pause";
    readout.setAttribute("aria-live", "off"); // a screen reader could not keep up
    const beat = () => (window[1] >= last() ? stop() : step(1));
    timer = setInterval(beat, BEAT / Number(speed.value));
  };

  const toggle = () => (timer ? stop() : start());

  play.addEventListener("click", toggle);
  previous.addEventListener("click", () => { stop(); step(-1); });
  next.addEventListener("click", () => { stop(); step(1); });
  all.addEventListener("click", () => { stop(); set(0, last()); });
  speed.addEventListener("change", () => { if (timer) { stop(); start(); } });
  from.addEventListener("input", () => { stop(); set(Math.min(Number(from.value), window[1]), window[1]); });
  to.addEventListener("input", () => { stop(); set(window[0], Math.max(Number(to.value), window[0])); });
  element.addEventListener("keydown", (event) => {
    if (event.target !== element) return; // handles and buttons have keys of their own
    const keys = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      " ": toggle,
      Home: () => { const bin = active(order()); set(bin, bin); },
      End: () => { const bin = active(order().reverse()); set(bin, bin); },
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    if (event.key !== " ") stop();
    keys[event.key]();
  });
  const observer = new ResizeObserver(() => {
    if (!model) return;
    paint();
    drawYears();
  });
  observer.observe(element);

  return {
    element,
    /** Take new records; keep the time that was shown, unless it was all of it. */
    update: (newModel) => {
      const kept = model && !isAll() ? window.map((bin) => model.payload.bins.starts[bin]) : null;
      model = newModel;
      counts = Array.from(model.histogram());
      const { starts, end } = model.payload.bins;
      from.max = to.max = last();
      const binOf = (day) => Math.max(0, starts.findLastIndex((begin) => begin <= day));
      const fits = kept && kept[1] >= starts[0] && kept[0] <= end;
      window = fits ? kept.map(binOf) : [...model.payload.window];
      element.classList.toggle("atlas-single", counts.length < 2);
      drawYears();
      show();
    },
    window: () => window,
    destroy: () => {
      stop();
      observer.disconnect();
    },
  };
}
