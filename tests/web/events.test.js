import assert from "node:assert/strict";
import { test } from "node:test";

import { compared, countReport, firsts, uncovered } from "../../geo/maps/web/data/events.js";
import { recordsWords } from "../../geo/maps/web/data/numbers.js";

const [DENIED, PLANNED, REPORTED, CONFIRMED] = [0, 1, 2, 3];

/** Count reports, given as event, rank and whether they are disputed. */
function counted(...reports) {
  const sum = { all: 0, asserted: 0, denied: 0, planned: 0, disputed: 0 };
  const seen = new Map();
  for (const [event, rank, disputed = 0] of reports) countReport(sum, seen, event, rank, disputed);
  return sum;
}

test("an event counts once, however many reports tell it", () => {
  assert.deepEqual(counted([0, REPORTED], [0, REPORTED], [1, PLANNED]), {
    all: 2,
    asserted: 1,
    denied: 0,
    planned: 1,
    disputed: 0,
  });
});

test("it counts as the strongest claim, in whatever order its reports come", () => {
  for (const order of [
    [PLANNED, CONFIRMED],
    [CONFIRMED, PLANNED],
  ]) {
    const { asserted, planned } = counted(...order.map((rank) => [0, rank]));
    assert.deepEqual([asserted, planned], [1, 0]);
  }
});

test("it is disputed where one report denies what another asserts, or is disputed itself; once", () => {
  assert.equal(counted([0, DENIED], [0, REPORTED], [0, REPORTED, 1]).disputed, 1);
  assert.equal(counted([0, REPORTED, 1], [0, REPORTED, 1]).disputed, 1);
  assert.equal(counted([0, DENIED], [0, DENIED]).disputed, 0);
  assert.equal(counted([0, DENIED], [0, PLANNED]).disputed, 0);
});

test("spans that overlap cover each step once", () => {
  assert.deepEqual(
    uncovered([
      [4, 6],
      [1, 4],
      [2, 3],
      [9, 9],
    ]),
    [
      [1, 4],
      [5, 6],
      [9, 9],
    ],
  );
});

test("linked records stand together, where the first of them is", () => {
  assert.deepEqual(firsts([3, 0, 1, 2], Int32Array.of(7, -1, 7, 7)), [3, 1]);
});

test("fields that nobody fills are left out, and silence is no difference", () => {
  const fields = [
    { label: "Killed", texts: ["3", "3 to 5"] },
    { label: "Wounded", texts: ["", "2"] },
    { label: "Status", texts: ["Reported", "Reported"] },
    { label: "Targets", texts: ["", ""] },
  ];
  assert.deepEqual(
    compared(fields).map(({ label, same, differ }) => [label, same, differ]),
    [
      ["Killed", false, true],
      ["Wounded", false, false],
      ["Status", true, false],
    ],
  );
});

test("both numbers are given where they are not the same", () => {
  assert.equal(recordsWords({ all: 1, records: 1 }), "1 record");
  assert.equal(recordsWords({ all: 1, records: 2 }), "2 records of 1 event");
});
