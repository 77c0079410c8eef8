// The frame: the header with its buttons, the map, the panels over it, and the time bar below.

import { el } from "./dom.js";

const ROOMY = 900; // pixels; from this width on, the map makes room for the legend
const MARGIN = 40; // pixels; between a selected place and anything that could cover it
const NEAREST = 9; // zoom; how far the map zooms in on a place that was searched for

/**
 * Make the frame in an element.
 * @param {HTMLElement} element
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} [given] - an L.Map to use instead of a new one
 */
export function makeStage(element, L, given) {
  element.classList.add("atlas");
  // on a page of its own the map is the main element; the Streamlit page already has one
  const board = el(given ? "main" : "div", { class: "atlas-stage" });
  const holder = given?.getContainer() ?? el("div", {});
  holder.classList.add("atlas-map");
  board.append(holder);
  const title = el("h1", { class: "atlas-title" });
  const tools = el("div", { class: "atlas-tools" });
  const head = el("header", { class: "atlas-head" }, title, tools);
  element.replaceChildren(head, board);

  const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
  const map =
    given ??
    L.map(holder, {
      zoomControl: true,
      attributionControl: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      inertia: !still,
    });
  // an existing map has already read its options; so change what it derived from them
  if (still && given) Object.assign(map, { _zoomAnimated: false, _fadeAnimated: false }).options.inertia = false;
  map.options.zoomSnap = 0.25;
  map.attributionControl?.setPrefix("Leaflet");
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  if (!given) map.setView([0, 0], 2, { animate: false });

  let furniture = null;
  let buttons = {};
  let tiles = null;
  let tilesFrom = null;
  let moved = false;
  let refit = () => {};
  let opened = () => {};
  const onMove = () => {
    moved = true;
  };
  map.on("dragstart zoomstart", onMove);

  /** Open a panel by its name, or close the open one with null; return whether one was closed. */
  const open = (name) => {
    let closed = false;
    for (const [key, [, panel]] of Object.entries(furniture.panels)) {
      const wanted = key === name && panel.element.hidden;
      if (!wanted && !panel.element.hidden) {
        closed = true;
        if (
          panel.element.contains(document.activeElement) ||
          /** @type {Document} */ (element.getRootNode()).activeElement?.closest?.(".atlas-panel")
        ) {
          buttons[key]?.focus({ preventScroll: true });
        }
      }
      panel.element.hidden = !wanted;
      buttons[key]?.setAttribute("aria-expanded", String(wanted));
      if (wanted) {
        furniture.popup.hide();
        panel.opened?.();
        panel.element.focus({ preventScroll: true });
      }
    }
    if (closed || name) opened();
    return closed;
  };

  const fit = (bounds) => {
    const legend = furniture.legend.element;
    const beside = board.clientWidth > ROOMY ? legend.offsetWidth / 2 : 0;
    map.invalidateSize({ animate: false });
    map.fitBounds(bounds, { animate: false, paddingTopLeft: [beside, 0] });
    fitted = sizes();
    moved = false;
  };

  // the frame may be sized or resized after mounting; until the reader moves the map, it shows the whole area
  let fitted = "";
  const sizes = () => [board.clientWidth, board.clientHeight, furniture.legend.element.offsetWidth].join();
  const resized = () => {
    if (sizes() === fitted) return;
    map.invalidateSize({ animate: false });
    if (!moved) refit();
  };
  const observer = new ResizeObserver(resized);
  const printing = globalThis.matchMedia?.("print");
  printing?.addEventListener("change", resized);

  return {
    map,
    open,
    fit,
    isOpen: () => Object.values(furniture.panels).some(([, panel]) => !panel.element.hidden),
    /** Whether the reader has moved the map. */
    moved: () => moved,
    /** Put the parts in place. */
    furnish: (parts) => {
      furniture = parts;
      buttons = Object.fromEntries(
        Object.entries(parts.panels).map(([name, [text, panel]]) => {
          const label = panel.element.getAttribute("aria-label");
          const button = el(
            "button",
            {
              type: "button",
              class: `atlas-tool atlas-open-${name}`,
              "aria-label": text === "i" ? label : false,
              title: label,
              "aria-expanded": "false",
            },
            text,
          );
          button.addEventListener("click", () => open(name));
          return [name, button];
        }),
      );
      tools.append(parts.search.element, ...Object.values(buttons));
      const over = [parts.legend, parts.chips, parts.popup, ...Object.values(parts.panels).map(([, panel]) => panel)];
      board.append(...over.map((part) => part.element));
      element.append(parts.clock.element);
      // Leaflet must not zoom or drag the map when a panel on it is scrolled or clicked
      for (const { element: panel } of over) {
        L.DomEvent.disableClickPropagation(panel);
        L.DomEvent.disableScrollPropagation(panel);
      }
    },
    onPanel: (callback) => {
      opened = callback;
    },
    update: ({ title: text, controls }) => {
      title.textContent = text;
      title.hidden = !text;
      const has = (...names) => names.some((name) => controls.includes(name));
      furniture.search.element.hidden = !has("search");
      buttons.controls.hidden = !has("filters", "places", "colours", "language", "layers");
      buttons.table.hidden = !has("table");
    },
    /** Show an online background above our own, which remains visible where tiles fail to load. */
    setTiles: (service) => {
      if (service?.url === tilesFrom) return;
      tiles?.remove();
      tilesFrom = service?.url;
      const { attribution, max_zoom: maxZoom, subdomains } = service ?? {};
      tiles = service ? L.tileLayer(service.url, { attribution, maxZoom, subdomains, zIndex: 1 }).addTo(map) : null;
      if (tiles && !map.attributionControl) {
        map.attributionControl = L.control.attribution({ position: "bottomright", prefix: "Leaflet" }).addTo(map);
      }
    },
    /** Move the map if necessary, so that the popup does not hide its place. */
    uncover: (at, popup) => {
      const { offsetWidth: wide, offsetHeight: tall } = popup;
      if (!tall) return;
      const below = wide > board.clientWidth - MARGIN; // a phone: the popup is at the bottom
      /** @type {[number, number]} */
      const paddingBottomRight = below ? [MARGIN, tall + MARGIN] : [wide + MARGIN, MARGIN];
      map.panInside(at, { paddingTopLeft: [MARGIN, MARGIN], paddingBottomRight, animate: !still });
    },
    /** Show the view given in an address: zoom, latitude, longitude. */
    goToView: ([zoom, lat, lon]) => {
      map.setView([lat, lon], zoom, { animate: false });
      moved = true;
    },
    goTo: (bounds) => {
      moved = true;
      map.fitBounds(bounds, { maxZoom: NEAREST, padding: [MARGIN, MARGIN], animate: !still });
    },
    /** Start following the frame's size. */
    settle: (again) => {
      refit = () => {
        again();
        moved = false;
      };
      observer.observe(board);
    },
    destroy: () => {
      observer.disconnect();
      printing?.removeEventListener("change", resized);
      map.off("dragstart zoomstart", onMove);
      tiles?.remove();
      if (!given) map.remove();
      element.replaceChildren();
      element.classList.remove("atlas");
    },
  };
}
