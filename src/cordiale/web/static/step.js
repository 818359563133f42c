// Steps through the mentions of an article with j and k, Enter opens the one stepped to. Without this the links do the same.
"use strict";
(() => {
  const list = Array.from(document.querySelectorAll(".mentions li"));
  const bar = document.getElementById("stepper");
  if (!bar || !list.length) return;
  let at = list.findIndex((li) => li.classList.contains("now"));
  document.getElementById("step-keys").hidden = false;

  const pieces = (n) => Array.from(document.querySelectorAll(".text .m")).filter((m) => m.dataset.n.split(" ").includes(String(n)));

  const go = (to) => {
    if (to < 0 || to >= list.length) return;
    document.querySelectorAll(".now").forEach((x) => { x.classList.remove("now"); x.removeAttribute("aria-current"); });
    at = to;
    const li = list[at];
    li.classList.add("now");
    li.scrollIntoView({ block: "nearest" });
    const found = pieces(at + 1);
    found.forEach((m) => { m.classList.add("now"); m.setAttribute("aria-current", "true"); });
    document.getElementById("step-where").textContent = `${at + 1} of ${list.length}`;
    const says = document.getElementById("step-says");
    const link = li.querySelector(".says").cloneNode(true);
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = li.querySelector("a").textContent;
    says.replaceChildren(kind, " ", link);
    if (found.length) {
      found[0].scrollIntoView({ block: "center" });
      found[0].focus({ preventScroll: true });
    }
    const address = new URL(location.href);
    address.searchParams.set("at", String(at + 1));
    address.hash = li.dataset.anchor;
    history.replaceState(null, "", address);
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    if (e.key === "j") { e.preventDefault(); go(at + 1); }
    if (e.key === "k") { e.preventDefault(); go(at - 1); }
    if (e.key === "Enter" && at >= 0 && e.target.tagName !== "A" && e.target.tagName !== "BUTTON" && e.target.tagName !== "SUMMARY") {
      location.href = list[at].querySelector(".says").href;
    }
  });
  bar.addEventListener("click", (e) => {
    if (e.target.id === "step-after" || e.target.id === "step-before") { e.preventDefault(); go(at + (e.target.id === "step-after" ? 1 : -1)); }
  });
})();
