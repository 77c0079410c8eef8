// A review in the browser: decisions are replayed over suggestions by the rules of geo/activity/decisions.py, so that
// a key is answered before Python has saved anything.

const BY_HAND = "assigned by hand";
const BETWEEN_REASONS = " | ";
const NUMBERS = ["count_low", "count_high", "killed_low", "killed_high", "wounded_low", "wounded_high", "unit"];

/** The ids in a cell. */
export const parted = (cell) => (cell ?? "").split(";").filter(Boolean);

/** The reasons for the places that a person kept or chose instead, as geo.activity.why.kept_for gives them. */
function keptFor(why, places) {
  const known = new Map((why ?? "").split(BETWEEN_REASONS).map((part) => [part.split(": ", 1)[0], part]));
  if (!places.some((place) => known.has(place))) return BY_HAND;
  return places.map((place) => known.get(place) ?? `${place}: ${BY_HAND}`).join(BETWEEN_REASONS);
}

/** Cells without the empty ones. */
const filled = (row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ""));

function corrected(draft, changes) {
  const row = filled({ ...draft.row, ...changes });
  if ("place_id" in changes) row.why = keptFor(draft.row.why, parted(changes.place_id));
  return { ...draft, row };
}

function parts(draft) {
  const rest = Object.fromEntries(Object.entries(draft.row).filter(([name]) => !NUMBERS.includes(name)));
  return parted(draft.row.place_id).map((place) => {
    const key = `${draft.key}-${place}`;
    return { ...draft, key, row: filled({ ...rest, id: key, place_id: place, why: keptFor(rest.why, [place]) }) };
  });
}

/**
 * A suggestion after a decision on it.
 * @param {Draft} draft
 * @param {Decision} decision
 * @returns {Draft[]}
 */
function decided(draft, { action, changes, records, by, at }) {
  if (action === "corrected") return [corrected(draft, changes)];
  if (action === "split") return parts(draft);
  if (action === "rejected") return [{ ...draft, state: "rejected" }];
  if (action !== "accepted") return [draft];
  const row = filled({ ...draft.row, id: records?.[0] ?? draft.key, accepted_by: by ?? "", accepted_at: at ?? "" });
  return [{ ...draft, state: "accepted", row }];
}

/**
 * Suggestions as decisions left them.
 * @param {Draft[]} drafts - as a scan suggests them
 * @param {Decision[]} decisions - in the order in which they were made
 * @returns {Draft[]} in their order; the parts of one that was split stand in its place, what was added comes last
 */
export function replayed(drafts, decisions) {
  const found = new Map(drafts.map((draft) => [draft.key, [draft]]));
  const whole = new Map();
  for (const decision of decisions) {
    const root = whole.get(decision.key) ?? decision.key;
    if (decision.action === "added") {
      const row = { ...filled(decision.changes), id: decision.key };
      if (!found.has(decision.key)) {
        found.set(decision.key, [{ key: decision.key, state: "pending", likely: 1, reasons: [], row }]);
      }
    } else {
      const group = found.get(root) ?? [];
      const at = group.findIndex(({ key, state }) => key === decision.key && state === "pending");
      if (at >= 0) {
        const after = decided(group[at], decision);
        for (const { key } of after) whole.set(key, root);
        group.splice(at, 1, ...after);
        found.set(root, group);
      }
    }
  }
  return [...found.values()].flat();
}

const related = (one, other) => one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);

/**
 * The decisions with some that were made since, of which one may be to undo the last of the same person.
 * @param {Decision[]} log - as it is on disk
 * @param {Decision[]} since
 * @returns {Decision[]}
 */
export function continued(log, since) {
  const all = [...log];
  for (const decision of since) {
    if (decision.action === "undone") {
      const at = lastBy(all, decision.by);
      if (at >= 0 && !takenUp(all, at)) all.splice(at, 1);
    } else all.push(decision);
  }
  return all;
}

/** The position of a person's last decision, or -1. */
export function lastBy(decisions, by) {
  return decisions.findLastIndex((decision) => decision.by === by);
}

/** The later decision that keeps one from being undone: somebody else's on the same suggestion. */
export function takenUp(decisions, at) {
  return decisions.slice(at + 1).find(({ key }) => related(key, decisions[at].key));
}

/**
 * What is still to be decided, in the order in which it is shown. Nothing else decides about that order.
 * @param {Draft[]} drafts
 * @param {number} least - what is less likely is folded away
 * @returns {{open: Draft[], folded: Draft[]}} the doubtful ones first; of those folded away, the likeliest first
 */
export function ordered(drafts, least) {
  const pending = drafts.filter(({ state }) => state === "pending");
  return {
    open: pending.filter(({ likely }) => likely >= least).sort((one, other) => one.likely - other.likely),
    folded: pending.filter(({ likely }) => likely < least).sort((one, other) => other.likely - one.likely),
  };
}

/**
 * Keep decisions until Python has acknowledged them, each with a number that counts up: what is sent again is not
 * applied again.
 */
export function makeOutbox() {
  let last = 0;
  let waiting = [];
  return {
    add: (decision) => {
      last += 1;
      waiting.push({ ...decision, n: last });
      return last;
    },
    acknowledge: (done) => {
      waiting = waiting.filter(({ n }) => n > done);
    },
    get waiting() {
      return waiting;
    },
  };
}
