// Citing a report.

import { el } from "../draw/dom.js";

/**
 * A report's citation, linked if its address is known.
 * @param {{title?: string, publisher?: string, date?: string, url?: string}} report
 * @returns {HTMLElement|null}
 */
export function citation({ title, publisher, date, url }) {
  if (!title && !publisher && !url) return null;
  // only http and https: with other schemes, an address from a file could run a script
  const linked = /^https?:\/\//i.test(url);
  const name = title || url || "";
  const shown = linked ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, name) : name;
  return el(
    "div",
    { class: "atlas-cite" },
    publisher ? `${publisher}, ` : "",
    ...(title ? ["“", shown, "”"] : [shown]),
    date ? `, ${date}` : "",
  );
}
