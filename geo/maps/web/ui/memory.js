// What the browser remembers of a reviewer, on this computer only.

const PREFIX = "dispatch-atlas-review-";

/** What was kept under a name; "" when nothing was, or the browser keeps nothing. */
export function kept(name) {
  try {
    return localStorage.getItem(`${PREFIX}${name}`) ?? "";
  } catch {
    return "";
  }
}

/** Keep a text under a name, if the browser allows it. */
export function keep(name, text) {
  try {
    localStorage.setItem(`${PREFIX}${name}`, text);
  } catch {
    // the name is then asked for again after a reload
  }
}
