// What is drawn on the map: the outlines of places that records are of, and names.

import { counted, el, written } from "./dom.js";
import { lookOf, makePatterns } from "./looks.js";

const LEAST_PIXELS = 7; // an uncertain area stays visible at any zoom
const PANES = { region: 401, province: 402, district: 403, area: 404, labels: 450 };
const LABELLED_FROM = { neighbour: 0, province: 6, district: 8.5 }; // zoom
const SPOTLIGHT = { stroke: true, color: "#000000", weight: 2, dashArray: "2 5", fill: false, interactive: false };

/** Say a place's records by status: "3 records (1 denied)". */
export function summary(sum) {
  const parts = ["denied", "planned"].filter((status) => sum[status]).map((status) => `${sum[status]} ${status}`);
  return `${counted(sum.all, "record")}${parts.length ? ` (${parts.join(", ")})` : ""}`;
}

/** What a place's tooltip says. */
export function describe(model, index, sum) {
  const place = model.places[index];
  return el(
    "div",
    {},
    el("strong", { dir: "auto" }, model.nameOf(index)),
    el("div", {}, [place.kind, place.where].filter(Boolean).join(" in ")),
    el("div", {}, summary(sum)),
    sum.most ? el("div", {}, `largest number told: ${written(sum.most)}`) : "",
  );
}

/**
 * Draw outlines on a map.
 * @param {object} L - Leaflet
 * @param {object} map - L.Map
 * @param {{onPick: function(number, object): void}} hooks - called with a place's index and where on the map
 */
export function makeLayers(L, map, hooks) {
  const renderers = {};
  for (const [name, order] of Object.entries(PANES)) {
    const pane = map.createPane(`atlas-${name}`);
    pane.style.zIndex = order;
    if (name !== "labels") renderers[name] = L.svg({ pane: `atlas-${name}`, padding: 0.5 });
  }
  map.getPane("atlas-labels").style.pointerEvents = "none";
  const patterns = makePatterns();
  map.getContainer().append(patterns.host);
  const [labels, data, spotlight] = Array.from({ length: 3 }, () => L.layerGroup().addTo(map));
  let model = null;
  let drawn = [];
  let relabel = null;

  /** Names where there is room: countries first, then provinces and districts when zoomed in. */
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
        if (!name || taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
        taken.push(box);
        const icon = L.divIcon({ className: `atlas-label atlas-label-${role}`, iconSize: [0, 0], html: el("span", { dir: "auto" }, name) });
        L.marker(place.label, { icon, pane: "atlas-labels", interactive: false, keyboard: false }).addTo(labels);
      });
    }
  };

  const boundsOf = (index) => {
    const place = model.places[index];
    return place.shape ? L.polygon(model.shapeOf(place)).getBounds() : L.latLng(place.lat, place.lon).toBounds(2 * Math.max(place.radius_m, 1));
  };

  /** A circle's radius in metres, kept at a least size on the screen. */
  const reach = (place) => {
    const at = map.latLngToLayerPoint([place.lat, place.lon]);
    const beside = map.layerPointToLatLng([at.x + LEAST_PIXELS, at.y]);
    return Math.max(place.radius_m, map.distance([place.lat, place.lon], beside));
  };

  const outline = (place, options) =>
    place.shape ? L.polygon(model.shapeOf(place), options) : L.circle([place.lat, place.lon], { ...options, radius: reach(place) });

  const makeEntry = ({ place, index, layer }) => {
    layer.addTo(data);
    const path = layer.getElement();
    path.dataset.place = place.id;
    path.dataset.level = place.level;
    path.setAttribute("role", "button");
    path.setAttribute("stroke-linejoin", "round");
    path.style.pointerEvents = "none";
    layer.on("click", (event) => hooks.onPick(index, event.containerPoint));
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      hooks.onPick(index, null);
    });
    const entry = { index, place, layer, path, look: {}, sum: null, selected: false, labelled: null, asserted: null, status: null };
    layer.bindTooltip(() => describe(model, index, entry.sum), { sticky: true, className: "atlas-tooltip" });
    return entry;
  };

  const drawPlaces = () => {
    data.clearLayers();
    // a country is told in a chip: its fill would drown its provinces
    const found = model.places.flatMap((place, index) => {
      if (!model.recorded(index) || !(place.level in renderers)) return [];
      const layer = outline(place, { renderer: renderers[place.level], stroke: false, fill: false, smoothFactor: 0.5 });
      const bounds = place.shape ? layer.getBounds() : boundsOf(index);
      return [{ place, index, layer, size: bounds.getNorthEast().distanceTo(bounds.getSouthWest()) }];
    });
    // small ones above large ones, so that each can be reached
    drawn = found.sort((one, other) => other.size - one.size).map(makeEntry);
  };

  const same = (one, other) =>
    one !== null && one.all === other.all && one.asserted === other.asserted && one.denied === other.denied && one.planned === other.planned && one.disputed === other.disputed && one.most === other.most && one.rank === other.rank;

  /** Labels for screen readers can wait until the map has moved on: they would cost a step as much as its colours. */
  const relabelSoon = () => {
    clearTimeout(relabel);
    relabel = setTimeout(() => {
      for (const entry of drawn) {
        if (entry.labelled === entry.sum) continue;
        entry.labelled = entry.sum;
        if (entry.sum.all) {
          entry.path.setAttribute("tabindex", "0");
          entry.path.setAttribute("aria-label", `${model.nameOf(entry.index)}, ${entry.place.kind}: ${summary(entry.sum)}`);
          entry.path.removeAttribute("aria-hidden");
        } else {
          entry.path.removeAttribute("tabindex");
          entry.path.setAttribute("aria-hidden", "true");
        }
      }
    }, 60);
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
      const look = lookOf(entry.place.level, sum, { scales, measure, patterns, selected: isSelected });
      for (const name in look) if (entry.look[name] !== look[name]) path.setAttribute(name, look[name]);
      if ((entry.look.fill ?? "none") === "none" || look.fill === "none") path.style.pointerEvents = sum.all ? "" : "none";
      entry.look = look;
      const status = sum.asserted ? "reported" : sum.denied ? "denied" : sum.planned ? "planned" : "none";
      if (entry.asserted !== sum.asserted) path.dataset.n = entry.asserted = sum.asserted;
      if (entry.status !== status) path.dataset.status = entry.status = status;
    }
    relabelSoon();
  };

  const onZoom = () => {
    if (!model) return;
    drawLabels();
    for (const entry of drawn) if (entry.place.level === "area") entry.layer.setRadius(reach(entry.place));
  };
  map.on("zoomend moveend", onZoom);

  return {
    drawLabels,
    restyle,
    patterns,
    /** What each outline's records add up to, as it is drawn now. */
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
    /** Outline a place that the reader looked for; null for none. */
    setSpotlight: (index) => {
      spotlight.clearLayers();
      if (index !== null) outline(model.places[index], { ...SPOTLIGHT, renderer: renderers.area }).addTo(spotlight);
    },
    boundsOf,
    remove: () => {
      clearTimeout(relabel);
      map.off("zoomend moveend", onZoom);
      [labels, data, spotlight].forEach((group) => group.remove());
      patterns.host.remove();
    },
  };
}
