// Answers questions as the time map's modules do: one JSON value per line in, one per line out.

import { createInterface } from "node:readline";
import { isoOf } from "../../geo/maps/web/data/calendar.js";
import { continued, replayed } from "../../geo/maps/web/data/decisions.js";
import { makeFinder } from "../../geo/maps/web/data/finder.js";
import { guarded } from "../../geo/maps/web/data/formulas.js";
import { foldAll, pronounce, similarity, skeletonsOf } from "../../geo/maps/web/data/names.js";
import { makeModel } from "../../geo/maps/web/data/model.js";
import { readArcs, readColumn, readRows, readTexts } from "../../geo/maps/web/data/wire.js";

let find = null;
let model = null;
const ANSWERS = {
  keys: (names) => {
    const folded = foldAll(names);
    const skeletons = skeletonsOf(folded);
    return folded.map((key, at) => [key, skeletons[at], pronounce(key)]);
  },
  similarities: (pairs) => pairs.map(([one, other]) => similarity(one, other)),
  /** Load a payload's places for `find`. */
  open: (columns) => {
    const places = readRows(columns);
    const finder = makeFinder(places, () => true);
    find = (typed) => finder(typed).map(({ at }) => places[at].id);
    return places.length;
  },
  model: ({ payload, unit, rolled, filter }) => {
    model = makeModel(payload);
    model.setUnit(unit);
    model.setRollUp(rolled);
    model.setFilter({
      actors: new Set(filter.actors),
      kinds: new Set(filter.kinds),
      statuses: new Set(filter.statuses),
    });
    return { steps: Array.from(model.bins.starts, isoOf), histogram: Array.from(model.histogram()) };
  },
  /** Return the totals of each place's records in a window, and of all of them. */
  tally: (steps) => ({
    places: Object.fromEntries(
      model.places.map(({ id }, at) => [id, model.tally(at, steps)]).filter(([, { all }]) => all > 0),
    ),
    total: model.total(steps),
    shown: model.shown(steps).map((record) => model.text("id", record)),
  }),
  guarded: (cells) => cells.map((cell) => guarded(cell)),
  columns: (columns) => columns.map(readColumn),
  texts: ([words, coded]) => readTexts(words, coded),
  arcs: readArcs,
  review: ({ drafts, log, since }) => replayed(drafts, continued(log, since)),
  find: (texts) => texts.map((typed) => find(typed)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [question, value] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ANSWERS[question](value))}\n`);
}
