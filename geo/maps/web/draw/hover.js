// The tooltip at the pointer: for the point there, otherwise for the outline.

/**
 * Follow the pointer on a map.
 * @param {Leaflet} L - Leaflet
 * @param {LeafletMap} map
 * @param {Layers} layers - as makeLayers returns it
 * @param {Points} points - as makePoints returns it
 */
export function makeHover(L, map, layers, points) {
  const tip = L.tooltip({ className: "atlas-tooltip", offset: [10, 0] });
  const follow = (event) => {
    const at = points.tooltipAt(event.containerPoint) ?? null;
    const index = layers.placeAt(event);
    map.getContainer().classList.toggle("atlas-over", at !== null);
    if (at === null && index === null) return void tip.remove();
    tip.setLatLng(at?.at ?? event.latlng).setContent(at?.content ?? layers.tooltipOf(index));
    if (!map.hasLayer(tip)) tip.addTo(map);
  };
  map.on("mousemove", follow);
  map.on("mouseout", () => tip.remove());
  return { follow };
}
