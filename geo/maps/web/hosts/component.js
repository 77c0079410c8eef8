// The time map's host on the Streamlit page. Python puts the time map and Leaflet (as L) before it. Streamlit calls the
// default export with the same element on each run of the page, so the map is mounted once and updated after that.

const mounted = new WeakMap();

export default function host({ data, parentElement, setTriggerValue }) {
  let frame = parentElement.querySelector(".atlas-frame");
  if (!frame) {
    // the page lists the records beside the map; the popup shows them only on a phone, where the list is far below
    frame = el("div", { class: "atlas-frame atlas-listed" });
    parentElement.append(frame);
  }
  // a trigger, not a state: clicking the same place again counts as a click too
  const tell = (place) => setTriggerValue("selected", place ?? "");
  const kept = mounted.get(frame);
  if (!kept) {
    const entry = { tell, stamp: data.stamp };
    entry.map = mount(frame, L, data.payload, { onSelect: (place) => entry.tell(place) });
    mounted.set(frame, entry);
    return;
  }
  kept.tell = tell;
  if (kept.stamp === data.stamp) {
    kept.map.select(data.payload.open.selected);
  } else {
    kept.stamp = data.stamp;
    kept.map.update(data.payload);
  }
}
