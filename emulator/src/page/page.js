"use strict";
const byId = (id) => document.getElementById(id);
const idIn = (row, cell) => row.querySelector(`.${cell} code`).textContent;
const keyOf = (row) => row.closest("table").id + idIn(row, row.querySelector(".entry") ? "entry" : "run");
const statesOf = (row) => [...row.querySelectorAll(".state")].map((one) => one.textContent).join(" ");
// The rows that are open: what they show, and the states it was loaded in.
const open = new Map();

function api(method, path) {
  return fetch(path, { method, headers: { Authorization: `Bearer ${byId("token").value}` } });
}
function report(text) {
  byId("result").textContent = text;
  byId("result").hidden = false;
}
async function fail(response) {
  const hint = response.status === 401 ? " Enter the emulator's token above." : "";
  return `${response.status} ${await response.text()}${hint}`;
}
async function load(row) {
  const detail = open.get(keyOf(row));
  detail.states = statesOf(row);
  const id = encodeURIComponent(idIn(row, "run"));
  let text;
  try {
    const response = await api("GET", `/v2/workflows/logs?trimBody=1000000&workflowRunId=${id}`);
    text = response.ok ? JSON.stringify((await response.json()).runs[0], null, 2) : await fail(response);
  } catch (error) {
    text = String(error);
  }
  detail.row.querySelector("pre").textContent = text;
}
function toggle(row) {
  const key = keyOf(row);
  if (open.has(key)) {
    open.get(key).row.remove();
    open.delete(key);
  } else {
    const detail = document.createElement("tr");
    detail.className = "detail";
    const cell = detail.appendChild(document.createElement("td"));
    cell.colSpan = row.cells.length;
    cell.appendChild(document.createElement("pre"));
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
    const response = await api(method, path + encodeURIComponent(id));
    report(`${what}: ${response.ok ? "done" : await fail(response)}`);
  } catch (error) {
    report(`${what}: ${error}`);
  }
  button.disabled = false;
}
// Applies the filter and puts the open rows back after the page was fetched again.
function arrange() {
  const label = byId("label").value.trim();
  const state = byId("state").value.trim().toUpperCase();
  for (const row of document.querySelectorAll("tbody tr:not(.detail)")) {
    const labels = [...row.querySelectorAll(".label")].map((one) => one.textContent);
    row.hidden = !(labels.some((one) => one.includes(label)) || !label) || !statesOf(row).includes(state);
    const detail = open.get(keyOf(row));
    row.querySelector(".open").setAttribute("aria-expanded", String(Boolean(detail)));
    if (!detail) continue;
    detail.row.hidden = row.hidden;
    if (row.nextElementSibling !== detail.row) row.after(detail.row);
    if (detail.states && detail.states !== statesOf(row)) load(row);
  }
}
async function refresh() {
  const gone = byId("gone");
  try {
    const response = await fetch("/", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("main");
    // What somebody has selected to copy it stays until they are done.
    if (response.ok && fresh && document.getSelection().isCollapsed) {
      document.querySelector("main").replaceWith(fresh);
      arrange();
    }
    gone.hidden = response.ok;
  } catch {
    gone.hidden = false;
  }
  setTimeout(refresh, 1000);
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("td.actions button");
  if (!button) return;
  if (button.className === "open") toggle(button.closest("tr"));
  else act(button);
});
byId("filter").addEventListener("input", arrange);
setTimeout(refresh, 1000);
