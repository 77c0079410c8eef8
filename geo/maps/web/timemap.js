// The time map: geometry once, records as columns, a restyle per step. One module, two hosts: the page that folium
// renders, and the Streamlit component. It makes no network requests and uses no global names.

import { UNITS } from "./data/calendar.js";
import { makeModel } from "./data/model.js";
import { among, openDays, openState, stateOf } from "./data/state.js";
import { makeBackdrop } from "./draw/backdrop.js";
import { makeHover } from "./draw/hover.js";
import { makeLayers } from "./draw/layers.js";
import { makePoints } from "./draw/points.js";
import { makeStage } from "./draw/stage.js";
import { makeAddressBar } from "./ui/address_bar.js";
import { MODES, makeClock } from "./ui/clock.js";
import { filterWords, makeControls } from "./ui/controls.js";
import { makeLegend } from "./ui/legend.js";
import { makeChips, makeInfo } from "./ui/panels.js";
import { makePopup } from "./ui/popup.js";
import { makeSearch } from "./ui/search.js";
import { makeTable } from "./ui/table.js";

const REST = 60; // milliseconds without a step before the rest is drawn
const LONGEST_MOVE = 400; // milliseconds; while the map plays, the rest is drawn at least this often

/**
 * Draw a time map in an element.
 * @param {HTMLElement} element - becomes the frame; it needs a height
 * @param {Leaflet} L - Leaflet
 * @param {Payload} payload - as geo.maps.payload returns it
 * @param {Hooks} [hooks] - `map`: an existing L.Map to draw on;
 *   `onSelect` is called with the id of the place that the reader chose
 * @returns {TimeMap}
 */
export function mount(element, L, payload, hooks = {}) {
  const stage = makeStage(element, L, hooks.map);
  const { map } = stage;
  let model = null;
  let state = null;
  let selected = null;
  let moving = null; // since when
  let resting = null;

  const layers = makeLayers(L, map, { onPick: (index) => choose(index, true) });
  const backdrop = makeBackdrop(L, map);
  const points = makePoints(L, map);
  const legend = makeLegend(layers.patterns.use);
  const chips = makeChips({ onPick: (index) => choose(index, true), onUnfilter: () => changeFilter(null) });
  const popup = makePopup({ onClose: () => choose(null, true) });
  const info = makeInfo({ onClose: () => stage.open(null) });
  const controls = makeControls({
    onChange: (what) => change(what),
    onReset: () => reset(),
    onClose: () => stage.open(null),
  });
  const table = makeTable({
    onClose: () => stage.open(null),
    onPick: (index) => {
      stage.open(null);
      choose(index, true);
    },
  });
  const search = makeSearch({ onPick: (index) => lookAt(index) });
  const clock = makeClock({ onWindow: () => draw(), onUnit: (unit) => changeUnit(unit) });
  const address = makeAddressBar({ onArrive: (sent) => arrive(sent) });
  stage.furnish({
    legend,
    chips,
    popup,
    search,
    clock,
    panels: { controls: ["View", controls], table: ["Table", table], info: ["i", info] },
  });

  const writeAddressSoon = () => address.write(model, clock, state, selected, stage);

  const draw = (afresh = false) => {
    const window = clock.window();
    const { measure } = state;
    layers.restyle(window, { selected, measure, afresh });
    points.draw(window, { selected, measure });
    if (selected !== null && !stage.isOpen() && model.hasTexts()) popup.show(model, selected, window);
    restSoon();
  };

  /** Updates that would slow a step down, and that a reader does not miss while the map moves. */
  const rest = () => {
    moving = null;
    const window = clock.window();
    layers.tell();
    clock.tell();
    legend.tally(layers.sums());
    chips.update(model, window, filterWords(model, state.filter));
    table.show(model, window, clock.label());
    writeAddressSoon();
    element.dataset.atlas = "resting";
  };
  const restSoon = () => {
    const now = performance.now();
    if (moving === null) {
      moving = now;
      element.dataset.atlas = "moving";
    }
    clearTimeout(resting);
    resting = setTimeout(rest, Math.max(0, Math.min(REST, moving + LONGEST_MOVE - now)));
  };

  /** Handle a click: points are above outlines; null for no outline. */
  const pick = (index, point) => {
    const above = point ? points.open(point) : undefined;
    if (above === null) return; // several points: the map zoomed in
    if ((above ?? index) !== null) choose(above ?? index, true);
  };

  /** Show a place's records, or none; the host is notified only of the reader's own choices. */
  const choose = (index, byReader) => {
    selected = index === selected && byReader ? null : index;
    layers.setSpotlight(null);
    if (selected === null) popup.hide();
    else stage.open(null);
    draw();
    if (!byReader) return;
    if (selected !== null) {
      if (!popup.element.hidden) popup.element.focus({ preventScroll: true });
      stage.uncover(layers.boundsOf(selected).getCenter(), popup.element);
    }
    hooks.onSelect?.(selected === null ? null : model.places[selected].id);
  };

  const select = (id) => {
    const index = model.places.findIndex((place) => place.id === id);
    choose(index < 0 ? null : index, false);
  };

  /** Go to a place that was searched for, and open its records if it has any. */
  const lookAt = (index) => {
    stage.goTo(layers.boundsOf(index));
    if (selected !== index) choose(index, true);
    layers.setSpotlight(index);
  };

  /** Update the map after a control changed the state. */
  const change = (what) => {
    if (what === "language") model.setLanguage(state.language);
    if (what === "language") layers.drawLabels();
    if (what === "layers") layers.setLayers(state.layers);
    if (what === "layers") points.setShown(state.layers.has("point"));
    if (what === "tiles") stage.setTiles(state.tiles ? model.payload.tiles : null);
    if (what === "roll_up" || what === "filter") return recount(() => model.setRollUp(state.roll_up));
    if (what === "language") search.update(model);
    legend.update(model, state.measure, state.roll_up);
    return draw(true);
  };

  /** Recount after records, places or steps have changed; the days shown stay the same. */
  const recount = (apply) => {
    const days = clock.days();
    apply();
    model.setFilter(state.filter);
    points.update(model);
    clock.update(model, days);
    legend.update(model, state.measure, state.roll_up);
    draw(true);
  };
  const changeUnit = (unit) => recount(() => model.setUnit(unit));
  const changeFilter = (filter) => {
    state.filter = filter ?? openState(model.payload).filter;
    controls.update(model, state);
    recount(() => {});
  };
  const reset = () => arrive({});

  /** Take over a state from an address; the payload's own state fills in the rest. */
  const arrive = (sent) => {
    state = stateOf(sent, model.payload);
    const { unit, mode } = model.payload.time;
    model.setUnit(sent.time?.unit ?? among(UNITS, sent.unit, unit));
    model.setLanguage(state.language);
    model.setRollUp(state.roll_up);
    model.setFilter(state.filter);
    clock.setMode(sent.time?.mode ?? among(MODES, sent.mode, mode));
    clock.update(model, sent.time?.days ?? (Object.keys(sent).length ? null : openDays(model.payload)));
    legend.update(model, state.measure, state.roll_up);
    // set the view first: anything drawn before it would be drawn twice
    if (sent.at) stage.goToView(sent.at);
    else stage.fit(model.payload.view);
    refresh();
    select(sent.place ?? model.payload.open.selected);
    address.settle(model, clock, state, selected, stage);
  };

  /** Draw everything that depends on the state. */
  const refresh = () => {
    backdrop.update(model);
    layers.update(model);
    layers.setLayers(state.layers);
    points.update(model);
    points.setShown(state.layers.has("point"));
    stage.setTiles(state.tiles ? model.payload.tiles : null);
    legend.update(model, state.measure, state.roll_up);
    controls.update(model, state);
    search.update(model);
  };

  /** Switch to other records; the reader's own choices and the period shown stay the same. */
  const update = (sent) => {
    const before = model;
    const kept = before && clock.days();
    model = makeModel(sent);
    stage.update(sent);
    info.update(sent, model.reports());
    if (!before) return arrive(sent.controls.includes("address") ? address.read() : {});
    // the host's changes override the reader's choices in the map
    for (const name of ["measure", "language", "roll_up"]) {
      if (sent.open[name] !== before.payload.open[name]) state[name] = sent.open[name];
    }
    model.setUnit(sent.time.unit === before.payload.time.unit ? before.bins.unit : sent.time.unit);
    model.setLanguage(state.language);
    model.setRollUp(state.roll_up);
    model.setFilter(state.filter);
    const { bins } = model;
    const fits = kept && kept[1] >= bins.starts[0] && kept[0] <= bins.end;
    clock.update(model, fits ? kept : openDays(sent));
    refresh();
    selected = null;
    return select(sent.open.selected);
  };

  const hover = makeHover(L, map, layers, points);
  map.on("click", (event) => {
    pick(layers.placeAt(event), event.containerPoint);
    hover.follow(event);
  });
  map.on("moveend", () => {
    if (model && state) writeAddressSoon();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (stage.open(null)) return;
    if (selected !== null) choose(null, true);
  });
  stage.onPanel(() => {
    draw();
    table.show(model, clock.window(), clock.label()); // at once, so that copying takes what is shown
  });

  /** Accept the records' texts, once they are unpacked. */
  const setTexts = (texts) => {
    model.setTexts(texts);
    info.update(model.payload, model.reports());
    draw();
  };

  /** Show only some of the records: bits, or null for all. */
  const setMask = (bits) => recount(() => model.setMask(bits));

  update(payload);
  stage.settle(() => stage.fit(model.payload.view));
  return {
    update,
    select,
    setTexts,
    setMask,
    state: () => ({
      window: clock.window(),
      selected: selected === null ? null : model.places[selected].id,
      zoom: map.getZoom(),
      center: map.getCenter(),
    }),
    destroy: () => {
      clearTimeout(resting);
      address.destroy();
      clock.destroy();
      points.remove();
      backdrop.remove();
      layers.remove();
      stage.destroy();
    },
  };
}
