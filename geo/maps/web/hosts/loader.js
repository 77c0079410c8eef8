// Unpacks an exported map's scripts and runs them in order; its Content-Security-Policy allows them by their hashes.

import { inflate } from "../data/inflate.js";

(async () => {
  if (typeof DecompressionStream === "undefined") {
    document.body.textContent = "This map needs a newer browser: Chrome 80, Firefox 113, Safari 16.4, or later.";
    return;
  }
  const held = [...document.querySelectorAll("script[data-packed]")];
  for (const text of await Promise.all(held.map((packed) => inflate(packed.textContent)))) {
    const script = document.createElement("script");
    script.textContent = text;
    document.body.append(script);
  }
})();
