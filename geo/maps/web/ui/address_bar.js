// Keeping the page's address in step with the map, if the page belongs to the map.

import { readAddress, writeAddress, writeTime } from "../data/address.js";
import { LAYERS } from "../data/state.js";

const PAUSE = 300; // milliseconds; browsers refuse changes that come too fast

/**
 * Follow and update the address.
 * @param {{onArrive: (sent: Sent) => void}} hooks - called with a state when the reader follows another link
 */
export function makeAddressBar({ onArrive }) {
  let written = null; // the current address
  let timer = null;
  let on = false;
  const onHash = () => onArrive(readAddress(location.hash));

  /** What differs from the map's initial state. */
  const textOf = (model, clock, state, selected, { map, moved }) => {
    const { open, time } = model.payload;
    const { unit } = model.bins;
    const t = writeTime(model.bins, clock.window(), clock.mode());
    const { lat, lng } = map.getCenter();
    return writeAddress({
      t,
      unit: !t && unit !== time.unit ? unit : "",
      mode: clock.mode() !== time.mode && !t.startsWith("..") ? clock.mode() : "",
      layers: state.layers.size < Object.keys(LAYERS).length ? [...state.layers] : [],
      by: state.measure === open.measure ? "" : state.measure,
      lang: state.language === open.language ? "" : state.language,
      on: state.roll_up === open.roll_up ? "" : state.roll_up ? "provinces" : "places",
      actor: [...state.filter.actors],
      kind: [...state.filter.kinds],
      status: [...state.filter.statuses],
      place: selected === null ? "" : model.places[selected].id,
      at: moved() ? `${map.getZoom().toFixed(2)}/${lat.toFixed(3)}/${lng.toFixed(3)}` : "",
    });
  };

  return {
    /** Read the address, and keep it up to date from now on. */
    read: () => {
      on = true;
      addEventListener("hashchange", onHash);
      return readAddress(location.hash);
    },
    /** Treat the map's current state as that of the address: nothing is written until the reader does something. */
    settle: (...shown) => {
      clearTimeout(timer);
      written = textOf(...shown);
    },
    /** Write the map's state to the address after a short pause. */
    write: (...shown) => {
      if (!on) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const text = textOf(...shown);
        if (text === written) return;
        written = text;
        try {
          history.replaceState(history.state, "", `#${text}`);
        } catch {
          on = false; // a frame without an address of its own, as in notebooks
        }
      }, PAUSE);
    },
    destroy: () => {
      clearTimeout(timer);
      removeEventListener("hashchange", onHash);
    },
  };
}
