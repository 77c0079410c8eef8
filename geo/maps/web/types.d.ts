// The shapes that pass between modules. `tsc` checks the modules against them (python -m tests.web); no page loads this.

type Leaflet = typeof import("leaflet");
type LeafletMap = import("leaflet").Map;

/** A column as geo.maps.wire writes it: values, or codes into those that occur. */
type Column<T = any> = T[] | { values: T[]; codes: number[] };

/** A value of a vocabulary: a status, a kind of activity, an actor. */
type Word = { id: string; name: string; note?: string };

type Scale = { breaks: number[]; colors: string[] };
type Scales = { records: Scale; number: Scale; status: Record<string, string> };

/** Polygons of rings of arcs; a negative number is an arc backwards (~index). */
type Shape = number[][][];

/** Texts as geo.maps.words writes them: one after the other, or each different one once and codes into them. */
type TextColumn = string | { values: string; codes: number[] };

/** What an exported map unpacks after the first picture: the words of its texts, and the reports. */
type Texts = { words: string[]; columns: Record<string, TextColumn>; reports: Record<string, any>[] };

/** All that a time map shows, as geo.maps.assemble returns it. */
type Payload = {
  title: string;
  note: string;
  generated: string;
  credits: string[];
  base: string;
  places: Record<string, Column>;
  records: Record<string, any>;
  events?: Array<{ records: number[]; publishers: number }>;
  arcs: string[];
  statuses: Word[];
  kinds: Word[];
  actors: Word[];
  precisions: Word[];
  confidences: Word[];
  scales: Scales;
  view: [[number, number], [number, number]];
  time: { unit: string; mode: string; from?: string; to?: string; speed?: number };
  open: { measure: string; language: string; roll_up: boolean; selected: string | null };
  controls: string[];
  tiles: null | { name: string; url: string; attribution: string; max_zoom: number; subdomains: string };
  texts?: Texts;
  /** Which records the page's own filters take, as bits. */
  mask?: Uint8Array | null;
  [name: string]: any;
};

/** A place of a payload, as readRows gives it. */
type Place = {
  id: string;
  name: string;
  fa?: string;
  ps?: string;
  kind?: string;
  level?: string;
  role?: string;
  where?: string;
  aliases?: string[];
  note?: string;
  up?: number;
  shape?: Shape;
  lat?: number;
  lon?: number;
  radius_m?: number;
  label?: [number, number];
};

/** What some records add up to. */
type Tally = {
  all: number;
  records?: number;
  asserted: number;
  denied: number;
  planned: number;
  disputed?: number;
  most: number;
  rank: number;
};

type Filter = { actors: Set<string>; kinds: Set<string>; statuses: Set<string> };

/** What the reader has chosen. */
type ViewState = {
  measure: string;
  language: string;
  roll_up: boolean;
  tiles: boolean;
  layers: Set<string>;
  filter: Filter;
};

/** What an address names; nothing that it does not. */
type Sent = {
  time?: { unit: string; mode?: string; days: [number, number] };
  at?: [number, number, number];
  layers?: string[];
  actor?: string[];
  kind?: string[];
  status?: string[];
  unit?: string;
  mode?: string;
  by?: string;
  lang?: string;
  on?: string;
  place?: string;
};

/** Where a canvas stands: its corner in the world at this zoom (pixels), and in the map's layers. */
type Frame = {
  origin: import("leaflet").Point;
  corner: import("leaflet").Point;
  size: import("leaflet").Point;
  zoom: number;
  ratio: number;
};

/** What a page gives a time map: a map to draw on instead of a new one, and what to call when a place is chosen. */
type Hooks = { map?: LeafletMap; onSelect?: (id: string | null) => void };

/** What a page can do with a time map. */
type TimeMap = {
  update: (payload: Payload) => void;
  select: (id: string | null) => void;
  setTexts: (texts: Texts) => void;
  setMask: (bits: Uint8Array | null) => void;
  state: () => { window: Steps; selected: string | null; zoom: number; center: import("leaflet").LatLng };
  destroy: () => void;
};

/** The first and the last bin that are shown. */
type Steps = [number, number];

/** Python puts these before hosts/component.js, which is appended to the time map rather than joined with it. */
declare const mount: typeof import("./timemap.js").mount;
declare const el: typeof import("./draw/dom.js").el;
declare const inflate: typeof import("./data/inflate.js").inflate;

type Bins = ReturnType<typeof import("./data/calendar.js").makeBins>;
type Model = ReturnType<typeof import("./data/model.js").makeModel>;
type Clock = ReturnType<typeof import("./ui/clock.js").makeClock>;
type Stage = ReturnType<typeof import("./draw/stage.js").makeStage>;
type Layers = ReturnType<typeof import("./draw/layers.js").makeLayers>;
type Points = ReturnType<typeof import("./draw/points.js").makePoints>;

/** A suggestion under review: its cells as the CSV has them, the empty ones left out. */
type Draft = {
  key: string;
  state: "pending" | "accepted" | "rejected";
  likely: number;
  reasons: string[];
  row: Record<string, string>;
};

/** A decision on one, as geo.activity.decisions has it; only what was not saved yet has a number, or is "undone". */
type Decision = {
  key: string;
  action: "accepted" | "rejected" | "corrected" | "split" | "added" | "undone";
  by?: string;
  at?: string;
  changes?: Record<string, string>;
  records?: string[];
  n?: number;
};
