const byId = (id) => document.getElementById(id);
const idIn = (row, cell) => row.querySelector(`.${cell} code`).textContent;
const keyOf = (row) => row.closest("table").id + idIn(row, row.querySelector(".entry") ? "entry" : "run");
const statesOf = (row) => [...row.querySelectorAll(".state")].map((one) => one.textContent).join(" ");
const rows = () => [...document.querySelectorAll("main > table > tbody > tr:not(.detail)")];
// The rows that are open: what they show, and the states it was loaded in.
const open = new Map();
let token = "";
let pressed = false;

// The link that the program prints has the token in its fragment, which browsers do not send. It is kept in memory only.
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!given) return;
  history.replaceState(null, "", location.pathname);
  token = given;
  byId("credentials").hidden = true;
}
async function api(method, path) {
  const response = await fetch(path, { method, headers: { Authorization: `Bearer ${token}` } });
  // A canceled callback is a 302 without a location.
  if (response.ok || response.status === 302) return response;
  if (response.status === 401) byId("credentials").hidden = false;
  const hint = response.status === 401 ? " Enter the emulator's token above, or open the link that it printed." : "";
  throw new Error(`${response.status} ${await response.text()}${hint}`);
}
function report(text) {
  byId("result").textContent = text;
  byId("result").hidden = false;
}
async function load(row) {
  const detail = open.get(keyOf(row));
  const states = (detail.states = statesOf(row));
  const id = encodeURIComponent(idIn(row, "run"));
  let content;
  try {
    const { runs } = await (await api("GET", `/v2/workflows/logs?trimBody=1000000&workflowRunId=${id}`)).json();
    const entryId = row.querySelector(".entry code")?.textContent;
    const run = runs.find((one) => one.dlqId === entryId) ?? runs[0];
    if (!run) throw new Error("The logs have no such run.");
    // The entry may be gone by now.
    const entry = run.dlqId && api("GET", `/v2/workflows/dlq/${run.dlqId}`).then((one) => one.json(), () => undefined);
    content = details(run, await entry);
  } catch (error) {
    content = [element("p", error.message)];
  }
  // A later call may have been faster.
  if (detail.states === states) detail.row.cells[0].replaceChildren(...content);
}
function toggle(row) {
  const key = keyOf(row);
  if (open.has(key)) {
    open.get(key).row.remove();
    open.delete(key);
  } else {
    const cell = element("td");
    cell.colSpan = row.cells.length;
    const detail = element("tr", cell);
    detail.className = "detail";
    open.set(key, { row: detail, states: "" });
    load(row);
  }
  arrange();
}
async function act(button) {
  const { method, path, cell, asks } = button.dataset;
  const id = idIn(button.closest("tr"), cell);
  const what = `${button.textContent}: ${id}`;
  if (asks !== undefined && !confirm(`${what}?`)) return;
  button.disabled = true;
  try {
    await api(method, path + encodeURIComponent(id));
    report(`${what}: done`);
  } catch (error) {
    report(`${what}: ${error.message}`);
  }
  button.disabled = false;
}
// Applies the filter and puts the open rows back after the page was fetched again.
function arrange() {
  const label = byId("label").value.trim();
  const state = byId("state").value.trim().toUpperCase();
  const closed = new Set(open.keys());
  for (const row of rows()) {
    const labels = [...row.querySelectorAll(".label")].map((one) => one.textContent);
    row.hidden = !(labels.some((one) => one.includes(label)) || !label) || !statesOf(row).includes(state);
    const detail = open.get(keyOf(row));
    row.querySelector(".open").setAttribute("aria-expanded", String(Boolean(detail)));
    if (!detail) continue;
    closed.delete(keyOf(row));
    detail.row.hidden = row.hidden;
    if (row.nextElementSibling !== detail.row) row.after(detail.row);
    if (detail.states && detail.states !== statesOf(row)) load(row);
  }
  for (const key of closed) open.delete(key);
}
// Replaces the tables. A button that has the focus keeps it.
function show(main) {
  const focus = document.activeElement.closest("td.actions button");
  const key = focus && keyOf(focus.closest("tr"));
  document.querySelector("main").replaceWith(main);
  arrange();
  const row = focus && rows().find((one) => keyOf(one) === key);
  const buttons = row ? [...row.querySelectorAll("button")] : [];
  buttons.find((one) => one.textContent === focus.textContent)?.focus({ preventScroll: true });
}
async function refresh() {
  const gone = byId("gone");
  try {
    const response = await fetch("/", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("main");
    // What is selected stays, to be copied, and so does a button while it is pressed.
    if (response.ok && fresh && document.getSelection().isCollapsed && !pressed) show(fresh);
    gone.hidden = response.ok;
  } catch {
    gone.hidden = false;
  }
  setTimeout(refresh, 1000);
}
document.addEventListener("pointerdown", () => (pressed = true));
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (pressed = false));
document.addEventListener("click", (event) => {
  const button = event.target.closest("td.actions button");
  if (!button) return;
  if (button.className === "open") toggle(button.closest("tr"));
  else act(button);
});
byId("filter").addEventListener("input", arrange);
byId("token").addEventListener("input", (event) => (token = event.target.value.trim()));
addEventListener("hashchange", takeToken);
takeToken();
setTimeout(refresh, 1000);
