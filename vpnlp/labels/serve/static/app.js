// The coding page. Every decision goes to the server, which has it on disk before it answers;
// the page moves on only then. All text is set as text, never as HTML.

const token = new URLSearchParams(location.search).get("token") ?? "";
const $ = (id) => document.getElementById(id);
const state = { words: {}, themes: [], tasks: [], at: 0, chosen: new Set(), coder: "", busy: false, documents: new Map() };

async function ask(path, body) {
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    headers: { "X-Vpnlp-Token": token, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) {
    const text = await answer.text();
    throw new Error(text.startsWith("{") ? JSON.parse(text).error : text || String(answer.status));
  }
  return answer.json();
}

const say = (key, values = {}) =>
  (state.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function speak(text) {
  // an unchanged text would not be read out again
  $("spoken").textContent = "";
  setTimeout(() => { $("spoken").textContent = text; }, 50);
}

const names = (keys) =>
  keys.length ? keys.map((key) => state.themes.find((theme) => theme.key === key)?.name ?? key).join(", ") : say("none");
const done = () => state.tasks.filter((task) => task.themes).length;

function element(tag, text, ...classes) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.classList.add(...classes);
  return made;
}

// ---- one task ----

function show() {
  const task = state.tasks[state.at];
  const total = state.tasks.length;
  $("progress").max = total;
  $("progress").value = done();
  $("progress-text").textContent = say("progress", { done: done(), total });
  $("position").textContent = say("demand", { n: state.at + 1, total });
  $("source").textContent = `${task.title ?? task.document} (${task.year ?? say("year")})`;
  $("heading").textContent = [...task.heading, task.lead_in].filter(Boolean).join(" › ");
  $("text").textContent = task.text;
  $("decided").textContent = task.themes ? say("decided", { themes: names(task.themes) }) : "";
  $("comment").value = task.comment;
  state.chosen = new Set(task.themes ?? []);
  $("finished").hidden = true;
  document.querySelector("main").hidden = false;
  press();
  showContext(task);
}

function press() {
  for (const button of document.querySelectorAll("button.theme")) {
    button.setAttribute("aria-pressed", String(state.chosen.has(button.dataset.key)));
  }
}

async function showContext(task) {
  const place = $("document");
  if (!state.documents.has(task.document)) {
    const blocks = await ask(`/api/document?name=${encodeURIComponent(task.document)}`).catch(() => null);
    state.documents.set(task.document, blocks);
  }
  if (state.tasks[state.at] !== task) return; // the coder has gone on meanwhile
  const blocks = state.documents.get(task.document);
  place.replaceChildren(...(blocks ? blocks.map((block) => drawn(block, task.span)) : neighbours(task)));
  const mark = place.querySelector("mark");
  if (mark) place.scrollTop = mark.offsetTop - place.clientHeight / 3;
}

function drawn(block, span) {
  const tag = block.kind === "heading" ? "h3" : "p";
  const made = document.createElement(tag);
  if (block.kind === "item") {
    made.classList.add("item");
    made.append(`${block.marker || "–"} `);
  }
  if (["meta", "contents", "footnote"].includes(block.kind)) made.classList.add("faint");
  const from = span ? Math.max(span[0] - block.start, 0) : 0;
  const to = span ? Math.min(span[1] - block.start, [...block.text].length) : 0;
  if (span && from < to) {
    // spans count characters, JavaScript counts UTF-16 units
    const letters = [...block.text];
    made.append(letters.slice(0, from).join(""), element("mark", letters.slice(from, to).join("")), letters.slice(to).join(""));
  } else {
    made.append(block.text);
  }
  return made;
}

function neighbours(task) {
  const middle = document.createElement("p");
  middle.append(element("mark", task.text));
  return [element("p", task.before), middle, element("p", task.after)];
}

// ---- decisions ----

async function decide(keys) {
  if (state.busy || document.querySelector("main").hidden) return;
  state.busy = true;
  const task = state.tasks[state.at];
  const comment = $("comment").value;
  try {
    await ask("/api/decide", { coder: state.coder, id: task.id, themes: keys, comment });
  } catch (error) {
    $("failure").textContent = say("failed", { reason: error.message });
    return;
  } finally {
    state.busy = false;
  }
  $("failure").textContent = "";
  Object.assign(task, { themes: keys, comment });
  forward(say("saved", { themes: names(keys) }));
}

function save() {
  if (!state.chosen.size) {
    speak(say("choose"));
    $("failure").textContent = say("choose");
    return;
  }
  decide(state.themes.map((theme) => theme.key).filter((key) => state.chosen.has(key)));
}

function forward(spoken) {
  const total = state.tasks.length;
  for (let step = 1; step <= total; step += 1) {
    const place = (state.at + step) % total;
    if (!state.tasks[place].themes) {
      go(place, spoken);
      return;
    }
  }
  finish(spoken);
}

function finish(spoken) {
  const total = state.tasks.length;
  $("progress").value = total;
  $("progress-text").textContent = say("progress", { done: total, total });
  document.querySelector("main").hidden = true;
  const place = $("finished");
  place.hidden = false;
  place.querySelector("h2").textContent = say("done", { total });
  place.querySelector("p").textContent = say("import", { journal: state.journal });
  place.querySelector("h2").focus();
  speak(`${spoken} ${say("done", { total })}`);
}

async function undo() {
  if (state.busy) return;
  state.busy = true;
  let answer;
  try {
    answer = await ask("/api/undo", { coder: state.coder });
  } catch (error) {
    $("failure").textContent = say("failed", { reason: error.message });
    return;
  } finally {
    state.busy = false;
  }
  const place = state.tasks.findIndex((task) => task.id === answer.id);
  if (place < 0) {
    speak(say(answer.id ? "undone" : "nothing"));
    return;
  }
  Object.assign(state.tasks[place], { themes: null, comment: "" });
  go(place, say("undone"));
}

function go(place, spoken = "") {
  state.at = (place + state.tasks.length) % state.tasks.length;
  $("failure").textContent = "";
  show();
  $("position").focus({ preventScroll: true });
  window.scrollTo(0, 0);
  const task = state.tasks[state.at];
  speak(`${spoken} ${$("position").textContent}. ${$("heading").textContent}. ${task.text}`);
}

function toggle(key) {
  if (!state.chosen.delete(key)) state.chosen.add(key);
  $("failure").textContent = "";
  press();
  speak(names([...state.chosen]));
}

// ---- set-up ----

function drawThemes() {
  const buttons = state.themes.map((theme, n) => {
    const button = element("button", `${theme.name} `, "theme");
    button.type = "button";
    button.dataset.key = theme.key;
    button.title = theme.description;
    button.style.setProperty("--theme", theme.colour);
    if (n < 9) {
      button.append(element("kbd", String(n + 1)));
      button.setAttribute("aria-keyshortcuts", String(n + 1));
    }
    button.addEventListener("click", () => toggle(theme.key));
    return button;
  });
  $("themes").replaceChildren(...buttons);
}

function drawBook(lines) {
  const book = $("book");
  let list = null;
  let table = null;
  for (const line of lines) {
    if (line.kind !== "row") table = null;
    if (line.kind !== "item") list = null;
    if (line.kind === "heading") {
      book.append(element(`h${Math.min(line.level + 2, 6)}`, line.cells[0]));
    } else if (line.kind === "item") {
      if (!list) book.append((list = document.createElement("ul")));
      list.append(element("li", line.cells[0]));
    } else if (line.kind === "row") {
      if (!table) book.append((table = document.createElement("table")));
      table.insertRow().append(...line.cells.map((cell) => element("td", cell)));
    } else {
      book.append(element("p", line.cells[0]));
    }
  }
}

function book() {
  const dialog = $("codebook");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

async function enter(name) {
  state.coder = name;
  localStorage.setItem("vpnlp-coder", name);
  $("coder").textContent = `${say("coder")}: ${name}`;
  state.tasks = await ask(`/api/tasks?coder=${encodeURIComponent(name)}`);
  const first = state.tasks.findIndex((task) => !task.themes);
  if (first < 0) finish("");
  else go(first);
}

function who() {
  $("name").value = state.coder || $("name").value;
  $("who").showModal();
}

const KEYS = {
  " ": () => decide([]),
  Enter: save,
  u: undo,
  k: book,
  c: () => $("comment").focus(),
  ArrowRight: () => go(state.at + 1),
  ArrowLeft: () => go(state.at - 1),
};

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  const target = event.target;
  if (target.matches("input[type=text]")) {
    // from the comment back to the keys, without a decision
    if (["Escape", "Enter"].includes(event.key) && target.id === "comment") $("position").focus();
    return;
  }
  if (!$("shortcuts").checked || $("who").open || !state.tasks.length) return;
  if ($("codebook").open) {
    if (event.key === "k") { event.preventDefault(); book(); }
    return;
  }
  // Space and Enter belong to the control that has the focus, and arrows to what scrolls
  if ([" ", "Enter"].includes(event.key) && target.matches("button, summary, input")) return;
  if (event.key.startsWith("Arrow") && target.matches("#document, input")) return;
  const theme = /^[1-9]$/.test(event.key) ? state.themes[Number(event.key) - 1] : undefined;
  const action = theme ? () => toggle(theme.key) : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

async function start() {
  const begun = await ask("/api/start");
  Object.assign(state, { words: begun.words, themes: begun.themes, journal: begun.journal });
  document.documentElement.lang = begun.language;
  document.title = say("title");
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = say(place.dataset.word);
  drawThemes();
  drawBook(begun.codebook);
  const clicks = { save, undo, none: () => decide([]), "open-codebook": book, "close-codebook": book, coder: who,
    previous: () => go(state.at - 1), next: () => go(state.at + 1) };
  for (const [id, action] of Object.entries(clicks)) $(id).addEventListener("click", action);
  // after a click with the mouse the keys belong to the page again, not to the button
  $("task").addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.closest("button")) $("position").focus({ preventScroll: true });
  });
  document.addEventListener("keydown", onKey);
  $("who").addEventListener("cancel", (event) => { if (!state.coder) event.preventDefault(); });
  $("who").addEventListener("close", () => {
    const name = $("name").value.trim();
    if (name) enter(name).catch(failed);
    else who();
  });
  const name = begun.coder || localStorage.getItem("vpnlp-coder") || "";
  if (begun.coder) await enter(name);
  else { $("name").value = name; who(); }
}

function failed(error) {
  $("failure").textContent = error.message;
}

start().catch(failed);
