// The desk on which an article is reviewed: the article on the left, the suggestion in question on the right.

import { parted } from "../data/decisions.js";
import { kindIn, placeLookup, termLookup } from "../data/lookups.js";
import { countIn, makeText, placesIn } from "../data/passages.js";
import { makeQueue } from "../data/queue.js";
import { makeArticle } from "./article.js";
import { makeCard, wrongWith } from "./card.js";
import { layOut } from "./desk_layout.js";
import { commandOf, keyOf } from "./keys.js";
import { keep, kept } from "./memory.js";

const REST_MS = 1200; // until the map below follows
const AGAIN_MS = 5000; // until decisions that were not acknowledged are sent again
const DONE = { accepted: "Accepted", rejected: "Rejected", corrected: "Changed", split: "Split", added: "Added" };

/** A new name for a suggestion, or for this desk. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The offsets in a cell of evidence. */
const offsetsOf = (row) =>
  parted(row.evidence).map((span) => /** @type {[number, number]} */ (span.split("-").map(Number)));

/**
 * Make the desk.
 * @param {HTMLElement} frame
 * @param {(sent: object) => void} tell - sends to Python
 */
export function makeDesk(frame, tell) {
  const client = newKey();
  const queue = makeQueue();
  const told = new Map(); // what each decision was about, by its number
  const heard = new Set(); // the problems that were shown
  const reader = makeArticle({ onAdd: (start, end) => add(start, end), nameOf: (id) => lookups.places.nameOf(id) });
  const parts = layOut(frame, reader.element, (command) => COMMANDS[command]());
  let article = null;
  let stamp = "";
  let lookups = null;
  let text = null;
  let card = null;
  let said = "";
  let restTimer = 0;
  let againTimer = 0;

  const by = () => parts.name.value.trim().replace(/\s+/g, " ");
  const leave = () => parts.holder.focus({ preventScroll: true });
  const warn = (words) => {
    parts.alert.textContent = words;
  };

  const send = (paused = false) => {
    clearTimeout(againTimer);
    if (queue.waiting.length) againTimer = window.setTimeout(() => frame.isConnected && send(), AGAIN_MS);
    tell({ client, have: stamp, at: queue.current?.key ?? "", paused, decisions: queue.waiting });
  };

  const rest = () => {
    clearTimeout(restTimer);
    frame.dataset.desk = "busy";
    restTimer = window.setTimeout(() => {
      restTimer = 0;
      frame.dataset.desk = "resting";
      if (frame.isConnected) send(true);
    }, REST_MS);
  };

  /** Decide, and show the outcome at once; false when it cannot be. */
  const decide = (action, key, changes = {}) => {
    warn("");
    if (!by()) {
      warn("Enter your name first: it is saved with each decision.");
      parts.name.focus();
      return false;
    }
    const about = queue.get(key)?.row ?? (action === "added" ? changes : null);
    const label = about ? card.named(about) : "";
    told.set(queue.decide({ action, key, by: by(), changes }), label);
    said = action === "undone" ? `Undone: ${label || "your last decision"}` : `${DONE[action]}: ${label}`;
    send();
    paint();
    rest();
    return true;
  };

  const correct = (changes) => {
    const draft = queue.current;
    if (!draft) return;
    const all = { ...changes };
    if ("place_id" in changes) {
      const [before, after] = [draft.row.place_id, changes.place_id].map((cell) => precisionOf(parted(cell)));
      if ((draft.row.location_precision ?? "") === before) all.location_precision = after;
    }
    const wrong = wrongWith({ ...draft.row, ...all });
    if (wrong || !decide("corrected", draft.key, all)) paint();
    if (wrong) warn(wrong);
  };

  /** How precisely some places tell a location: as the narrowest of them does. */
  const precisionOf = (ids) => {
    const words = article.words.location_precision;
    const found = ids.map((id) => words.indexOf(lookups.places.get(id)?.precision)).filter((index) => index >= 0);
    return found.length ? words[Math.min(...found)] : "";
  };

  const add = (start, end) => {
    reader.stopMarking();
    const words = text.slice(start, end);
    const named = article.mentions.filter(([from, to]) => from < end && start < to);
    const found = placesIn(article.mentions, start, end);
    const places = found.length ? found : [article.places.find(({ kind }) => kind === "country").id];
    const count = countIn(words);
    const [from, to, precision] = article.published;
    const row = {
      place_id: places.join(";"),
      place_text: named.length ? text.slice(named[0][0], named.at(-1)[1]).replace(/\s+/g, " ") : "",
      date_from: from,
      date_to: to,
      date_precision: precision,
      kind: kindIn(article.kinds, words),
      count_low: count,
      count_high: count,
      status: "reported",
      location_precision: precisionOf(places),
      confidence: "low", // nobody is named yet who says so
      report_id: article.report,
      evidence: `${start}-${end}`,
      why: "assigned by hand",
    };
    if (decide("added", newKey(), row)) card.changeKind();
    parts.marking.hidden = true;
  };

  const move = (step) => {
    queue.move(step);
    paint();
    rest();
  };

  const takeBack = () => {
    const { last, later } = queue.undoable(by());
    if (!last) warn(by() ? "You have nothing to undo." : "Enter your name first: only your own decisions are undone.");
    else if (later) warn(`Not undone: ${later.by || "someone"} has ${later.action} it since.`);
    else if (decide("undone", last.key)) {
      queue.go(last.key);
      paint();
    }
  };

  const COMMANDS = {
    accept: () => queue.current && decide("accepted", queue.current.key),
    reject: () => queue.current && decide("rejected", queue.current.key),
    split: () => {
      const draft = queue.current;
      if (draft && parted(draft.row.place_id).length > 1) decide("split", draft.key);
    },
    undo: takeBack,
    next: () => move(1),
    previous: () => move(-1),
    place: () => queue.current && card.changePlace(),
    kind: () => queue.current && card.changeKind(),
    edit: () => queue.current && card.edit(),
    help: parts.help.open,
    doubtful: () => {
      queue.toggle();
      paint();
    },
    add: () => {
      if (reader.add()) return;
      const [first] = queue.current ? offsetsOf(queue.current.row) : [];
      const taken = queue.drafts.flatMap(({ row }) => offsetsOf(row));
      reader.startMarking(first ? first[1] : 0, taken);
      parts.marking.hidden = !reader.isMarking;
      leave();
    },
  };

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!frame.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    const key = article ? keyOf(event) : "";
    if (!key) return;
    if (reader.isMarking) {
      if (key === "Escape") reader.stopMarking();
      else if (key === "Enter" || key === "+") reader.add();
      else if (!reader.markBy(key, event.shiftKey)) return;
      parts.marking.hidden = !reader.isMarking;
    } else {
      const scrolls = /^Arrow(Up|Down)$/.test(key) && reader.element.contains(/** @type {Node} */ (event.target));
      const command = commandOf(key);
      if (!command || scrolls) return;
      COMMANDS[command]();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", onKey);
  // a click elsewhere on the page is not to be overtaken by the page's following
  for (const doing of ["keydown", "pointerdown"]) {
    const postpone = () => {
      if (!frame.isConnected) document.removeEventListener(doing, postpone);
      else if (restTimer) rest();
    };
    document.addEventListener(doing, postpone);
  }

  parts.name.value = kept("reviewer");
  parts.name.addEventListener("input", () => {
    keep("reviewer", parts.name.value.trim());
    warn("");
  });
  parts.least.addEventListener("change", () => {
    if (!parts.least.validity.valid || parts.least.value === "") return;
    keep("least", parts.least.value);
    queue.fold(Number(parts.least.value) / 100);
    paint();
  });
  for (const input of [parts.name, parts.least]) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.stopPropagation();
      leave();
    });
  }

  const paint = () => {
    const draft = queue.current;
    parts.show(queue, draft ? parted(draft.row.place_id).length : 0);
    if (draft) {
      const doubtful = queue.isDoubtful(draft) ? ", doubtful" : "";
      card.show(draft, `Suggestion ${queue.at + 1} of ${queue.shows.length}${doubtful}`);
    }
    reader.mark(
      queue.drafts.filter(({ state }) => state !== "rejected").flatMap(({ row }) => offsetsOf(row)),
      draft ? offsetsOf(draft.row) : [],
    );
    parts.said.textContent = said && `${said}. ${queue.waiting.length ? "Saving…" : "Saved."}`;
  };

  const open = (sent) => {
    const days = [...new Set(sent.published.slice(0, 2))].join(" to ");
    article = { ...sent, cite: [sent.publisher, days].filter(Boolean).join(", ") };
    text = makeText(article.text);
    const mentioned = new Set(article.mentions.map(([, , , place]) => place));
    lookups = {
      places: placeLookup(article.places, () => mentioned),
      kinds: termLookup(article.kinds),
      actors: termLookup(article.actors),
    };
    // the form before it may have been longer than a phone's screen
    if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
    card = makeCard({ ...lookups, words: article.words }, { onChange: correct, onLeave: leave });
    parts.holder.replaceChildren(card.element);
    parts.least.value = kept("least") || String(Math.round(article.likely * 100));
    queue.fold(Number(parts.least.value) / 100);
    queue.load(article.drafts);
    reader.show(article);
    // the names are folded before the first letter is typed
    setTimeout(() => lookups.places.find("a"));
  };

  return {
    /** Show what Python sent. */
    update: (data) => {
      if (data.article) {
        stamp = data.stamp;
        open(data.article);
        rest();
      } else if (data.stamp !== stamp) {
        stamp = "";
        send(); // the article is sent with the answer
        return;
      }
      const ours = data.client === client;
      queue.settle(data.log, ours ? data.done : 0);
      if (!queue.waiting.length) clearTimeout(againTimer);
      for (const { n, text: problem } of ours ? data.problems : []) {
        if (!heard.has(n)) {
          warn([told.get(n), problem].filter(Boolean).join(": "));
          said = "";
        }
        heard.add(n);
      }
      paint();
    },
  };
}
