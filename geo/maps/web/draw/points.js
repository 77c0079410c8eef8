// Many points on one canvas: nearby points are drawn as one, with the number of their records (of a linked event, one).

import { makeCanvas } from "./canvas.js";
import { countClaim, countReport } from "../data/events.js";
import { recordsWords } from "../data/numbers.js";
import { el } from "./dom.js";
import { EDGE, MARKS, baseColor, inkOn } from "./style.js";
import { describe } from "./layers.js";

const CELL = 46; // pixels; points in the same grid cell are drawn together
const DOT = 5; // pixels; the radius of a single point
const WIDE = 12; // pixels; the radius from which an uncertain place is a circle to look through
const DEEPEST = 15; // zoom; beyond it, a group is no longer split
const NEAR = 4; // pixels around a mark that still count as a hit

/**
 * Draw points on a map.
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} map
 */
export function makePoints(L, map) {
  let model = null;
  let places = []; // indexes of the places that are points
  let mercator = null; // two numbers per place, in a world of width 1
  let records = null; // the records at points, and which of `places` each is at
  let spots = null;
  let cellOf = null; // which cell each of `places` lies in, at this zoom
  let cells = 0;
  let zoomed = null;
  let last = null; // what to draw: a window of time, and how
  let marks = []; // what was drawn, for hit testing
  const { canvas, pane, redraw, remove } = makeCanvas(
    L,
    map,
    { name: "points", order: 405 },
    (context, frame) => last && paintAll(context, frame),
  );

  const measure = () => {
    places = model.places.flatMap((place, index) => (place.level === "point" && model.recorded(index) ? [index] : []));
    const spotOf = new Map(places.map((index, spot) => [index, spot]));
    mercator = new Float64Array(places.length * 2);
    places.forEach((index, spot) => {
      const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(model.places[index].lat, model.places[index].lon), 0);
      mercator[2 * spot] = x;
      mercator[2 * spot + 1] = y;
    });
    const found = [];
    if (places.length) {
      for (let record = 0; record < model.size; record += 1) {
        for (const place of model.placedAt(record)) if (spotOf.has(place)) found.push(record, spotOf.get(place));
      }
    }
    records = Int32Array.from({ length: found.length / 2 }, (_, at) => found[2 * at]);
    spots = Int32Array.from({ length: found.length / 2 }, (_, at) => found[2 * at + 1]);
    zoomed = null;
  };

  const cluster = () => {
    const zoom = map.getZoom();
    if (zoom === zoomed) return;
    zoomed = zoom;
    const known = new Map();
    const grid = 2 ** zoom / CELL;
    cellOf = Int32Array.from(places, (_, spot) => {
      const key = Math.floor(mercator[2 * spot] * grid) * 4194304 + Math.floor(mercator[2 * spot + 1] * grid);
      if (!known.has(key)) known.set(key, known.size);
      return known.get(key);
    });
    cells = known.size;
  };

  /** Total the records that the window touches, cell by cell. */
  const gather = ([first, final]) => {
    const sums = Array.from({ length: cells }, () => null);
    const world = 2 ** zoomed;
    const { kept, b0, b1, status, number, eventOf } = model;
    const seen = new Map();
    for (let at = 0; at < records.length; at += 1) {
      const record = records[at];
      if (kept[record] === 0 || b0[record] > final || b1[record] < first) continue;
      const spot = spots[at];
      const sum = (sums[cellOf[spot]] ??= {
        all: 0,
        records: 0,
        asserted: 0,
        denied: 0,
        planned: 0,
        most: 0,
        rank: -1,
        x: 0,
        y: 0,
        spot,
        several: false,
      });
      sum.records += 1;
      sum.x += mercator[2 * spot];
      sum.y += mercator[2 * spot + 1];
      if (spot !== sum.spot) sum.several = true;
      const rank = status[record];
      if (eventOf[record] >= 0) countReport(sum, seen, eventOf[record] * cells + cellOf[spot], rank, 0);
      else {
        sum.all += 1;
        countClaim(sum, rank, 1);
      }
      if (rank > 1 && number[record] > sum.most) sum.most = number[record];
      if (rank > sum.rank) sum.rank = rank;
    }
    return sums
      .filter((sum) => sum !== null)
      .map((sum) => Object.assign(sum, { x: (sum.x / sum.records) * world, y: (sum.y / sum.records) * world }));
  };

  const radiusOf = (sum) => {
    if (sum.all > 1) return Math.min(DOT + 2 + 2 * Math.log2(sum.all), CELL / 2 - 2);
    return DOT;
  };

  const paint = (context, mark, { scales, measure: by, selected }) => {
    const { sum, x, y, radius } = mark;
    const asserted = sum.asserted > 0;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    const base = baseColor(scales, by, sum);
    context.fillStyle = base;
    // a wide circle says that it happened somewhere within: what lies under it stays in sight
    context.globalAlpha = mark.exact || radius < WIDE ? 0.92 : 0.3;
    context.fill();
    context.globalAlpha = 1;
    const chosen = places[sum.spot] === selected && !sum.several;
    context.lineWidth = chosen ? 3 : 1.2;
    context.strokeStyle = chosen ? "#000000" : asserted ? EDGE : sum.denied ? MARKS.denied : MARKS.planned;
    context.setLineDash(asserted && mark.exact ? [] : [3, 3]);
    context.stroke();
    if (sum.all > 1 && radius > 8) {
      context.fillStyle = inkOn(base);
      context.fillText(sum.all < 1000 ? sum.all : `${Math.round(sum.all / 1000)}k`, x, y);
    }
  };

  const paintAll = (context, { origin, corner, size }) => {
    marks = [];
    if (!places.length) return;
    const [window, options] = last;
    cluster();
    context.font = "600 11px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    const metre = 1 / map.distance(map.containerPointToLatLng([0, 0]), map.containerPointToLatLng([1, 0]));
    for (const sum of gather(window)) {
      const [x, y] = [sum.x - origin.x, sum.y - origin.y];
      if (x < -CELL || y < -CELL || x > size.x + CELL || y > size.y + CELL) continue;
      const uncertain = sum.several ? 0 : model.places[places[sum.spot]].radius_m * metre;
      const radius = Math.max(radiusOf(sum), uncertain);
      const mark = { sum, x, y, radius, exact: sum.several || uncertain === 0, layer: L.point(x, y).add(corner) };
      paint(context, mark, { ...options, scales: model.payload.scales });
      marks.push(mark);
    }
    canvas.dataset.marks = String(marks.length);
  };

  /** The mark at a point of the map's container; marks drawn later are on top. */
  const hit = (point) => {
    const at = map.containerPointToLayerPoint(point);
    return marks.findLast((mark) => mark.layer.distanceTo(at) <= mark.radius + NEAR) ?? null;
  };

  return {
    draw: (window, options) => {
      last = [window, options];
      if (places.length) redraw();
    },
    update: (newModel) => {
      model = newModel;
      measure();
      canvas.hidden = !places.length;
    },
    /** The tooltip for the mark at a point of the map, and its position; null if there is no mark. */
    tooltipAt: (point) => {
      const mark = pane.style.display === "none" ? null : hit(point);
      if (!mark) return null;
      const many = el(
        "div",
        {},
        el("strong", {}, recordsWords(mark.sum)),
        el("div", {}, "in several places; click to zoom in"),
      );
      return {
        at: map.layerPointToLatLng(mark.layer),
        content: mark.sum.several ? many : describe(model, places[mark.sum.spot], mark.sum),
      };
    },
    setShown: (shown) => {
      pane.style.display = shown ? "" : "none";
    },
    /**
     * Open the mark at a point of the map.
     * @returns {number|null|undefined} a place's index; null if the map zoomed in instead; undefined if there is no mark
     */
    open: (point) => {
      const mark = pane.style.display === "none" ? null : hit(point);
      if (!mark) return undefined;
      if (mark.sum.several && map.getZoom() < DEEPEST) {
        map.setView(map.layerPointToLatLng(mark.layer), Math.min(map.getZoom() + 2, DEEPEST));
        return null;
      }
      return places[mark.sum.spot];
    },
    remove: () => {
      remove();
    },
  };
}
