// What is drawn on the map: the outlines of places with records, and labels.

import { recordsWords, written } from "../data/numbers.js";
import { el, svg } from "./dom.js";
import { styleOf, makePatterns } from "./style.js";
import { pathWriter } from "../data/outlines.js";

const LEAST_PIXELS = 7; // an uncertain area stays visible at any zoom
const PANES = { region: 401, province: 402, district: 403, area: 404, labels: 450 };
const LABELLED_FROM = { neighbour: 0, province: 6, district: 8.5 }; // zoom
const SPOTLIGHT = {
  fill: "none",
  stroke: "#000000",
  "stroke-width": 2,
  "stroke-dasharray": "2 5",
  "pointer-events": "none",
};

/** Summarise a place's records by status: "3 records (1 denied)". */
export function summary(sum) {
  const parts = ["denied", "planned"]
    .filter((status) => sum[status])
    .map((status) => `${written(sum[status])} ${status}`);
  return `${recordsWords(sum)}${parts.length ? ` (${parts.join(", ")})` : ""}`;
}

/** The content of a place's tooltip. */
export function describe(model, index, sum) {
  const place = model.places[index];
  return el(
    "div",
    {},
    el("strong", { dir: "auto" }, model.nameOf(index)),
    el("div", {}, [place.kind, place.where].filter(Boolean).join(" in ")),
    el("div", {}, summary(sum)),
    sum.most ? el("div", {}, `largest number reported: ${written(sum.most)}`) : "",
  );
}

/**
 * Draw outlines on a map.
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} map
 * @param {{onPick: (index: number) => void}} hooks - called with the index of a place chosen with the keyboard
 */
export function makeLayers(L, map, hooks) {
  const renderers = {};
  for (const [name, order] of Object.entries(PANES)) {
    const pane = map.createPane(`atlas-${name}`);
    pane.style.zIndex = String(order);
    if (name !== "labels") renderers[name] = L.svg({ pane: `atlas-${name}`, padding: 0.5 }).addTo(map);
  }
  map.getPane("atlas-labels").style.pointerEvents = "none";
  const patterns = makePatterns();
  map.getContainer().append(patterns.host);
  const labels = L.layerGroup().addTo(map);
  let model = null;
  let drawn = [];
  let entries = new Map(); // by path
  let lit = null;
  const light = svg("path", SPOTLIGHT);

  /** Labels where there is room: countries first, then provinces and districts when zoomed in. */
  const drawLabels = () => {
    labels.clearLayers();
    const taken = [];
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.3);
    for (const role of ["neighbour", "province", "district"]) {
      if (zoom < LABELLED_FROM[role]) continue;
      model.places.forEach((place, index) => {
        if (place.role !== role || !place.label || !view.contains(place.label)) return;
        const name = model.nameOf(index);
        const { x, y } = map.latLngToLayerPoint(place.label);
        const half = name.length * 3.4 + 4;
        const box = [x - half, y - 9, x + half, y + 9];
        if (
          !name ||
          taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
        ) {
          return;
        }
        taken.push(box);
        const icon = L.divIcon({
          className: `atlas-label atlas-label-${role}`,
          iconSize: [0, 0],
          html: el("span", { dir: "auto" }, name),
        });
        L.marker(place.label, { icon, pane: "atlas-labels", interactive: false, keyboard: false }).addTo(labels);
      });
    }
  };

  const boundsOf = (index) => {
    const { shape, lat, lon, radius_m: radius } = model.places[index];
    return shape ? L.latLngBounds(model.cornersOf(shape)) : L.latLng(lat, lon).toBounds(2 * Math.max(radius, 1));
  };

  /** A circle as a path, with a minimum size on the screen. */
  const circle = ({ lat, lon, radius_m: radius }) => {
    const { x, y } = map.latLngToLayerPoint([lat, lon]);
    const beside = map.layerPointToLatLng([x + LEAST_PIXELS, y]);
    const r = LEAST_PIXELS * Math.max(1, radius / map.distance([lat, lon], beside));
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  };

  /** Redraw all paths: zooming changes the origin of the layers. */
  const placeAll = () => {
    const write = pathWriter(model.projected(), map.getZoom(), map.getPixelOrigin());
    const pathOf = (place) => (place.shape ? write(place.shape) : circle(place));
    for (const { place, path } of drawn) path.setAttribute("d", pathOf(place));
    if (lit !== null) light.setAttribute("d", pathOf(model.places[lit]));
  };

  const makeEntry = ({ place, index }) => {
    const path = svg("path", {
      class: "leaflet-interactive",
      role: "button",
      tabindex: 0,
      "aria-label": model.nameOf(index),
      "data-place": place.id,
      "data-level": place.level,
      "stroke-linejoin": "round",
      "fill-rule": "evenodd",
      visibility: "hidden",
    });
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      hooks.onPick(index);
    });
    return { index, place, path, look: { visibility: "hidden" }, sum: null, selected: false, told: null };
  };

  const drawPlaces = () => {
    for (const { path } of drawn) path.remove();
    const found = model.places.flatMap((place, index) => {
      // a country has a chip instead: its fill would hide its provinces
      if (!model.recorded(index) || !(place.level in renderers)) return [];
      const bounds = boundsOf(index);
      return [{ place, index, size: bounds.getNorthEast().distanceTo(bounds.getSouthWest()) }];
    });
    // small outlines above large ones, so that each can be clicked
    drawn = found.sort((one, other) => other.size - one.size).map(makeEntry);
    placeAll();
    for (const { place, path } of drawn) renderers[place.level]._rootGroup.append(path);
    entries = new Map(drawn.map((entry) => [entry.path, entry]));
  };

  const same = (one, other) =>
    one !== null &&
    one.all === other.all &&
    one.records === other.records &&
    one.asserted === other.asserted &&
    one.denied === other.denied &&
    one.planned === other.planned &&
    one.disputed === other.disputed &&
    one.most === other.most &&
    one.rank === other.rank;

  /** Describe the outlines for screen readers and keyboard users. */
  const tell = () => {
    for (const entry of drawn) {
      const { path, sum } = entry;
      if (entry.told === sum) continue;
      entry.told = sum;
      path.dataset.n = sum.asserted;
      path.dataset.status = sum.asserted ? "reported" : sum.denied ? "denied" : sum.planned ? "planned" : "none";
      path.setAttribute("aria-label", `${model.nameOf(entry.index)}, ${entry.place.kind}: ${summary(sum)}`);
    }
  };

  /** Restyle what changed since the last window. */
  const restyle = (window, { selected, measure, afresh = false }) => {
    const { scales } = model.payload;
    for (const entry of drawn) {
      const sum = model.tally(entry.index, window);
      const isSelected = entry.index === selected;
      if (!afresh && same(entry.sum, sum) && entry.selected === isSelected) continue;
      entry.sum = sum;
      entry.selected = isSelected;
      const { path } = entry;
      const look = styleOf(entry.place.level, sum, { scales, measure, patterns, selected: isSelected });
      const { look: painted } = entry;
      for (const name in look) {
        if (painted[name] === look[name]) continue;
        path.setAttribute(name, look[name]);
        painted[name] = look[name];
      }
    }
  };

  const onZoom = () => {
    if (model) placeAll();
  };
  const onMove = () => {
    if (model) drawLabels();
  };
  map.on("zoomend viewreset", onZoom);
  map.on("moveend", onMove);

  return {
    drawLabels,
    restyle,
    tell,
    patterns,
    /** The totals that each outline currently shows. */
    sums: () => drawn.map((entry) => entry.sum),
    update: (newModel) => {
      model = newModel;
      drawLabels();
      drawPlaces();
    },
    /** Show some of the layers: "region", "province", "district", "area", "labels". */
    setLayers: (shown) => {
      for (const name of Object.keys(PANES)) {
        map.getPane(`atlas-${name}`).style.display = shown.has(name) ? "" : "none";
      }
    },
    /** Highlight a place that the reader searched for; null for none. */
    setSpotlight: (index) => {
      lit = index;
      if (index === null) return light.remove();
      renderers.area._rootGroup.append(light);
      return placeAll();
    },
    /** The place whose outline a mouse or touch event hit, or null. */
    placeAt: (event) => entries.get(event.originalEvent?.target)?.index ?? null,
    /** The content of a place's tooltip. */
    tooltipOf: (index) => describe(model, index, drawn.find((entry) => entry.index === index).sum),
    boundsOf,
    remove: () => {
      map.off("zoomend viewreset", onZoom);
      map.off("moveend", onMove);
      [labels, ...Object.values(renderers)].forEach((layer) => layer.remove());
      patterns.host.remove();
    },
  };
}
