import assert from "node:assert/strict";
import { test } from "node:test";

import { makeFinder } from "../../geo/maps/web/data/finder.js";
import { fold, similarity, skeletonOf, withoutKind } from "../../geo/maps/web/data/names.js";

const PLACES = [
  { name: "Kunduz", level: "district", fa: "کندز", aliases: ["Kondoz"] },
  { name: "Kunduz", level: "province", fa: "کندز" },
  { name: "Qush Tepa", level: "district", fa: "قوش تپه" },
  { name: "Jurm", level: "district", ps: "جرم" },
  { name: "Khustak Valley", level: "area", aliases: ["Dara-e Khustak"] },
];
const found = (typed, recorded = () => true) => makeFinder(PLACES, recorded)(typed).map(({ at }) => at);

test("spellings that nobody tells apart fold to one key", () => {
  assert.equal(fold("Sar-e Pul"), "sarepul");
  assert.equal(fold("Ghōr"), fold("GHOR"));
  assert.equal(fold("علي‌آباد"), fold("علی آباد"));
  assert.equal(fold(" -’"), "");
});

test("romanisations and the original script have one skeleton", () => {
  const skeletons = ["Kunduz", "Kondoz", "Qunduz", "کندز", "قندوز"].map((name) => skeletonOf(fold(name)));
  assert.deepEqual(new Set(skeletons), new Set(["kndz"]));
});

test("likeness is one minus the share of letters that differ", () => {
  assert.equal(similarity("qushtepa", "qushtipa"), 1);
  assert.ok(similarity("jurm", "kabul") < 0.5);
  assert.equal(similarity("", ""), 1);
});

test("of places with one name, the widest comes first", () => {
  assert.deepEqual(found("Qunduz"), [1, 0]);
});

test("of places with one name, those with records come first", () => {
  assert.deepEqual(
    found("Qunduz", (at) => at === 0),
    [0, 1],
  );
});

test("a place is found while its name is typed, from the beginning of any word", () => {
  for (const typed of ["q", "Qu", "qush t", "tep", "قوش"]) assert.deepEqual(found(typed), [2], typed);
  assert.deepEqual(found("Khustak"), [4]);
});

test("words that only tell the kind are not needed", () => {
  assert.equal(withoutKind("Jurm districts"), "Jurm");
  assert.deepEqual(found("Jurm district"), [3]);
  assert.deepEqual(found("ولسوالی جرم"), [3]);
});

test("nothing is found by nothing, nor in a map without places", () => {
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("district"), []);
  assert.deepEqual(found("Atlantis"), []);
  assert.deepEqual(makeFinder([], () => true)("Jurm"), []);
});
