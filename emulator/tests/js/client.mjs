// Does with the official clients what it is told to: a call in JSON on each line that comes in, what came of it on
// each line that goes out. Without a base URL the clients find their server by the environment alone.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Client as QStash, Receiver } from "@upstash/qstash";
import { Client as Workflow, serve } from "@upstash/workflow";
import { SignJWT } from "jose";
import { Client as OlderWorkflow } from "workflow-1.2.0";

const [baseUrl, token] = process.argv.slice(2);
const given = baseUrl === undefined ? {} : { baseUrl, token };
const options = { ...given, enableTelemetry: false, retry: false };
// What they say to people must not come between the results.
console.log = console.error;
// An endpoint that the official `serve` handles, and its URL.
async function endpoint(hasFailureFunction, keys) {
  const failureFunction = hasFailureFunction ? ({ failResponse }) => failResponse : undefined;
  const { handler } = serve((context) => context.run("one", () => 1), {
    failureFunction,
    qstashClient: clients.qstash,
    receiver: new Receiver(keys),
  });
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const url = `http://${incoming.headers.host}${incoming.url}`;
    const request = new Request(url, {
      method: incoming.method,
      headers: incoming.headers,
      body: Buffer.concat(chunks),
    });
    const response = await handler(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  server.unref();
  return `http://127.0.0.1:${server.address().port}/api/workflow`;
}

const clients = {
  endpoint: { start: endpoint },
  workflow: new Workflow(options),
  olderWorkflow: new OlderWorkflow(options),
  qstash: new QStash(options),
  receiver: { verify: (keys, request) => new Receiver(keys).verify(request) },
  jwt: {
    sign: (claims, key, alg) =>
      new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key)),
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, args } = JSON.parse(line);
  let outcome;
  try {
    const path = call.split(".");
    const method = path.pop();
    const target = path.reduce((object, name) => object[name], clients);
    outcome = { value: (await target[method](...args)) ?? null };
  } catch (error) {
    outcome = { error: String(error), status: error.status ?? null };
  }
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
