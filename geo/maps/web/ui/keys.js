// The keys of a review: which command each stands for, and the list that "?" shows.

import { el } from "../draw/dom.js";

/** @type {Array<{keys: string[], command: string, says: string}>} */
const COMMANDS = [
  { keys: ["a"], command: "accept", says: "Accept: it becomes a record" },
  { keys: ["x"], command: "reject", says: "Reject" },
  { keys: ["n", "ArrowRight", "ArrowDown"], command: "next", says: "Next suggestion" },
  { keys: ["p", "ArrowLeft", "ArrowUp"], command: "previous", says: "Previous suggestion" },
  { keys: ["u"], command: "undo", says: "Undo your last decision" },
  { keys: ["/", "l"], command: "place", says: "Change the place: type three letters, Enter" },
  { keys: ["k"], command: "kind", says: "Change the activity" },
  { keys: ["e", "Enter"], command: "edit", says: "Edit the fields: Tab to the next one, Enter or Esc when done" },
  { keys: ["s"], command: "split", says: "Split: one suggestion for each place" },
  {
    keys: ["+"],
    command: "add",
    says: "New suggestion from the selected words; with none selected, select some by the arrow keys",
  },
  { keys: ["d"], command: "doubtful", says: "Show or fold away the doubtful suggestions" },
  { keys: ["?"], command: "help", says: "Show the keys" },
];
const SHOWN = { ArrowRight: "→", ArrowDown: "↓", ArrowLeft: "←", ArrowUp: "↑" };
const BY_KEY = new Map(COMMANDS.flatMap(({ keys, command }) => keys.map((key) => [key, command])));
const FIELDS =
  "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='slider'], dialog, .atlas-frame";

/**
 * The key that was pressed, as a keyboard with Latin letters has it; "" when it is not for the review.
 * @param {KeyboardEvent} event
 */
export function keyOf(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return "";
  const target = event.composedPath()[0];
  if (target instanceof Element) {
    if (target.closest(FIELDS)) return "";
    if (event.key === "Enter" && target.closest("button, a, summary")) return "";
  }
  // on a keyboard with Dari or Pashto letters, the key in the same position
  const foreign = event.key.length === 1 && event.key > "~";
  return foreign ? event.code.replace(/^Key/, "").toLowerCase() : event.key;
}

/** The command that a key stands for. */
export function commandOf(key) {
  return BY_KEY.get(key) ?? "";
}

/** Make the list of keys, as a dialog. */
export function makeHelp() {
  const close = el("button", { type: "button" }, "Close");
  const dialog = el(
    "dialog",
    { class: "desk-help", "aria-label": "Keys" },
    el("h3", {}, "Keys"),
    el(
      "dl",
      {},
      ...COMMANDS.flatMap(({ keys, says }) => [
        el("dt", {}, ...keys.map((key) => el("kbd", {}, SHOWN[key] ?? key))),
        el("dd", {}, says),
      ]),
    ),
    el("p", {}, "No key works while you are typing in a field."),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  return { element: dialog, open: () => dialog.showModal() };
}
