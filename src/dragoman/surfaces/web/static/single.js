// In the one-file export: a link to a line shows its passage beside what is read, and Escape goes back.
"use strict";
(() => {
  const panel = document.getElementById("evidence");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ev");
    if (!link) return;
    const id = CSS.escape(link.dataset.line);
    const passage = document.querySelector(`mark#line-${id}, mark[data-also~="${id}"]`);
    if (!passage) return;
    event.preventDefault();
    for (const lit of document.querySelectorAll("mark.now")) lit.classList.remove("now");
    const card = passage.closest("article").cloneNode(true);
    for (const node of card.querySelectorAll("[id]")) if (node.id !== passage.id) node.removeAttribute("id");
    const here = card.querySelector("#" + CSS.escape(passage.id));
    here.classList.add("now");
    here.id = "lit";
    const told = document.querySelector(`li[data-told="${id}"]`);
    for (const list of card.querySelectorAll("details.told")) list.remove();
    const head = document.createElement("div");
    head.className = "panel";
    if (told) head.append(...told.cloneNode(true).childNodes);
    const close = document.createElement("button");
    close.type = "button"; close.textContent = "close"; close.addEventListener("click", shut);
    panel.replaceChildren(close, head, card);
    document.querySelector(".split").classList.add("open");
    here.scrollIntoView({ block: "center" });
  });
  function shut() { panel.replaceChildren(); document.querySelector(".split").classList.remove("open"); }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });
})();
