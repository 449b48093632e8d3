import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";

import { places } from "./candidates.ts";
import { makeClient } from "./client.ts";
import { probe } from "./probe.ts";
import { type Found, isFound, type Missing, search } from "./search.ts";
import { surroundings } from "./surroundings.ts";

/** What there is of the server. */
export type Status =
  | { readonly is: "starting" }
  | { readonly is: "running"; readonly found: Found }
  | { readonly is: "missing"; readonly missing: Missing }
  | { readonly is: "broken"; readonly found: Found };

/** The server of this window: looked for, started, and started anew. */
export class Server implements Disposable {
  readonly #changed = new EventEmitter<Status>();
  readonly #log: LogOutputChannel;
  readonly #folder: string;
  #client: LanguageClient | undefined;
  #status: Status = { is: "starting" };
  #last: Promise<void> = Promise.resolve();

  /** Fires with each new status. */
  readonly onDidChange = this.#changed.event;

  /** Programs are run in `folder`, in which there must be no Python module. */
  constructor(folder: string, log: LogOutputChannel) {
    this.#folder = folder;
    this.#log = log;
  }

  get status(): Status {
    return this.#status;
  }

  /** Resolved once nothing is being started or stopped that was asked for before. */
  get settled(): Promise<void> {
    return this.#last;
  }

  /** Stop the server that runs, and look for one again. Of several calls at once, each waits for the one before. */
  restart(): Promise<void> {
    this.#last = this.#last.then(() => this.#restart()).catch((error: unknown) => this.#log.error(String(error)));
    return this.#last;
  }

  /** End the server, if one runs. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client?.needsStop()) await client.stop().catch((error: unknown) => this.#log.warn(String(error)));
    await client?.dispose();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #restart(): Promise<void> {
    this.#become({ is: "starting" });
    await this.stop();
    const outcome = await search(places(await surroundings(this.#log)), (candidate) => probe(candidate, this.#folder));
    if (isFound(outcome)) {
      await this.#start(outcome);
    } else {
      outcome.tried.forEach((line) => this.#log.info(`No server: ${line}`));
      this.#become({ is: "missing", missing: outcome });
    }
  }

  async #start(found: Found): Promise<void> {
    const { command, origin } = found.candidate;
    this.#log.info(`${found.version}, from ${origin}: ${command.join(" ")}`);
    this.#client = makeClient(found, this.#folder, this.#log);
    this.#client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && this.#client) this.#become({ is: "broken", found });
      if (newState === State.Running) this.#become({ is: "running", found });
    });
    await this.#client.start().catch((error: unknown) => {
      this.#log.error(String(error));
      this.#become({ is: "broken", found });
    });
  }

  #become(status: Status): void {
    this.#status = status;
    this.#changed.fire(status);
  }
}
