// The time map: geometry once, records as columns, a restyle per step. One module, two hosts: the page that folium
// renders, and the Streamlit component. It asks for nothing from the network, and finds nothing by global names.

import { el } from "./dom.js";
import { makeClock } from "./clock.js";
import { makeLayers } from "./layers.js";
import { makeModel } from "./model.js";
import { makeChips, makeInfo, makeLegend } from "./panels.js";
import { makePopup } from "./popup.js";

const ROOMY = 900; // pixels; above, the map moves aside for the legend
const MARGIN = 40; // pixels; between a selected place and what could cover it

/**
 * Draw a time map in an element.
 * @param {HTMLElement} element - becomes the frame; it needs a height
 * @param {object} L - Leaflet
 * @param {object} payload - as geo.maps.payload makes it
 * @param {{map?: object, onSelect?: function(string|null): void, onWindow?: function(object): void}} [hooks] -
 *   `map`: an L.Map to draw on instead of a new one
 * @returns {{update: function(object): void, select: function(string|null): void, state: function(): object,
 *   destroy: function(): void}}
 */
export function mount(element, L, payload, hooks = {}) {
  element.classList.add("atlas");
  const stage = el("div", { class: "atlas-stage" });
  const holder = hooks.map?.getContainer() ?? el("div", {});
  holder.classList.add("atlas-map");
  stage.append(holder);
  const title = el("h1", { class: "atlas-title" });
  const about = el("button", { type: "button", class: "atlas-about", "aria-label": "About this map", title: "About this map" }, "i");
  element.replaceChildren(el("header", { class: "atlas-head" }, title, about), stage);

  const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
  const map = hooks.map ?? L.map(holder, { zoomControl: true, attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, inertia: !still });
  map.options.zoomSnap = 0.25;
  map.attributionControl?.setPrefix("Leaflet");
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  // beside the legend, where there is room for both
  const fit = () => {
    const beside = stage.clientWidth > ROOMY ? legend.element.offsetWidth / 2 : 0;
    map.fitBounds(model.payload.view, { animate: false, paddingTopLeft: [beside, 0] });
  };

  let model = null;
  let selected = null;
  const layers = makeLayers(L, map, { onPick: (index) => choose(index, true) });
  const popup = makePopup({ onClose: () => choose(null, true) });
  const info = makeInfo();
  const legend = makeLegend(layers.swatch);
  const chips = makeChips((index) => choose(index, true));
  const clock = makeClock({ onWindow: () => { draw(); told(); } });
  stage.append(legend.element, chips.element, popup.element, info.element);
  element.append(clock.element);
  // Leaflet must not zoom or drag the map when a panel on it is scrolled or clicked
  for (const panel of [legend.element, chips.element, popup.element, info.element]) {
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
  }

  const told = () => {
    const { starts, labels } = model.payload.bins;
    const [first, last] = clock.window();
    hooks.onWindow?.({ first, last, from: starts[first], to: labels[last] });
  };

  const draw = () => {
    layers.restyle(model, clock.window(), selected);
    chips.update(model, clock.window());
    if (selected !== null) popup.show(model, selected, clock.window());
  };

  /** Move the map, if need be, so that the popup does not hide the place that it is about. */
  const uncover = (place) => {
    const at = layers.centre(place.id);
    if (!at) return;
    const { offsetWidth: wide, offsetHeight: tall } = popup.element;
    const below = wide > stage.clientWidth - MARGIN; // a phone: the popup lies at the bottom
    const paddingBottomRight = below ? [MARGIN, tall + MARGIN] : [wide + MARGIN, MARGIN];
    map.panInside(at, { paddingTopLeft: [MARGIN, MARGIN], paddingBottomRight, animate: !still });
  };

  /** Show a place's records, or none; tell the host only what the reader did. */
  const choose = (index, byReader) => {
    selected = index === selected && byReader ? null : index;
    if (selected === null) popup.hide();
    else info.element.hidden = true;
    draw();
    if (byReader) {
      if (selected !== null) {
        popup.element.focus({ preventScroll: true });
        uncover(model.payload.places[selected]);
      }
      hooks.onSelect?.(selected === null ? null : model.payload.places[selected].id);
    }
  };

  const select = (id) => {
    const index = model.payload.places.findIndex((place) => place.id === id);
    choose(index < 0 ? null : index, false);
  };

  const showInfo = (open) => {
    info.element.hidden = !open;
    if (open) info.element.focus({ preventScroll: true });
    else about.focus({ preventScroll: true });
  };
  about.addEventListener("click", () => showInfo(info.element.hidden));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!info.element.hidden) showInfo(false);
    else if (selected !== null) choose(null, true);
  });

  let tiles = null;
  const update = (sent) => {
    const first = model === null;
    model = makeModel(sent);
    title.textContent = sent.title;
    title.hidden = !sent.title;
    selected = null;
    layers.drawBackground(sent.background);
    layers.drawPlaces(sent.places);
    legend.update(sent);
    info.update(sent, () => showInfo(false));
    clock.update(model);
    tiles?.remove();
    tiles = sent.tiles ? L.tileLayer(sent.tiles.url, { attribution: sent.tiles.attribution, maxZoom: sent.tiles.max_zoom }).addTo(map) : null;
    if (first) fit();
    select(sent.selected);
    if (selected === null) popup.hide();
  };

  // the frame may get its size after it is mounted, or change it; until the reader moves the map, it shows all
  let moved = false;
  const onMove = () => { moved = true; };
  map.on("dragstart zoomstart", onMove);
  const observer = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (!moved && model) {
      fit();
      moved = false;
    }
  });

  map.setView([0, 0], 2, { animate: false });
  update(payload);
  moved = false;
  observer.observe(stage);
  return {
    update,
    select,
    state: () => ({ window: clock.window(), selected: selected === null ? null : model.payload.places[selected].id, zoom: map.getZoom(), center: map.getCenter() }),
    destroy: () => {
      observer.disconnect();
      clock.destroy();
      layers.remove();
      map.off("dragstart zoomstart", onMove);
      if (!hooks.map) map.remove();
      element.replaceChildren();
      element.classList.remove("atlas");
    },
  };
}
