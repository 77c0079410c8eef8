// What is drawn on the map: the quiet background, and the places that records are of.

import { counted, el, svg } from "./dom.js";
import { decodeShape } from "./model.js";

const LEAST_PIXELS = 7; // an uncertain area stays visible at any zoom
const PANES = { background: 200, region: 401, province: 402, district: 403, area: 404, labels: 450 };
const OUTLINES = {
  neighbour: { stroke: true, color: "#c6c2b9", weight: 1, fill: true, fillColor: "#eae7e1", fillOpacity: 1 },
  country: { stroke: true, color: "#8b8375", weight: 1.5, fill: true, fillColor: "#fbfaf6", fillOpacity: 1 },
  district: { stroke: true, color: "#e3ded3", weight: 0.6, fill: false },
  province: { stroke: true, color: "#bdb5a6", weight: 0.9, fill: false },
};
const MARKS = { denied: "#3f4c58", planned: "#1b5c8f" };
let instances = 0;

/** Hatching and dots that tell denied and planned from reported, also to who sees no colours. */
function makePatterns() {
  instances += 1;
  const prefix = `atlas-${instances}`;
  const defs = svg("defs", {});
  const made = new Map();
  const host = svg("svg", { class: "atlas-patterns", width: 0, height: 0, "aria-hidden": "true" }, defs);
  const use = (fill, marks) => {
    const key = [fill, ...marks].join(" ");
    if (!made.has(key)) {
      const id = `${prefix}-${made.size}`;
      const tile = svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
      tile.append(svg("rect", { width: 8, height: 8, fill }));
      if (marks.includes("denied")) {
        tile.append(svg("path", { d: "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", stroke: MARKS.denied, "stroke-width": 1.3 }));
      }
      if (marks.includes("planned")) tile.append(svg("circle", { cx: 4, cy: 4, r: 1.5, fill: MARKS.planned }));
      defs.append(tile);
      made.set(key, `url(#${id})`);
    }
    return made.get(key);
  };
  return { host, use };
}

/**
 * The class that a number belongs to.
 * @param {{breaks: number[], colors: string[]}} scale
 * @param {number} number - at least the first break
 */
export function classOf(scale, number) {
  let index = 0;
  while (index + 1 < scale.breaks.length && number >= scale.breaks[index + 1]) index += 1;
  return scale.colors[index];
}

/** How a place looks with these records; a string of it tells whether anything changed. */
function lookOf(level, sum, scale, patterns, selected) {
  if (!sum.all) return { stroke: false, fill: false };
  const marks = ["denied", "planned"].filter((status) => sum[status]);
  const base = sum.asserted ? classOf(scale, sum.asserted) : "#ffffff";
  const solid = { region: 0.2, province: 0.6, district: 0.92, area: 0.75 }[level];
  const asserted = sum.asserted > 0;
  return {
    stroke: true,
    color: selected ? "#000000" : asserted ? "#6b2415" : sum.denied ? MARKS.denied : MARKS.planned,
    weight: (selected ? 1.5 : 0) + { region: 1.6, province: 2.2, district: 1, area: 1.6 }[level],
    // what is uncertain or disputed has no firm edge
    dashArray: level === "region" ? "10 6" : level === "area" ? "4 4" : asserted && !sum.disputed ? null : "6 4",
    fill: true,
    fillColor: marks.length ? patterns.use(base, marks) : base,
    fillOpacity: asserted ? solid : level === "region" ? 0.35 : 0.8,
  };
}

/**
 * Draw the payload on a map.
 * @param {object} L - Leaflet
 * @param {object} map - L.Map
 * @param {{onPick: function(number): void}} hooks - called with a place's index
 */
export function makeLayers(L, map, hooks) {
  const renderers = {};
  for (const [name, order] of Object.entries(PANES)) {
    const pane = map.createPane(`atlas-${name}`);
    pane.style.zIndex = order;
    if (name !== "labels") renderers[name] = (name === "background" ? L.canvas : L.svg)({ pane: `atlas-${name}`, padding: 0.5 });
  }
  map.getPane("atlas-labels").style.pointerEvents = "none";
  const patterns = makePatterns();
  map.getContainer().append(patterns.host);
  const background = L.layerGroup().addTo(map);
  const labels = L.layerGroup().addTo(map);
  const data = L.layerGroup().addTo(map);
  let drawnBackground = null;
  let drawn = [];
  let named = [];

  const drawBackground = (entries) => {
    const key = entries.map((entry) => entry.id).join();
    if (key === drawnBackground) return;
    drawnBackground = key;
    background.clearLayers();
    for (const entry of entries) {
      const style = OUTLINES[entry.role] ?? OUTLINES.neighbour;
      const options = { ...style, renderer: renderers.background, interactive: false, smoothFactor: 0.5 };
      L.polygon(decodeShape(entry.rings), options).addTo(background);
    }
    named = entries.filter((entry) => entry.label && entry.name);
    drawLabels();
  };

  /** Names where there is room: countries first, then provinces when zoomed in. */
  const drawLabels = () => {
    labels.clearLayers();
    const taken = [];
    for (const entry of named) {
      if (entry.role === "province" && map.getZoom() < 6) continue;
      const { x, y } = map.latLngToLayerPoint(entry.label);
      const half = entry.name.length * 3.4 + 4;
      const box = [x - half, y - 9, x + half, y + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      const options = { permanent: true, direction: "center", pane: "atlas-labels", className: `atlas-label atlas-label-${entry.role}` };
      L.tooltip(options).setLatLng(entry.label).setContent(el("span", {}, entry.name)).addTo(labels);
    }
  };

  /** Metres per pixel at a place, so that a circle can be kept at a least size. */
  const reach = (place) => {
    const at = map.latLngToLayerPoint([place.lat, place.lon]);
    const beside = map.layerPointToLatLng([at.x + LEAST_PIXELS, at.y]);
    return Math.max(place.radius_m, map.distance([place.lat, place.lon], beside));
  };

  const shapeOf = (place) => {
    const options = { renderer: renderers[place.level], stroke: false, fill: false, smoothFactor: 0.5 };
    if (place.level === "area") return L.circle([place.lat, place.lon], { ...options, radius: reach(place) });
    return L.polygon(decodeShape(place.rings), options);
  };

  const drawPlaces = (places) => {
    data.clearLayers();
    drawn = places.map((place, index) => {
      if (place.level === "country") return null; // told in a chip: a country's fill would drown its provinces
      const layer = shapeOf(place).addTo(data);
      const path = layer.getElement();
      path.dataset.place = place.id;
      path.dataset.level = place.level;
      path.setAttribute("role", "button");
      layer.on("click", () => hooks.onPick(index));
      path.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        hooks.onPick(index);
      });
      const entry = { place, layer, path, look: "", sum: null };
      layer.bindTooltip(() => tooltip(entry), { sticky: true, className: "atlas-tooltip" });
      return entry;
    });
    // small ones above large ones, so that each can be reached
    const size = (entry) => entry.layer.getBounds?.().getNorthEast().distanceTo(entry.layer.getBounds().getSouthWest()) ?? 0;
    drawn.filter(Boolean).sort((one, other) => size(other) - size(one)).forEach((entry) => entry.layer.bringToFront());
  };

  /** Restyle what changed since the last window. */
  const restyle = (model, window, selected) => {
    const { scale } = model.payload;
    drawn.forEach((entry, index) => {
      if (!entry) return;
      const sum = model.tally(index, window);
      const look = lookOf(entry.place.level, sum, scale, patterns, index === selected);
      const key = JSON.stringify([look, sum.all]);
      entry.sum = sum;
      if (key === entry.look) return;
      entry.look = key;
      entry.layer.setStyle(look);
      const { path } = entry;
      path.dataset.n = sum.asserted;
      path.dataset.status = sum.asserted ? "reported" : sum.denied ? "denied" : sum.planned ? "planned" : "none";
      path.style.pointerEvents = sum.all ? "" : "none";
      if (sum.all) {
        path.setAttribute("tabindex", "0");
        path.setAttribute("aria-label", `${entry.place.name}, ${entry.place.kind}: ${summary(sum)}`);
        path.removeAttribute("aria-hidden");
      } else {
        path.removeAttribute("tabindex");
        path.setAttribute("aria-hidden", "true");
      }
    });
  };

  const onZoom = () => {
    drawLabels();
    drawn.forEach((entry) => entry?.place.level === "area" && entry.layer.setRadius(reach(entry.place)));
  };
  map.on("zoomend", onZoom);

  return {
    drawBackground,
    drawPlaces,
    restyle,
    centre: (id) => drawn.find((entry) => entry?.place.id === id)?.layer.getBounds().getCenter() ?? null,
    swatch: (fill, marks) => patterns.use(fill, marks),
    remove: () => {
      map.off("zoomend", onZoom);
      [background, labels, data].forEach((group) => group.remove());
      patterns.host.remove();
    },
  };
}

/** Say a place's records by status: "3 records, 1 of them denied". */
function summary(sum) {
  const parts = ["denied", "planned"].filter((status) => sum[status]).map((status) => `${sum[status]} ${status}`);
  return `${counted(sum.all, "record")}${parts.length ? ` (${parts.join(", ")})` : ""}`;
}

function tooltip({ place, sum }) {
  return el(
    "div",
    {},
    el("strong", {}, place.name),
    el("div", {}, `${place.kind}${place.in ? ` in ${place.in}` : ""}`),
    el("div", {}, summary(sum)),
  );
}
