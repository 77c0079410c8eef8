// How the browser's half is checked. Its folders import one way: data < draw < ui < hosts and timemap.js.

import js from "@eslint/js";
import globals from "globals";

const WEB = "geo/maps/web";
const ABOVE = {
  data: ["**/draw/**", "**/ui/**", "**/hosts/**", "**/timemap.js"],
  draw: ["**/ui/**", "**/hosts/**", "**/timemap.js"],
  ui: ["**/hosts/**", "**/timemap.js"],
};

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "consistent-return": "off", // tsc knows better: a callback may return what nobody reads
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      eqeqeq: "error",
      "no-alert": "error",
      "no-await-in-loop": "error",
      "no-console": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-self-compare": "error",
      "no-shadow": ["error", { builtinGlobals: false }],
      "no-unused-expressions": ["error", { allowTernary: true, allowShortCircuit: true }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-rename": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      radix: "error",
      // text goes into a page as text: el() in draw/dom.js
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property })),
        { object: "document", property: "write" },
      ],
    },
  },
  ...Object.entries(ABOVE).map(([folder, group]) => ({
    files: [`${WEB}/${folder}/**`],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message: `${folder}/ stands below it.` }] }] },
  })),
  // the data's half needs no page: it runs in Node, where it is tested
  { files: [`${WEB}/data/**`], languageOptions: { globals: globals["shared-node-browser"] } },
  { files: [`${WEB}/{draw,ui,hosts}/**`, `${WEB}/timemap.js`], languageOptions: { globals: globals.browser } },
  // Python puts the time map and Leaflet before these two
  {
    files: [`${WEB}/hosts/{component,picker}.js`],
    languageOptions: { globals: { L: "readonly", el: "readonly", inflate: "readonly", mount: "readonly" } },
  },
  { files: ["tests/web/**", ".web/**"], languageOptions: { globals: globals.node } },
];
