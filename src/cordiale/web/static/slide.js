// Puts a slider beside the list of months; letting go of it shows the month. Without this the list and the button do the same.
"use strict";
(() => {
  for (const place of document.querySelectorAll("[data-slide]")) {
    const list = document.getElementById(place.dataset.slide);
    const months = Array.from(list.options, (o) => o.value).reverse();
    if (months.length < 2) continue;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.id = `${list.id}-slider`;
    slider.min = "0";
    slider.max = String(months.length - 1);
    slider.value = String(months.indexOf(list.value));
    const label = document.createElement("label");
    label.className = "unseen";
    label.htmlFor = slider.id;
    label.textContent = "Month on a slider";
    const say = () => { list.value = months[slider.value]; slider.setAttribute("aria-valuetext", list.value); };
    say();
    slider.addEventListener("input", say);
    slider.addEventListener("change", () => list.form.requestSubmit());
    place.append(label, slider);
  }
})();
