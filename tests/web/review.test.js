import assert from "node:assert/strict";
import { test } from "node:test";

import { continued, makeOutbox, ordered, replayed } from "../../geo/maps/web/data/decisions.js";
import { makeQueue } from "../../geo/maps/web/data/queue.js";
import { countIn, pieces, placesIn, segments } from "../../geo/maps/web/data/passages.js";

const draft = (key, likely = 0.5, row = {}) => ({
  key,
  likely,
  reasons: [],
  state: "pending",
  row: { id: key, place_id: "af.kunar;af.nuristan", count_low: "40", ...row },
});
const decision = (key, action, by = "Mariam", more = {}) => ({ key, action, by, ...more });

test("the doubtful ones come first; what is below the threshold is folded away, the likeliest first", () => {
  const { open, folded } = ordered([draft("a", 0.9), draft("b", 0.4), draft("c", 0.1), draft("d", 0.2)], 0.33);
  assert.deepEqual(
    open.map(({ key }) => key),
    ["b", "a"],
  );
  assert.deepEqual(
    folded.map(({ key }) => key),
    ["d", "c"],
  );
});

test("the parts of a split stand in its place, and keep no number that was of the places together", () => {
  const after = replayed([draft("a"), draft("b")], [decision("a", "split"), decision("a-af.nuristan", "rejected")]);
  assert.deepEqual(
    after.map(({ key, state, row }) => [key, state, row.count_low]),
    [
      ["a-af.kunar", "pending", undefined],
      ["a-af.nuristan", "rejected", undefined],
      ["b", "pending", "40"],
    ],
  );
});

test("undoing takes back the last decision of the same person, not of another", () => {
  const log = [decision("a", "accepted"), decision("b", "rejected", "Ali")];
  assert.deepEqual(continued(log, [decision("", "undone")]), [log[1]]);
  assert.deepEqual(continued(log, [decision("", "undone", "Zahra")]), log);
});

test("what somebody else has decided on since stays as it is", () => {
  const log = [decision("a", "split"), decision("a-af.kunar", "accepted", "Ali")];
  assert.deepEqual(continued(log, [decision("", "undone")]), log);
});

test("a decision is sent until it is acknowledged, under the same number", () => {
  const outbox = makeOutbox();
  outbox.add(decision("a", "accepted"));
  outbox.add(decision("b", "rejected"));
  assert.deepEqual(
    outbox.waiting.map(({ n }) => n),
    [1, 2],
  );
  outbox.acknowledge(1);
  outbox.add(decision("c", "rejected"));
  assert.deepEqual(
    outbox.waiting.map(({ n, key }) => [n, key]),
    [
      [2, "b"],
      [3, "c"],
    ],
  );
});

test("an article is cut where marks begin and end, and loses no letter", () => {
  const text = "In Achin 3 died. 𝐀 In Darzab 40 fled.";
  const cut = pieces(
    text,
    [
      [3, 8, "resolved", "af.nangarhar.achin"],
      [22, 28, "resolved", "af.jowzjan.darzab"],
    ],
    [[0, 16]],
  );
  assert.equal(cut.map((piece) => piece.text).join(""), text);
  assert.deepEqual(
    cut.filter(({ mention }) => mention >= 0).map((piece) => piece.text),
    ["Achin", "Darzab"],
  );
  assert.deepEqual(
    cut.filter(({ number }) => number).map((piece) => piece.text),
    ["3", "40"],
  );
  assert.equal(
    cut
      .filter(({ passage }) => passage)
      .map((piece) => piece.text)
      .join(""),
    "In Achin 3 died.",
  );
});

test("sentences and words have offsets as Python counts them", () => {
  assert.deepEqual(segments("𝐀 one. Two\nthree.", "sentence"), [
    [0, 6],
    [7, 10],
    [11, 17],
  ]);
  assert.deepEqual(segments("𝐀, two.", "word"), [
    [0, 1],
    [3, 6],
  ]);
});

test("selected words stand for the places in them, or the nearest before them", () => {
  const mentions = [
    [0, 5, "resolved", "af.kunar"],
    [10, 15, "resolved", "af.kabul"],
    [20, 25, "unknown", ""],
  ];
  assert.deepEqual(placesIn(mentions, 0, 15), ["af.kunar", "af.kabul"]);
  assert.deepEqual(placesIn(mentions, 18, 30), ["af.kabul"]);
  assert.deepEqual(placesIn(mentions.slice(1), 0, 4), ["af.kabul"]);
  assert.deepEqual(placesIn([], 0, 4), []);
});

test("a number counts something unless it is of a date", () => {
  assert.equal(countIn("killed 1,200 people"), "1200");
  assert.equal(countIn("on March 3, 2015, some 14 families"), "14");
  assert.equal(countIn("on 3 March 2015"), "");
  assert.equal(countIn("45% of IS-K2"), "");
});

test("what was decided is followed by the next one, and undoing returns to it", () => {
  const queue = makeQueue();
  queue.fold(0.33);
  queue.load([draft("a", 0.4), draft("b", 0.5), draft("c", 0.6)]);
  queue.move(1);
  queue.decide(decision("b", "rejected"));
  assert.equal(queue.current.key, "c");
  const { last } = queue.undoable("Mariam");
  queue.decide(decision(last.key, "undone"));
  queue.go(last.key);
  assert.equal(queue.current.key, "b");
  queue.move(-1);
  queue.move(-1);
  assert.equal(queue.current.key, "c");
});

test("what Python says happened replaces what was expected", () => {
  const queue = makeQueue();
  queue.load([draft("a"), draft("b")]);
  queue.decide(decision("a", "accepted"));
  assert.equal(queue.pending, 1);
  // somebody else rejected both before
  queue.settle([decision("a", "rejected", "Ali"), decision("b", "rejected", "Ali")], 1);
  assert.deepEqual([queue.pending, queue.waiting.length, queue.current], [0, 0, undefined]);
});

test("doubtful suggestions are gone through when they are opened, and the threshold is the reader's", () => {
  const queue = makeQueue();
  queue.fold(0.33);
  queue.load([draft("a", 0.4), draft("b", 0.1)]);
  assert.deepEqual([queue.shows.length, queue.folded.length, queue.pending], [1, 1, 2]);
  queue.toggle();
  assert.deepEqual(
    queue.shows.map(({ key }) => key),
    ["a", "b"],
  );
  queue.toggle();
  queue.fold(0.05);
  assert.deepEqual(
    queue.shows.map(({ key }) => key),
    ["b", "a"],
  );
});

test("an added suggestion is the one that the reader is at", () => {
  const queue = makeQueue();
  queue.load([draft("a"), draft("b")]);
  queue.decide(decision("c", "added", "Mariam", { changes: { place_id: "af.kabul", kind: "attack" } }));
  assert.equal(queue.current.key, "c");
  assert.equal(queue.current.row.kind, "attack");
});
