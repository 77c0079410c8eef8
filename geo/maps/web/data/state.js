// What a reader can choose in the map, and the initial choices from a payload or an address.

import { parseDay } from "./calendar.js";

export const LAYERS = {
  region: "Regions",
  province: "Provinces",
  district: "Districts",
  area: "Uncertain areas",
  point: "Points",
  labels: "Names",
};
export const MEASURES = {
  records: "Number of records",
  number: "Largest number reported",
  status: "Strongest claim",
};
export const LANGUAGE_NAMES = { en: "As in the gazetteer", fa: "دری (Dari)", ps: "پښتو (Pashto)" };

/** Return `value` if it is one of the options' keys, otherwise a default. */
export function among(options, value, otherwise) {
  return Object.hasOwn(options, value ?? "") ? value : otherwise;
}

/** The state that a payload opens with. */
export function openState(payload) {
  const { measure, language, roll_up } = payload.open;
  return {
    measure,
    language,
    roll_up,
    tiles: true,
    layers: new Set(Object.keys(LAYERS)),
    filter: { actors: new Set(), kinds: new Set(), statuses: new Set() },
  };
}

/** The days that a payload opens with; null for the whole period. */
export function openDays({ time }) {
  return time.from || time.to
    ? [time.from ? parseDay(time.from) : -Infinity, time.to ? parseDay(time.to) : Infinity]
    : null;
}

/**
 * The state in an address; the payload's own state fills in what the address omits or this map lacks.
 * @param {Sent} sent - as readAddress returns it
 * @param {Payload} payload
 */
export function stateOf(sent, payload) {
  const opened = openState(payload);
  const known = (list, of) => new Set((list ?? []).filter((id) => of.some((entry) => entry.id === id)));
  const shown = (sent.layers ?? []).filter((name) => Object.hasOwn(LAYERS, name));
  return {
    ...opened,
    measure: among(MEASURES, sent.by, opened.measure),
    language: among(LANGUAGE_NAMES, sent.lang, opened.language),
    roll_up: sent.on ? sent.on === "provinces" : opened.roll_up,
    layers: shown.length ? new Set(shown) : opened.layers,
    filter: {
      actors: known(sent.actor, payload.actors),
      kinds: known(sent.kind, payload.kinds),
      statuses: known(sent.status, payload.statuses),
    },
  };
}
