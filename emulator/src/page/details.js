"use strict";
// The details of a run, laid out from its JSON in the logs and in the DLQ. All of it is inserted as text.
function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}
function time(milliseconds) {
  const at = new Date(milliseconds);
  const made = element("time", at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" }));
  made.dateTime = made.title = at.toISOString();
  return made;
}
// Indents JSON. Numbers stay as they are written: a large one would lose digits.
function pretty(text) {
  const verbatim = (_, value, { source }) => (typeof value === "number" ? JSON.rawJSON(source) : value);
  try {
    return JSON.stringify(JSON.parse(text, verbatim), null, 2);
  } catch {
    return text;
  }
}
const body = (text) => element("pre", pretty(text));
function facts(pairs) {
  const given = pairs.filter(([, value]) => value !== undefined && value !== "");
  return element("dl", ...given.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
}
function table(names, rows) {
  const head = element("thead", element("tr", ...names.map((name) => element("th", name))));
  const line = (cells) => element("tr", ...cells.map((cell) => element("td", cell ?? "")));
  return element("table", head, element("tbody", ...rows.map(line)));
}
function section(title, ...content) {
  const shown = content.filter((one) => one !== undefined);
  return shown.length === 0 ? [] : [element("section", element("h3", title), ...shown)];
}
function headers(title, values) {
  const pairs = Object.entries(values ?? {}).flatMap(([name, all]) => all.map((value) => [name, value]));
  return pairs.length === 0 ? undefined : element("details", element("summary", title), facts(pairs));
}
function attempts(errors, next) {
  const rows = (errors ?? []).map((one) => [time(one.time), String(one.status ?? ""), body(one.body || one.error)]);
  if (next !== undefined) rows.push([time(next), "", "next attempt"]);
  if (rows.length === 0) return undefined;
  const made = table(["Time", "Status", "Response"], rows);
  made.className = "attempts";
  return made;
}
// The entry is undefined if the run is not in the DLQ.
function details(run, entry) {
  const [steps, callback] = [run.steps.flatMap((group) => group.steps), run.failureFunction];
  const [init] = steps;
  const deliveries = steps.map((step) => attempts(step.errors, step.nextDeliveryTime));
  const text = entry?.responseBody ?? run.workflowRunResponse;
  const binary = (base64) => (base64 === undefined ? undefined : element("pre", `base64: ${base64}`));
  const payload = entry?.body ?? init.out;
  return [
    ...section(
      "Run",
      facts([
        ["Run", run.workflowRunId],
        ["DLQ id", run.dlqId],
        ["Workflow", run.workflowUrl],
        ["State", run.workflowState],
        ["Created", time(run.workflowRunCreatedAt)],
        ["Completed", run.workflowRunCompletedAt && time(run.workflowRunCompletedAt)],
        ["Labels", run.labels?.join(", ")],
        ["Flow-control key", run.flowControlKey],
        ["Caller IP", run.workflowRunCallerIp],
      ]),
    ),
    ...section("Payload", binary(entry?.bodyBase64) ?? (payload && body(payload)), headers("Headers", init.headers)),
    ...section(
      "Response",
      entry && facts([["Status", String(entry.responseStatus ?? "no response")]]),
      binary(entry?.responseBodyBase64) ?? (text && body(text)),
      headers("Headers", entry?.responseHeader),
    ),
    ...section(
      "Steps",
      table(
        ["Step", "State", "Message", "Retries", "Created"],
        steps.map((step) => [
          step.stepName ?? "request",
          step.state,
          step.messageId,
          step.retryDelay ? `${step.retries}, after ${step.retryDelay} ms` : String(step.retries),
          step.createdAt && time(step.createdAt),
        ]),
      ),
    ),
    ...section("Failed deliveries", ...deliveries),
    ...section(
      "Failure callback",
      callback &&
        facts([
          ["State", callback.state],
          ["URL", callback.url],
          ["Message", callback.messageId],
          ["Retries", String(callback.maxRetries)],
          ["Last response", callback.responseStatus && String(callback.responseStatus)],
        ]),
      callback?.responseBody && body(callback.responseBody),
      headers("Headers of the response", callback?.responseHeaders),
      callback && attempts(callback.errors, callback.nextDeliveryTime),
    ),
  ];
}
