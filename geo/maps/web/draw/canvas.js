// A canvas that moves and zooms with a Leaflet map.

import { el } from "./dom.js";

/**
 * Put a canvas on a map.
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} map
 * @param {{name: string, order: number, padding?: number}} pane - `order` is its z-index, `padding` how much of the map's
 *   size to draw beyond its edges
 * @param {(context: CanvasRenderingContext2D, frame: Frame) => void} draw -
 *   `origin` is the canvas's corner in world coordinates at this zoom, `corner` the same in the map's layers
 */
export function makeCanvas(L, map, { name, order, padding = 0.25 }, draw) {
  const pane = map.createPane(`atlas-${name}`);
  pane.style.zIndex = String(order);
  pane.style.pointerEvents = "none";
  const canvas = el("canvas", { class: `atlas-${name}`, "aria-hidden": "true" });
  const ratio = globalThis.devicePixelRatio || 1;

  // L.Renderer knows where to place a canvas, even during an animated zoom
  const Renderer = /** @type {any} */ (L.Renderer); // its inner methods have no types
  const Drawing = Renderer.extend({
    _initContainer() {
      this._container = canvas;
    },
    _destroyContainer() {
      canvas.remove();
      delete this._container;
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const corner = this._bounds.min;
      L.DomUtil.setPosition(canvas, corner);
      if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
        Object.assign(canvas, { width: size.x * ratio, height: size.y * ratio });
        Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
      }
      this.redraw();
    },
    redraw() {
      const size = this._bounds.getSize();
      const corner = this._bounds.min;
      // drawn rarely: starting up the graphics card for it would delay the first paint
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.x, size.y);
      draw(context, { origin: map.getPixelOrigin().add(corner), corner, size, zoom: this._zoom, ratio });
    },
  });
  const drawing = new Drawing({ pane: `atlas-${name}`, padding }).addTo(map);

  return {
    canvas,
    pane,
    redraw: () => drawing.redraw(),
    remove: () => {
      drawing.remove();
      pane.remove();
    },
  };
}
