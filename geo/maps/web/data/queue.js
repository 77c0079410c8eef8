// The suggestions of a review in the order in which they are shown, and the one that the reader is at.

import { continued, lastBy, makeOutbox, ordered, replayed, takenUp } from "./decisions.js";

/** Make a queue; it is empty until `load`. */
export function makeQueue() {
  const outbox = makeOutbox();
  /** @type {Draft[]} */
  let suggested = [];
  /** @type {Decision[]} */
  let log = [];
  let drafts = [];
  let open = [];
  let folded = [];
  let shows = [];
  let least = 0;
  let unfolded = false;
  let current = "";
  let at = 0;

  const decisions = () => continued(log, outbox.waiting);

  const arrange = () => {
    drafts = replayed(suggested, decisions());
    ({ open, folded } = ordered(drafts, least));
    shows = unfolded ? [...open, ...folded] : open;
    const index = shows.findIndex(({ key }) => key === current);
    // what was decided is followed by the next one
    at = index >= 0 ? index : Math.min(at, Math.max(shows.length - 1, 0));
    current = shows[at]?.key ?? "";
  };

  return {
    /** Take what a scan suggests. */
    load: (found) => {
      suggested = found;
      arrange();
    },
    /** Take what is on disk; what was handled up to a number is not waiting any more. */
    settle: (saved, done) => {
      log = saved;
      outbox.acknowledge(done);
      arrange();
    },
    /** Fold away what is less likely. */
    fold: (share) => {
      least = share;
      arrange();
    },
    toggle: () => {
      unfolded = !unfolded;
      arrange();
    },
    /** Go some steps on, or back; the last is followed by the first. */
    move: (step) => {
      if (!shows.length) return;
      current = shows[(at + step + shows.length) % shows.length].key;
      arrange();
    },
    /** Decide; the number of the decision is returned. */
    decide: (decision) => {
      const n = outbox.add(decision);
      if (decision.action === "added") current = decision.key;
      arrange();
      return n;
    },
    /**
     * What a person's undoing would take back, and who prevents it.
     * @param {string} by
     * @returns {{last?: Decision, later?: Decision}}
     */
    undoable: (by) => {
      const all = decisions();
      const last = lastBy(all, by);
      return last < 0 ? {} : { last: all[last], later: takenUp(all, last) };
    },
    /** Go to a suggestion, also if it is folded away. */
    go: (key) => {
      if (folded.some((draft) => draft.key === key)) unfolded = true;
      current = key;
      arrange();
    },
    get: (key) => drafts.find((draft) => draft.key === key),
    isDoubtful: ({ likely }) => likely < least,
    get current() {
      return shows[at];
    },
    get at() {
      return at;
    },
    get drafts() {
      return drafts;
    },
    get shows() {
      return shows;
    },
    get folded() {
      return folded;
    },
    get pending() {
      return open.length + folded.length;
    },
    get unfolded() {
      return unfolded;
    },
    get waiting() {
      return outbox.waiting;
    },
  };
}
