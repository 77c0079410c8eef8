// The muted background: neighbours, the country, the borders of its districts and provinces.

import { makeCanvas } from "./canvas.js";

const STYLES = {
  neighbour: { fill: "#eae7e1", stroke: "#c6c2b9", width: 1 },
  country: { fill: "#fbfaf6", stroke: "#8b8375", width: 1.5 },
  district: { stroke: "#e3ded3", width: 0.6 },
  province: { stroke: "#bdb5a6", width: 0.9 },
};

/**
 * Draw the background on a map.
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} map
 */
export function makeBackdrop(L, map) {
  let paths = [];
  let drawnKey = null;

  // the outlines are projected once; each zoom only scales them
  const canvas = makeCanvas(L, map, { name: "backdrop", order: 200 }, (context, { origin, zoom, ratio }) => {
    const scale = 2 ** zoom;
    for (const [role, path] of paths) {
      const { fill, stroke, width } = STYLES[role];
      context.setTransform(ratio * scale, 0, 0, ratio * scale, -origin.x * ratio, -origin.y * ratio);
      context.lineWidth = width / scale;
      context.lineJoin = "round";
      context.strokeStyle = stroke;
      if (fill) {
        context.fillStyle = fill;
        context.fill(path, "evenodd");
      }
      context.stroke(path);
    }
  });

  return {
    update: (model) => {
      const outlined = model.places.filter((place) => place.role && place.shape);
      // each change of a filter passes the same outlines again
      const key = outlined.map((place) => place.id).join();
      if (key === drawnKey) return;
      drawnKey = key;
      const arcs = model.projected();
      const trace = (path, indexes, closed) => {
        let begun = false;
        for (const index of indexes) {
          const arc = arcs[index < 0 ? ~index : index];
          for (let at = 0; at < arc.length; at += 2) {
            const from = index < 0 ? arc.length - 2 - at : at;
            if (begun) path.lineTo(arc[from], arc[from + 1]);
            else path.moveTo(arc[from], arc[from + 1]);
            begun = true;
          }
        }
        if (closed) path.closePath();
      };
      paths = Object.keys(STYLES).map((role) => {
        const path = new Path2D();
        const shapes = outlined.filter((place) => place.role === role).map((place) => place.shape);
        const rings = shapes.flat(2);
        if (STYLES[role].fill) rings.forEach((ring) => trace(path, ring, true));
        // a border shared by two districts is drawn once
        else {
          new Set(rings.flat().map((index) => (index < 0 ? ~index : index))).forEach((index) =>
            trace(path, [index], false),
          );
        }
        return [role, path];
      });
      canvas.redraw();
    },
    remove: canvas.remove,
  };
}
