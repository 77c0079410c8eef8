// What the desk consists of: its head, the article and the card side by side, the buttons and messages.

import { el } from "../draw/dom.js";
import { makeHelp } from "./keys.js";

/**
 * Put the parts of the desk into its frame.
 * @param {HTMLElement} frame
 * @param {HTMLElement} article
 * @param {(command: string) => void} run - called when a button is pressed
 */
export function layOut(frame, article, run) {
  const button = (label, key, command) => {
    const attributes = { type: "button", class: `desk-${command}`, "aria-keyshortcuts": key };
    const made = el("button", attributes, el("span", {}, label), el("kbd", {}, key));
    made.addEventListener("click", () => run(command));
    return made;
  };
  const help = makeHelp();
  const name = el("input", { id: "desk-name", type: "text", autocomplete: "name", maxlength: 100 });
  const progress = el("p", { class: "desk-progress" });
  const said = el("p", { class: "desk-said", role: "status" });
  const alert = el("p", { class: "desk-alert", role: "alert" });
  const done = el("p", { class: "desk-done", hidden: true });
  const holder = el("div", { class: "desk-holder", tabindex: "-1" });
  const marking = el(
    "p",
    { class: "desk-marking", role: "status", hidden: true },
    "Selecting words: ↓ ↑ the next or previous sentence, ← → its end, Shift ← → its start; Enter makes a suggestion, Esc stops.",
  );
  const split = button("Split", "s", "split");
  const deciding = [button("Accept", "a", "accept"), button("Reject", "x", "reject")];
  const moving = [button("Previous", "p", "previous"), button("Next", "n", "next")];
  const others = [button("Undo", "u", "undo"), button("Missed event", "+", "add")];
  const fold = button("", "d", "doubtful");
  const least = el("input", { id: "desk-least", type: "number", min: 0, max: 100, step: 1 });
  const threshold = el("label", { for: "desk-least", class: "desk-least" }, "less likely than ", least, " %");
  frame.append(
    el(
      "header",
      { class: "desk-head" },
      progress,
      el("span", { class: "desk-reviewer" }, el("label", { for: "desk-name" }, "Your name"), name),
      button("Keys", "?", "help"),
    ),
    el(
      "div",
      { class: "desk-body" },
      el("div", { class: "desk-left" }, article, marking),
      el(
        "div",
        { class: "desk-side" },
        holder,
        done,
        el("div", { class: "desk-actions" }, ...deciding, split, ...moving, ...others),
        el("div", { class: "desk-foot" }, said, fold, threshold),
        alert,
      ),
    ),
    help.element,
  );

  return {
    help,
    name,
    said,
    alert,
    holder,
    marking,
    least,
    /** Show how far the review is, and which buttons have a meaning now. */
    show: (queue, places) => {
      const { current, pending, drafts, shows, folded, unfolded } = queue;
      const aside = unfolded ? 0 : folded.length;
      const doubtful = aside ? ` ${aside} doubtful.` : "";
      progress.textContent = `${pending - aside} to decide, ${drafts.length - pending} decided.${doubtful}`;
      holder.hidden = !current;
      done.hidden = Boolean(current);
      if (folded.length) {
        done.textContent = `You have decided on all suggestions but the doubtful ones (${folded.length}).`;
      } else if (drafts.length) done.textContent = "You have decided on all suggestions.";
      else done.textContent = "Nothing is suggested. Select words in the article and press + to make a suggestion.";
      for (const one of deciding) one.disabled = !current;
      for (const one of moving) one.disabled = shows.length < 2;
      split.disabled = places < 2;
      fold.firstChild.textContent = `Doubtful (${folded.length})`;
      fold.setAttribute("aria-expanded", String(unfolded));
      fold.hidden = !folded.length && !unfolded;
      threshold.hidden = !unfolded;
    },
  };
}
