// Does with the official clients what it is told to: a call in JSON on each line that comes in, what came of it on
// each line that goes out. Without a base URL the clients find their server by the environment alone.
import { createInterface } from "node:readline";
import { Client as QStash, Receiver } from "@upstash/qstash";
import { Client as Workflow } from "@upstash/workflow";
import { SignJWT } from "jose";
import { Client as OlderWorkflow } from "workflow-1.2.0";

const [baseUrl, token] = process.argv.slice(2);
const given = baseUrl === undefined ? {} : { baseUrl, token };
const options = { ...given, enableTelemetry: false, retry: false };
// What they say to people must not come between the answers.
console.log = console.error;
const clients = {
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
