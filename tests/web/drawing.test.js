import assert from "node:assert/strict";
import { test } from "node:test";

import { pathWriter, projectArcs } from "../../geo/maps/web/data/outlines.js";
import { counted } from "../../geo/maps/web/data/numbers.js";
import { NO_NUMBER, baseColor, classOf, inkOn, styleOf } from "../../geo/maps/web/draw/style.js";

const SCALES = {
  records: { breaks: [1, 2, 5], colors: ["#fee8c8", "#fdbb84", "#e34a33"] },
  number: { breaks: [1, 50], colors: ["#fee8c8", "#e34a33"] },
  status: { planned: "#ffffff", reported: "#fd8d3c", confirmed: "#a50f15", denied: "#ffffff" },
};
const CONTEXT = {
  scales: SCALES,
  measure: "records",
  selected: false,
  patterns: { use: (...key) => key.flat().join(" ") },
};
const sum = (values) => ({ all: 1, asserted: 1, denied: 0, planned: 0, disputed: 0, most: 0, rank: 2, ...values });

test("the equator and the first meridian are in the middle of the world, and north is up", () => {
  const [[x, y, , north]] = projectArcs([
    [
      [0, 0],
      [60, 0],
    ],
  ]);
  assert.deepEqual([x, y], [128, 128]);
  assert.ok(north < y);
});

test("neighbours share an arc, which one of them runs backwards", () => {
  const square = projectArcs([
    [
      [0, 0],
      [0, 10],
      [10, 10],
    ],
  ]);
  const write = pathWriter(square, 5, { x: 0, y: 0 });
  const there = write([[[0]]])
    .slice(1, -1)
    .split("L");
  const back = write([[[~0]]])
    .slice(1, -1)
    .split("L");
  assert.equal(there.length, 3);
  assert.deepEqual(back, there.toReversed());
});

test("vertices that nobody could tell apart are left out, but not the last", () => {
  const arc = projectArcs([
    [
      [0, 0],
      [0, 0.001],
      [0, 0.002],
    ],
  ]);
  assert.equal(pathWriter(arc, 0, { x: 0, y: 0 })([[[0]]]).split("L").length, 2);
});

test("a number belongs to the last class that begins below or at it", () => {
  assert.deepEqual(
    [1, 2, 4, 5, 900].map((number) => classOf(SCALES.records, number)),
    [0, 1, 1, 2, 2],
  );
});

test("a place is coloured by what is asserted of it alone", () => {
  assert.equal(baseColor(SCALES, "records", sum({ asserted: 0, denied: 1 })), "#ffffff");
  assert.equal(baseColor(SCALES, "records", sum({ asserted: 2 })), "#fdbb84");
  assert.equal(baseColor(SCALES, "number", sum({})), NO_NUMBER);
  assert.equal(baseColor(SCALES, "number", sum({ most: 60 })), "#e34a33");
  assert.equal(baseColor(SCALES, "status", sum({ rank: 3 })), "#a50f15");
});

test("denied, planned and disputed claims are marked, whatever the colour", () => {
  assert.equal(styleOf("district", sum({ all: 0 }), CONTEXT).visibility, "hidden");
  assert.equal(styleOf("district", sum({ denied: 1, planned: 1 }), CONTEXT).fill, "#fee8c8 denied planned");
  assert.equal(styleOf("district", sum({}), CONTEXT)["stroke-dasharray"], "none");
  assert.equal(styleOf("district", sum({ disputed: 1 }), CONTEXT)["stroke-dasharray"], "6 4");
  assert.equal(styleOf("area", sum({}), CONTEXT)["stroke-dasharray"], "4 4");
});

test("text on a colour has the ink that can be read", () => {
  assert.deepEqual([inkOn("#ffffff"), inkOn("#a50f15"), inkOn("#000000")], ["#000000", "#ffffff", "#ffffff"]);
});

test("a thing is counted in the singular and in the plural", () => {
  assert.deepEqual([counted(1, "record"), counted(12345, "record")], ["1 record", "12,345 records"]);
});
