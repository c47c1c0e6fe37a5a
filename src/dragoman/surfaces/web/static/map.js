// Pictures: zooming and panning them, and lighting what touches a box of the deadlock map.
"use strict";
(() => {
  for (const svg of document.querySelectorAll("svg[data-zoom]")) {
    const whole = svg.viewBox.baseVal;
    const first = [whole.x, whole.y, whole.width, whole.height];
    const zoom = (factor) => {
      const width = Math.min(first[2], whole.width * factor), height = Math.min(first[3], whole.height * factor);
      whole.x = Math.min(Math.max(first[0], whole.x + (whole.width - width) / 2), first[2] - width);
      whole.y = Math.min(Math.max(first[1], whole.y + (whole.height - height) / 2), first[3] - height);
      whole.width = width; whole.height = height;
    };
    const box = svg.closest("figure");
    for (const [name, factor] of [["in", 0.7], ["out", 1 / 0.7]]) {
      const button = box.querySelector(`[data-zoom-${name}]`);
      if (button) { button.hidden = false; button.addEventListener("click", () => zoom(factor)); }
    }
    let drag = null;
    svg.addEventListener("pointerdown", (e) => { if (whole.width < first[2]) drag = [e.clientX, e.clientY, whole.x, whole.y]; });
    svg.addEventListener("pointermove", (e) => {
      if (!drag) return;
      const scale = whole.width / svg.clientWidth;
      whole.x = Math.min(Math.max(first[0], drag[2] - (e.clientX - drag[0]) * scale), first[2] - whole.width);
      whole.y = Math.min(Math.max(first[1], drag[3] - (e.clientY - drag[1]) * scale), first[3] - whole.height);
    });
    for (const end of ["pointerup", "pointerleave"]) svg.addEventListener(end, () => { drag = null; });
  }
  // The deadlock map: what touches a box or a line stays, the rest fades while it is looked at.
  for (const map of document.querySelectorAll("svg[data-map]")) {
    const links = [...map.querySelectorAll("[data-ends]")], nodes = [...map.querySelectorAll("[data-node]")];
    const light = (event) => {
      const at = event.target.closest("[data-node], [data-ends]");
      map.classList.toggle("lit", Boolean(at));
      if (!at) return;
      const wanted = new Set(at.dataset.node ? [at.dataset.node] : at.dataset.ends.split("|"));
      if (at.dataset.node) {
        // a condition between two issues counts as touching both, so that whom it is of can be followed
        for (const l of links) if (l.dataset.ends.split("|").includes(at.dataset.node)) for (const e of l.dataset.ends.split("|")) if (e.startsWith("condition:")) wanted.add(e);
      }
      const near = new Set(wanted);
      for (const l of links) {
        const ends = l.dataset.ends.split("|");
        const on = at.dataset.node ? ends.some((e) => wanted.has(e)) : l === at;
        l.classList.toggle("on", on);
        if (on) for (const e of ends) near.add(e);
      }
      for (const n of nodes) n.classList.toggle("on", near.has(n.dataset.node));
    };
    for (const name of ["pointerover", "focusin"]) map.addEventListener(name, light);
    for (const name of ["pointerleave", "focusout"]) map.addEventListener(name, () => map.classList.remove("lit"));
  }
})();
