// Fields without a label, pictures without words, links and buttons that say nothing, headings that skip a level, ids given twice.
() => {
  const faults = [];
  for (const e of document.querySelectorAll("input:not([type=hidden]), select")) if (!e.labels.length) faults.push(`no label: ${e.outerHTML}`);
  for (const e of document.querySelectorAll("a, button")) if (!(e.textContent.trim() || e.getAttribute("aria-label"))) faults.push(`says nothing: ${e.outerHTML}`);
  for (const e of document.querySelectorAll("svg")) if (!e.getAttribute("aria-label")) faults.push("a picture without words");
  let level = 0;
  for (const h of document.querySelectorAll("h1, h2, h3, h4")) { const n = +h.tagName[1]; if (n > level + 1) faults.push(`h${n} after h${level}: ${h.textContent}`); level = n; }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((x, i) => ids.indexOf(x) !== i))) faults.push(`twice: ${id}`);
  if (document.querySelectorAll("main").length !== 1 || document.querySelectorAll("h1").length !== 1) faults.push("not one main and one h1");
  if (!document.documentElement.lang) faults.push("no language");
  return faults;
}
