"use strict";
// Charts: Vega's own interpreter instead of eval, which the page's security policy forbids.
const specs = JSON.parse(document.getElementById("specs").textContent);
for (const [id, spec] of Object.entries(specs)) {
  const element = document.getElementById(id);
  if (element) {
    vegaEmbed(element, spec, { actions: false, renderer: "svg", ast: true }).then(() => {
      element.querySelector("svg")?.setAttribute("aria-hidden", "true");
    });
  }
}

// Demands: each is [document, year, page, heading, text, themes, whether the year is a guess].
const { documents, years, demands, texts } = JSON.parse(document.getElementById("data").textContent);
const [DOCUMENT, YEAR, PAGE, HEADING, TEXT, THEMES, GUESS] = [0, 1, 2, 3, 4, 5, 6];
const STEP = 50;
const list = document.getElementById("demand-list");
const more = document.getElementById("more");
const count = document.getElementById("demand-count");
const form = document.getElementById("filters");
const query = document.getElementById("q");
const yearChoice = document.getElementById("year");
const documentChoice = document.getElementById("document");
const chips = [...document.querySelectorAll(".chip")];
const folded = demands.map((demand) => `${demand[TEXT]} ${demand[HEADING]}`.toLocaleLowerCase(texts.locale));
let found = [];
let shown = 0;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function number(value) {
  return value.toLocaleString(texts.locale);
}

function marked(text, words) {
  const parts = document.createDocumentFragment();
  const low = text.toLocaleLowerCase(texts.locale);
  let at = 0;
  while (at < text.length) {
    let next = -1;
    let length = 0;
    for (const word of words) {
      const place = low.indexOf(word, at);
      if (place >= 0 && (next < 0 || place < next)) { next = place; length = word.length; }
    }
    if (next < 0) break;
    parts.append(text.slice(at, next), element("mark", "", text.slice(next, next + length)));
    at = next + length;
  }
  parts.append(text.slice(at));
  return parts;
}

function where(demand) {
  const year = demand[YEAR] === null ? texts.unknown_year : demand[YEAR] + (demand[GUESS] ? "?" : "");
  const parts = [documents[demand[DOCUMENT]], year];
  if (demand[PAGE] !== null) parts.push(texts.page.replace("{n}", demand[PAGE]));
  if (demand[HEADING]) parts.push(demand[HEADING]);
  return parts.join(" · ");
}

function item(demand, words) {
  const row = element("li");
  const text = element("p", "text");
  text.append(marked(demand[TEXT], words));
  const tags = element("p", "tags");
  for (const theme of demand[THEMES]) {
    const tag = element("span", "tag");
    tag.append(chips[theme].querySelector(".dot").cloneNode(), chips[theme].textContent.trim());
    tags.append(tag);
  }
  row.append(text, element("p", "where", where(demand)), tags);
  return row;
}

function wanted() {
  const words = query.value.toLocaleLowerCase(texts.locale).split(/\s+/).filter(Boolean);
  const themes = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => Number(chip.dataset.theme));
  return { words, themes, year: yearChoice.value, document: documentChoice.value };
}

function matches(demand, place, wish) {
  return (wish.year === "" || String(demand[YEAR]) === wish.year)
    && (wish.document === "" || demand[DOCUMENT] === Number(wish.document))
    && (wish.themes.length === 0 || wish.themes.some((theme) => demand[THEMES].includes(theme)))
    && wish.words.every((word) => folded[place].includes(word));
}

function showMore() {
  const { words } = wanted();
  const next = found.slice(shown, shown + STEP);
  list.append(...next.map((demand) => item(demand, words)));
  shown += next.length;
  more.hidden = shown >= found.length;
}

function update() {
  const wish = wanted();
  found = demands.filter((demand, place) => matches(demand, place, wish));
  shown = 0;
  list.replaceChildren();
  const all = found.length === demands.length;
  const label = found.length === 0 && demands.length > 0 ? texts.none : all ? texts.count : texts.count_of;
  count.textContent = label.replace("{n}", number(found.length)).replace("{all}", number(demands.length));
  showMore();
}

for (const year of years) yearChoice.append(new Option(year, year));
documents.forEach((name, place) => documentChoice.append(new Option(name, place)));
let waiting;
query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 120); });
yearChoice.addEventListener("change", update);
documentChoice.addEventListener("change", update);
for (const chip of chips) {
  chip.addEventListener("click", () => { chip.ariaPressed = String(chip.ariaPressed !== "true"); update(); });
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  for (const chip of chips) chip.ariaPressed = "false";
  setTimeout(update);
});
more.addEventListener("click", () => {
  const first = shown;
  showMore();
  const row = list.children[first];
  if (row) { row.tabIndex = -1; row.focus({ preventScroll: true }); }
});
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
update();
