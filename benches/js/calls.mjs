// What the official client does in the same time: so many calls on the server, so many at once. Or the job: the
// listing, and a call for each entry.
import { Client } from "@upstash/workflow";

const [work, baseUrl, token, count, inFlight] = process.argv.slice(2);
const { dlq } = new Client({ baseUrl, token, enableTelemetry: false, retry: false });

async function calls(count) {
  const each = Math.floor(count / inFlight);
  const worker = async () => {
    for (let n = 0; n < each; n++) await dlq.retryFailureFunction({ dlqId: `1752829295505-${n}` });
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, worker));
  return each * inFlight;
}

async function job() {
  const found = [];
  const listing = (async () => {
    let cursor;
    do {
      const page = await dlq.list({ cursor, filter: { failureFunctionState: "CALLBACK_FAIL" } });
      found.push(...page.messages);
      cursor = page.cursor;
    } while (cursor);
  })();
  let over = false;
  listing.finally(() => (over = true));
  let next = 0;
  const worker = async () => {
    while (!over || next < found.length) {
      if (next < found.length) await dlq.retryFailureFunction({ dlqId: found[next++].dlqId });
      else await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await Promise.all([listing, ...Array.from({ length: Number(inFlight) }, worker)]);
  return next;
}

if (work === "calls") await calls(inFlight * 20);
const start = performance.now();
const done = work === "calls" ? await calls(count) : await job();
console.log(JSON.stringify({ count: done, seconds: (performance.now() - start) / 1000 }));
