// Tells the page around this one, or the one that opened it, how far the recipient has come: each message goes to an origin that
// the workspace has named, and holds ids and states only. Nothing is listened to.
(() => {
  "use strict";
  const { to, link, at, connections, only } = document.currentScript.dataset;
  // No events: that there is a page at all, and how high it is.
  const ALWAYS = ["here", "height"];
  const framed = parent !== window;
  const ours = (other) => {
    try {
      return other.location.origin === location.origin;
    } catch {
      return false;
    }
  };
  // A tab that a frame of ours opened reports to the page around that frame.
  const host = framed ? parent : opener && ours(opener) ? opener.parent : opener;
  const around = framed && location.ancestorOrigins?.[0];
  const origins = to.split(" ").filter((origin) => !around || origin === around);
  const post = (type, more) => {
    if (only !== undefined && !ALWAYS.includes(type) && !only.split(" ").includes(type)) return;
    for (const origin of origins) host?.postMessage({ latchstring: 1, type, link, ...more }, origin);
  };

  post("here");
  post("ready");
  const [step, code] = at.split(" ");
  if (code) post("error", { code });
  else post("step", { step });
  for (const connectionId of connections.split(" ").filter(Boolean)) post("connected", { connectionId });

  if (origins.length) {
    for (const button of document.querySelectorAll("[data-exit]")) {
      button.hidden = !host;
      button.addEventListener("click", () => {
        post("exit");
        if (!framed) close();
      });
    }
  }

  // The height of what is on the page; it begins at the top, so it does not depend on that of the frame.
  if (framed) {
    const stage = document.querySelector(".stage");
    let last = 0;
    const measure = () => {
      const height = Math.ceil(stage.getBoundingClientRect().height);
      if (height !== last) post("height", { height });
      last = height;
    };
    new ResizeObserver(measure).observe(stage);
  }
})();
