// Answers questions about names and places as the time map does: one JSON value a line in, one a line out.

import { createInterface } from "node:readline";
import { makeFinder } from "../../geo/maps/web/data/finder.js";
import { foldAll, pronounce, similarity, skeletonsOf } from "../../geo/maps/web/data/names.js";
import { readRows } from "../../geo/maps/web/data/wire.js";

let find = null;
const ANSWERS = {
  keys: (names) => {
    const folded = foldAll(names);
    const skeletons = skeletonsOf(folded);
    return folded.map((key, at) => [key, skeletons[at], pronounce(key)]);
  },
  similarities: (pairs) => pairs.map(([one, other]) => similarity(one, other)),
  /** Take a payload's places, and tell the ids of those that are found for each of some texts. */
  open: (columns) => {
    const places = readRows(columns);
    const finder = makeFinder(places, () => true);
    find = (typed) => finder(typed).map(({ at }) => places[at].id);
    return places.length;
  },
  find: (texts) => texts.map((typed) => find(typed)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [question, value] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ANSWERS[question](value))}\n`);
}
