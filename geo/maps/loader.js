// Unpacks an exported map's scripts and runs them in their order; its Content-Security-Policy knows them by their hashes.

import { inflate } from "./inflate.js";

(async () => {
  if (typeof DecompressionStream === "undefined") {
    document.body.textContent = "This map needs a browser of 2023 or later: Chrome 80, Firefox 113, Safari 16.4, or newer.";
    return;
  }
  for (const held of document.querySelectorAll("script[data-packed]")) {
    const script = document.createElement("script");
    script.textContent = await inflate(held.textContent);
    document.body.append(script);
  }
})();
