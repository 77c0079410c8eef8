// The time map's host on the Streamlit page. Python puts the time map and Leaflet (as L) before it. Streamlit calls the
// default export with the same element on each run of the page, so the map is mounted once and updated after that.
//
// The page mounts it twice: one element only hands over the places and records ("core" and "texts"), which Streamlit
// sends again only when they change; the other draws them, and gets a few hundred bytes and a bit for each record.

const mounted = new WeakMap();
/** The last base that was handed over, and those who wait for another. */
const held = { stamp: null, base: null, waiting: [] };

export default function host({ data, parentElement, setTriggerValue }) {
  // Streamlit would call what this returns when the element goes, so it returns nothing
  if ("core" in data) {
    hold(data);
    return;
  }
  let frame = parentElement.querySelector(".atlas-frame");
  if (!frame) {
    // the page lists the records beside the map; the popup shows them only on a phone, where the list is far below
    frame = el("div", { class: "atlas-frame atlas-listed" });
    parentElement.append(frame);
    mounted.set(frame, { map: null, data: null });
  }
  const entry = mounted.get(frame);
  // a trigger, not a state: clicking the same place again counts as a click too
  entry.tell = (place) => setTriggerValue("selected", place ?? "");
  const before = entry.data;
  entry.data = data;
  if (held.stamp === data.stamp) draw(frame, entry, before);
  else held.waiting.push(() => draw(frame, entry, before));
}

/** Unpack a base, and draw the maps that wait for it. */
async function hold({ stamp, core, texts }) {
  if (held.stamp === stamp || held.coming === stamp) return;
  held.coming = stamp;
  const base = JSON.parse(await inflate(core));
  if (held.coming !== stamp) return; // another one came meanwhile
  base.texts = JSON.parse(await inflate(texts));
  Object.assign(held, { stamp, base });
  for (const go of held.waiting.splice(0)) go();
}

function draw(frame, entry, before) {
  const { data } = entry;
  if (held.stamp !== data.stamp) return;
  const mask = bitsOf(data.mask);
  const same = entry.map && before?.stamp === data.stamp && entry.shown === shownIn(data);
  entry.shown = shownIn(data);
  if (same) {
    if (before.mask !== data.mask) entry.map.setMask(mask);
    entry.map.select(data.shown.open.selected);
    return;
  }
  const payload = { ...held.base, ...data.shown, mask };
  if (entry.map) entry.map.update(payload);
  else entry.map = mount(frame, L, payload, { onSelect: (place) => entry.tell(place) });
}

/** What a view shows, apart from the selected place, for which nothing is drawn anew. */
function shownIn({ shown }) {
  return JSON.stringify({ ...shown, open: { ...shown.open, selected: null } });
}

/** Bits, the lowest first, from Base64; null for all records. */
function bitsOf(packed) {
  return packed ? Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)) : null;
}
