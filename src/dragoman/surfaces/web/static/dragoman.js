// Adds to pages that work without it: opens evidence beside a line without a new page, remembers the author.
"use strict";
(() => {
  const panel = document.getElementById("evidence");
  const split = document.querySelector(".split");
  const single = document.body.dataset.single === "1";

  async function open(link) {
    const line = link.dataset.line;
    if (!line || !panel) return;
    const here = new URL(location.href);
    const wanted = new URL("/evidence/" + encodeURIComponent(line), location.href);
    for (const [key, value] of here.searchParams) if (key !== "line") wanted.searchParams.set(key, value);
    wanted.searchParams.set("back", here.pathname);
    const answer = await fetch(wanted, { headers: { "x-fragment": "1" } });
    if (!answer.ok) { location.href = link.href.baseVal || link.href; return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...page.body.childNodes);
    here.searchParams.set("line", line);
    history.pushState({ line }, "", here);
    show();
  }

  function show() {
    split.classList.toggle("open", panel.childElementCount > 0);
    const lit = panel.querySelector("#passage");
    if (lit) lit.scrollIntoView({ block: "nearest" });
    fill();
  }

  function close() {
    panel.replaceChildren();
    const here = new URL(location.href);
    here.searchParams.delete("line");
    here.hash = "";
    history.pushState({}, "", here);
    split.classList.remove("open");
  }

  function fill() {
    const kept = document.cookie.split("; ").find((c) => c.startsWith("dragoman_author="));
    if (!kept) return;
    for (const box of document.querySelectorAll("[data-author]")) if (!box.value) box.value = decodeURIComponent(decodeURIComponent(kept.split("=")[1]));
  }

  if (!single) {
    document.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const link = event.target.closest("a.ev");
      if (link && !link.closest(".text")) { event.preventDefault(); open(link); return; }
      if (event.target.closest("[data-close]")) { event.preventDefault(); close(); }
    });
    addEventListener("popstate", () => location.reload());
  }

  // Keyboard: j and k go through the lines, Escape closes the evidence, / goes to the search page.
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && panel && panel.childElementCount && !single) close();
    if (event.key === "/" && !single) { event.preventDefault(); location.href = "/search"; }
    if (event.key !== "j" && event.key !== "k") return;
    const links = [...document.querySelectorAll("main a.ev:not([tabindex='-1'])")];
    const at = links.indexOf(document.activeElement);
    const next = links[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  });

  if (split) show();
})();
