// Unpacks an exported map's scripts and runs them in their order; its Content-Security-Policy knows them by their hashes.

import { inflate } from "../data/inflate.js";

(async () => {
  if (typeof DecompressionStream === "undefined") {
    document.body.textContent =
      "This map needs a browser of 2023 or later: Chrome 80, Firefox 113, Safari 16.4, or newer.";
    return;
  }
  const held = [...document.querySelectorAll("script[data-packed]")];
  for (const text of await Promise.all(held.map((packed) => inflate(packed.textContent)))) {
    const script = document.createElement("script");
    script.textContent = text;
    document.body.append(script);
  }
})();
