import assert from "node:assert/strict";
import { test } from "node:test";

import { UNITS, isoOf, makeBins, parseDay, readToken, spanWords } from "../../geo/maps/web/data/calendar.js";

test("a day is read and written as ISO 8601 has it, also before 1970", () => {
  for (const iso of ["1970-01-01", "1969-12-31", "2016-02-29", "2017-12-12"]) assert.equal(isoOf(parseDay(iso)), iso);
  assert.equal(parseDay("1970-01-02"), 1);
});

test("bins cover all days without a gap, and each bin's token leads back to it", () => {
  const [first, last] = [parseDay("2014-11-05"), parseDay("2018-02-03")];
  for (const unit of Object.keys(UNITS).filter((name) => name !== "span")) {
    const bins = makeBins(first, last, unit);
    assert.ok(bins.starts[0] <= first && bins.end >= last, unit);
    for (let bin = 0; bin < bins.size; bin += 1) {
      const end = bin + 1 < bins.size ? bins.starts[bin + 1] - 1 : bins.end;
      assert.equal(bins.of(bins.starts[bin]), bin);
      assert.equal(bins.of(end), bin);
      assert.deepEqual(readToken(bins.token(bin)), { unit, first: bins.starts[bin], last: end });
    }
  }
});

test("a day outside of the bins lies in the nearest", () => {
  const bins = makeBins(parseDay("2017-01-01"), parseDay("2017-12-31"), "month");
  assert.equal(bins.of(parseDay("2016-05-05")), 0);
  assert.equal(bins.of(parseDay("2019-05-05")), 11);
});

test("a week belongs to the year of its Thursday", () => {
  const bins = makeBins(parseDay("2016-01-01"), parseDay("2016-01-10"), "week");
  assert.deepEqual([bins.token(0), bins.token(1)], ["2015-W53", "2016-W01"]);
  assert.equal(bins.label(1), "Week of 4 Jan 2016");
});

test("all of the time is one bin", () => {
  const bins = makeBins(parseDay("2015-01-01"), parseDay("2023-12-31"), "span");
  assert.deepEqual([bins.size, bins.of(0), bins.label(0)], [1, 0, "1 Jan 2015 – 31 Dec 2023"]);
});

test("what is not a time is not read", () => {
  for (const token of ["", "2017-13", "2017-02-30", "2017-Q5", "2017-W54", "17", "2017-12-12T10", "all"]) {
    assert.equal(readToken(token), null, token);
  }
});

test("a span is said as exactly as it is known", () => {
  const [first, last] = [parseDay("2017-12-01"), parseDay("2017-12-31")];
  assert.equal(spanWords(first, last, "month"), "December 2017");
  assert.equal(spanWords(first, first, "day"), "1 December 2017");
  assert.equal(spanWords(parseDay("2017-01-01"), last, "year"), "2017");
  assert.equal(spanWords(first, last, "range"), "between 1 December 2017 and 31 December 2017");
});
