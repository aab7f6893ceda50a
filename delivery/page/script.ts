/**
 * What the page does beyond folding: the filter. It reads what is in the page and is given no data, so that no name can
 * get into it.
 */
export const script = `(() => {
const find = (selector, within = document) => [...within.querySelectorAll(selector)];
const [bar] = find(".filter"), [field] = find("#filter"), [told] = find("#told");
const resources = find(".resource"), components = find(".component");
const texts = new Map(resources.map((it) => [it, it.textContent.toLowerCase()]));
const names = new Map(components.map((it) => [it, it.querySelector("h3").textContent.toLowerCase()]));
bar.hidden = false;
const apply = () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const on = new Set(find("input[data-operation]").filter((it) => it.checked).map((it) => it.dataset.operation));
  const stake = find("#stake")[0].checked;
  let shown = 0;
  for (const component of components) {
    let any = false;
    for (const resource of find(".resource", component)) {
      const text = texts.get(resource) + " " + names.get(component);
      const fits = on.has(resource.dataset.operation) && (!stake || "stake" in resource.dataset) && words.every((word) => text.includes(word));
      resource.hidden = !fits;
      any ||= fits;
      shown += fits;
    }
    component.hidden = !any;
    if (any && words.length > 0) component.open = true;
  }
  told.textContent = shown + " of " + resources.length + " shown";
};
bar.addEventListener("input", apply);
bar.addEventListener("submit", (event) => event.preventDefault());
find("[data-fold]").forEach((button) => button.addEventListener("click", () => {
  const open = button.dataset.fold === "open";
  for (const it of [...components, ...(open ? [] : resources)]) it.open = open;
}));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
  if (event.key === "Escape" && document.activeElement === field) { field.value = ""; apply(); }
});
const jump = () => { const it = document.getElementById(location.hash.slice(1)); if (it && it.matches("details")) { it.hidden = false; it.open = true; it.scrollIntoView(); } };
addEventListener("hashchange", jump);
find("a[href^='#']").forEach((link) => link.addEventListener("click", () => setTimeout(jump)));
jump();
apply();
})();`;
