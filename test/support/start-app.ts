import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { type App, type AppOptions, createApp } from '#app';
import type { Contract } from '#contract/index';
import type { GenerationEvent } from '#domain/generation';
import type { MessageId } from '#domain/ids';

export type Client = ContractRouterClient<Contract>;

export interface TestApp {
  app: App;
  client: Client;
  dataDir: string;
  /** A folder for a workspace, with one Express server in it. */
  workspace: string;
  /** Closes the app and opens it again on the same store. */
  restart(): Promise<TestApp>;
}

export const expressServer =
  'import express from "express";\nconst app = express();\n\napp.get("/", (_req, res) => {\n  res.send("hi");\n});\n\napp.listen(3000);\n';

/** The real app on a store of its own; both are gone when the test is. */
export async function startApp(options: Partial<AppOptions> = {}): Promise<TestApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'autoglm-app-'));
  const workspace = path.join(folder, 'workspace');
  await mkdir(workspace);
  await writeFile(path.join(workspace, 'server.ts'), expressServer);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return open({ dataDir: path.join(folder, 'data'), host: 'browser', ...options }, workspace);
}

async function open(options: AppOptions, workspace: string): Promise<TestApp> {
  const app = await createApp(options);
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  onTestFinished(close);
  return {
    app,
    client: createRouterClient(app.router) as Client,
    dataDir: options.dataDir,
    workspace,
    async restart() {
      await close();
      return open(options, workspace);
    },
  };
}

/** All events of an answer from a number on; ends with the answer. */
export async function eventsOf(client: Client, answerId: MessageId, after = 0): Promise<GenerationEvent[]> {
  const events: GenerationEvent[] = [];
  for await (const event of await client.chat.generation({ answerId, after })) events.push(event);
  return events;
}
