// The picker on the gazetteer page: a click on the map sets a place's point, or clicks draw its area corner by corner.
// Python puts Leaflet (as L) before it. Streamlit calls the default export with the same element on each run.

import { el } from "../draw/dom.js";

const DECIMALS = 4; // of a degree, about 11 m
const NEAR = 12; // pixels; a click this close to the first corner closes the area
const MARK = "#8f2f1b";
const BACKDROP = {
  context: { color: "#a59d90", weight: 1, fillColor: "#fffdf9", fillOpacity: 1 },
  inner: { color: "#d8d2c6", weight: 1, fillOpacity: 0 },
  parent: { color: "#26231f", weight: 2, fillColor: "#efe6da", fillOpacity: 0.6 },
};
const HINTS = {
  point: "Click where the place is.",
  area: "Click each corner in turn; click the first one again or press Enter to finish. Backspace removes the last corner, Escape all of them.",
};

const pickers = new WeakMap();
const rounded = (degrees) => Number(degrees.toFixed(DECIMALS));

export default function host({ data, parentElement, setTriggerValue }) {
  let frame = parentElement.querySelector(".picker");
  if (!frame) {
    frame = el("div", { class: "picker" });
    parentElement.append(frame);
    pickers.set(frame, makePicker(frame));
  }
  pickers.get(frame)(data, setTriggerValue);
}

/** Make the buttons and the map in an element, and return a function that updates them. */
function makePicker(frame) {
  const pointing = el("button", { type: "button", "aria-pressed": "true" }, "Set the point");
  const drawing = el("button", { type: "button", "aria-pressed": "false" }, "Draw the area");
  const hint = el("p", { class: "picker-hint", role: "status" }, HINTS.point);
  const holder = el("div", { class: "picker-map", "aria-label": "Map: arrow keys move it, Space marks the centre" });
  const cross = el("span", { class: "picker-cross", "aria-hidden": "true" });
  const stage = el("div", { class: "picker-stage" }, holder, cross);
  frame.append(el("div", { class: "picker-tools" }, pointing, drawing, hint), stage);

  const map = L.map(holder, {
    attributionControl: false,
    zoomSnap: 0.25,
    zoomAnimation: false,
    fadeAnimation: false,
    doubleClickZoom: false,
  });
  map.setView([0, 0], 2);
  const backdrop = L.featureGroup().addTo(map);
  const dots = L.layerGroup().addTo(map);
  const shown = L.layerGroup().addTo(map);
  const sketch = L.layerGroup().addTo(map);
  /** @type {(trigger: string, value: any) => void} */
  let tell = () => {};
  let corners = null; // of the area that is being drawn
  let stamp = null;
  let radius = 0;

  const setMode = (area) => {
    corners = area ? [] : null;
    pointing.setAttribute("aria-pressed", String(!area));
    drawing.setAttribute("aria-pressed", String(area));
    hint.textContent = area ? HINTS.area : HINTS.point;
    paintSketch();
  };

  const paintSketch = () => {
    sketch.clearLayers();
    if (!corners?.length) return;
    L.polyline(corners, { color: MARK, weight: 2, dashArray: "5 4", interactive: false }).addTo(sketch);
    corners.forEach((at, index) => {
      const style = {
        radius: index ? 4 : 7,
        color: MARK,
        weight: 2,
        fillColor: "#fff",
        fillOpacity: 1,
        interactive: false,
      };
      L.circleMarker(at, { ...style, className: index ? "picker-corner" : "picker-corner picker-first" }).addTo(sketch);
    });
  };

  const paintPoint = (at) => {
    shown.clearLayers();
    L.circle(at, { radius, color: MARK, weight: 1.5, dashArray: "4 4", fillOpacity: 0.12, interactive: false }).addTo(
      shown,
    );
    L.circleMarker(at, {
      radius: 5,
      color: "#fff",
      weight: 2,
      fillColor: MARK,
      fillOpacity: 1,
      interactive: false,
      className: "picker-point",
    }).addTo(shown);
  };

  const mark = (at) => {
    const here = L.latLng(rounded(at.lat), rounded(at.wrap().lng));
    if (!corners) {
      paintPoint(here);
      tell("picked", { lat: here.lat, lon: here.lng });
      return;
    }
    const first = corners[0] && map.latLngToContainerPoint(corners[0]);
    if (corners.length > 2 && first.distanceTo(map.latLngToContainerPoint(at)) <= NEAR) finish();
    else {
      corners.push(here);
      paintSketch();
    }
  };

  const finish = () => {
    if (corners.length < 3) {
      hint.textContent = "An area needs at least three corners.";
      return;
    }
    tell(
      "drawn",
      corners.map(({ lat, lng }) => [lng, lat]),
    );
    setMode(false);
  };

  pointing.addEventListener("click", () => setMode(false));
  drawing.addEventListener("click", () => {
    setMode(true);
    holder.focus({ preventScroll: true });
  });
  map.on("click", (event) => mark(event.latlng));
  holder.addEventListener("keydown", (event) => {
    const keys = {
      Enter: corners && finish,
      Escape: corners && (() => setMode(false)),
      " ": () => mark(map.getCenter()),
    };
    if (corners?.length) keys.Backspace = () => (corners.pop(), paintSketch());
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation(); // the page has other uses for these keys
    keys[event.key]();
  });
  // while its column has no width yet, the map cannot fit its backdrop
  let fit = null;
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (fit && map.getSize().x) map.fitBounds(fit, { animate: false, padding: [12, 12] });
  }).observe(holder);

  return (data, setTriggerValue) => {
    tell = setTriggerValue;
    if (data.stamp !== stamp) {
      stamp = data.stamp;
      backdrop.clearLayers();
      dots.clearLayers();
      for (const { role, shape } of data.backdrop) {
        L.geoJSON(shape, { style: BACKDROP[role], interactive: false }).addTo(backdrop);
      }
      for (const [lat, lon, name] of data.places) {
        const dot = L.circleMarker([lat, lon], {
          radius: 3,
          color: "#5c564d",
          weight: 1,
          fillColor: "#fff",
          fillOpacity: 1,
          bubblingMouseEvents: true,
        });
        dot.bindTooltip(el("span", {}, name)).addTo(dots);
      }
      fit = data.bounds;
      map.fitBounds(fit, { animate: false, padding: [12, 12] });
      map.once("movestart zoomstart dragstart", () => {
        fit = null;
      });
    }
    radius = data.area ? 0 : data.radius_m;
    shown.clearLayers();
    if (data.point) paintPoint(L.latLng(data.point));
    if (data.area) {
      const style = { color: MARK, weight: 2, fillOpacity: 0.2, className: "picker-area" };
      L.geoJSON(data.area, { style, interactive: false }).addTo(shown);
    }
  };
}
