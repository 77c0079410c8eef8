// The review's host on the Streamlit page. Streamlit calls the default export with the same element on each run of the
// page, so the desk is mounted once and updated after that.

import { el } from "../draw/dom.js";
import { makeDesk } from "../ui/desk.js";

const desks = new WeakMap();

export default function host({ data, parentElement, setTriggerValue }) {
  let frame = parentElement.querySelector(".desk");
  if (!frame) {
    frame = el("div", { class: "desk" });
    parentElement.append(frame);
    const entry = { tell: setTriggerValue };
    desks.set(
      frame,
      Object.assign(
        entry,
        makeDesk(frame, (sent) => entry.tell("sent", sent)),
      ),
    );
  }
  const desk = desks.get(frame);
  desk.tell = setTriggerValue;
  desk.update(data);
}
