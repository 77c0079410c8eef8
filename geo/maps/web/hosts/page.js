// The time map's host on a page that folium renders: an exported map, or a notebook cell.

import { inflate } from "../data/inflate.js";
import { el } from "../draw/dom.js";
import { mount } from "../timemap.js";

/**
 * Draw a time map from the compressed payload in a page.
 * @param {HTMLElement} element
 * @param {Leaflet} L - Leaflet
 * @param {string} core - the payload without its texts, compressed
 * @param {string} texts - its texts, compressed
 * @param {Hooks} hooks - as for `mount`
 */
export async function openMap(element, L, core, texts, hooks) {
  if (typeof DecompressionStream === "undefined") {
    element.append(
      el("p", { class: "atlas-old" }, "This map needs a newer browser: Chrome 80, Firefox 113, Safari 16.4, or later."),
    );
    return;
  }
  const map = mount(element, L, JSON.parse(await inflate(core)), hooks);
  // the map is drawn before the texts are unpacked
  await new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
  });
  map.setTexts(JSON.parse(await inflate(texts)));
}
