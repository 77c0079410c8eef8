// Outlines as SVG paths. Neighbours share their borders here too: each arc is projected and written once per zoom.

const WORLD = 256; // pixels, at zoom 0
const LEAST_STEP = 1; // pixels; closer vertices are left out

/**
 * Project arcs to world coordinates at zoom 0 (spherical Mercator, EPSG:3857, in pixels).
 * @param {Array<Array<[number, number]>>} arcs - latitude and longitude in degrees
 * @returns {Float64Array[]} x and y, alternating
 */
export function projectArcs(arcs) {
  return arcs.map((arc) => {
    const points = new Float64Array(arc.length * 2);
    arc.forEach(([lat, lon], at) => {
      const sine = Math.sin((lat * Math.PI) / 180);
      points[2 * at] = WORLD * (lon / 360 + 0.5);
      points[2 * at + 1] = WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    });
    return points;
  });
}

/** Write an arc at a zoom level, forwards and backwards, without vertices too close to be told apart. */
function writeArc(points, scale, originX, originY) {
  const kept = [];
  let [lastX, lastY] = [Infinity, Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] * scale - originX;
    const y = points[at + 1] * scale - originY;
    const far = Math.abs(x - lastX) + Math.abs(y - lastY) > LEAST_STEP;
    if (!far && at < points.length - 2) continue;
    kept.push(`${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
    [lastX, lastY] = [x, y];
  }
  return [kept.join("L"), kept.reverse().join("L")];
}

/**
 * Make a writer of paths for one zoom.
 * @param {Float64Array[]} projected - as projectArcs returns it
 * @param {number} zoom
 * @param {{x: number, y: number}} origin - of the map's layers, in the world at this zoom
 * @returns {(polygons: Shape) => string} takes polygons of rings of arcs, returns the attribute `d` of a path
 */
export function pathWriter(projected, zoom, origin) {
  const scale = 2 ** zoom;
  const texts = new Array(projected.length);
  const textOf = (index) => {
    const arc = index < 0 ? ~index : index;
    texts[arc] ??= writeArc(projected[arc], scale, origin.x, origin.y);
    return texts[arc][index < 0 ? 1 : 0];
  };
  return (polygons) =>
    polygons.map((rings) => rings.map((ring) => `M${ring.map(textOf).join("L")}Z`).join("")).join("");
}
