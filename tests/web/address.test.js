import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress, writeAddress, writeTime } from "../../geo/maps/web/data/address.js";
import { makeBins, parseDay } from "../../geo/maps/web/data/calendar.js";
import { LAYERS, openDays, stateOf } from "../../geo/maps/web/data/state.js";

const YEAR = makeBins(parseDay("2017-01-01"), parseDay("2017-12-31"), "month");
const PAYLOAD = {
  open: { measure: "records", language: "en", roll_up: false, selected: null },
  actors: [{ id: "taliban", name: "Taliban" }],
  kinds: [{ id: "clash", name: "Clash" }],
  statuses: [{ id: "denied", name: "Denied" }],
};

test("what is written is read again", () => {
  const text = writeAddress({
    t: "2017-12",
    layers: ["district", "point"],
    place: "af.jowzjan.darzab",
    actor: [],
    by: "",
  });
  assert.equal(text, "t=2017-12&layers=district,point&place=af.jowzjan.darzab");
  const { time, ...rest } = readAddress(`#${text}`);
  assert.deepEqual(rest, { layers: ["district", "point"], place: "af.jowzjan.darzab" });
  assert.deepEqual(time, { unit: "month", days: [parseDay("2017-12-01"), parseDay("2017-12-31")] });
});

test("a window of time is written as it is shown", () => {
  assert.equal(writeTime(YEAR, [0, 11], "range"), "");
  assert.equal(writeTime(YEAR, [3, 3], "step"), "2017-04");
  assert.equal(writeTime(YEAR, [3, 5], "range"), "2017-04..2017-06");
  assert.equal(writeTime(YEAR, [0, 5], "since"), "..2017-06");
});

test("all until a day is read as that mode", () => {
  const { time } = readAddress("t=..2017-06");
  assert.deepEqual(time, { unit: "month", mode: "since", days: [-Infinity, parseDay("2017-06-30")] });
});

test("what cannot be read is left out", () => {
  assert.deepEqual(readAddress("t=2017-99&at=1/2&at=x&__proto__=1&layers="), { layers: [] });
  assert.deepEqual(readAddress("t=2017-01..2017-Q2"), {});
});

test("an address names only what the map has", () => {
  const state = stateOf(
    { layers: ["point", "moon"], by: "constructor", lang: "xx", actor: ["taliban", "nobody"], on: "provinces" },
    PAYLOAD,
  );
  assert.deepEqual([...state.layers], ["point"]);
  assert.deepEqual([...state.filter.actors], ["taliban"]);
  assert.deepEqual([state.measure, state.language, state.roll_up], ["records", "en", true]);
});

test("without an address the map opens as its payload says", () => {
  const state = stateOf({}, PAYLOAD);
  assert.deepEqual([...state.layers], Object.keys(LAYERS));
  assert.equal(openDays({ time: {} }), null);
  assert.deepEqual(openDays({ time: { from: "2017-12-01" } }), [parseDay("2017-12-01"), Infinity]);
});
