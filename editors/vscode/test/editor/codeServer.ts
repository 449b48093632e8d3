import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** VS Code as a server on the loopback, with the packed extension and nothing of the user's. */
export class CodeServer {
  readonly #process: ChildProcess;
  readonly #address: string;

  private constructor(process: ChildProcess, address: string) {
    this.#process = process;
    this.#address = address;
  }

  /** Start one in a folder that `prepare` has prepared. */
  static async start(home: string, options: { readonly asksForTrust: boolean }): Promise<CodeServer> {
    const port = await freePort();
    const trust = options.asksForTrust ? [] : ["--disable-workspace-trust"];
    const where = [...folders(home), "--bind-addr", `127.0.0.1:${port}`, "--auth", "none"];
    const command = [entry(), ...where, ...QUIET, ...FORGETFUL, ...trust];
    const started = spawn(process.execPath, command, { env: environment(home), stdio: "ignore" });
    const server = new CodeServer(started, `http://127.0.0.1:${port}`);
    await server.#answered();
    return server;
  }

  /** Return the address under which a folder is opened. */
  addressOf(folder: string): string {
    return `${this.#address}/?folder=${encodeURIComponent(folder)}`;
  }

  stop(): void {
    this.#process.kill();
  }

  async #answered(): Promise<void> {
    for (let attempt = 0; attempt < 120; attempt++) {
      if (this.#process.exitCode !== null) throw new Error(`code-server ended with ${this.#process.exitCode}`);
      const answer = await fetch(`${this.#address}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(500);
    }
    throw new Error("code-server does not answer");
  }
}

const QUIET = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];

/** What ends a closed window's extensions, and with them the server, after a second: else they would wait for hours. */
const FORGETFUL = ["--reconnection-grace-time", "1"];

/** What code-server is to find in its home. */
export interface Home {
  /** Packed ones, which are installed. */
  readonly extensions: readonly string[];
  /** The PATH that extensions get. */
  readonly searchPath: string;
  /** The user's settings. */
  readonly settings: Record<string, unknown>;
}

/** Fill an empty folder with what code-server needs, and install extensions. */
export function prepare(home: string, { extensions, searchPath, settings }: Home): void {
  const user = join(home, "data", "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify(settings));
  writeFileSync(join(home, "config.yaml"), "");
  // VS Code asks a login shell for the variables that extensions get.
  writeFileSync(join(home, ".profile"), `export PATH='${searchPath}'\n`);
  const options = { env: environment(home), encoding: "utf8" } as const;
  const installed = spawnSync(
    process.execPath,
    [entry(), ...folders(home), ...each("--install-extension", extensions)],
    options,
  );
  if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`);
}

function each(option: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [option, value]);
}

function folders(home: string): string[] {
  const [data, extensions] = [join(home, "data"), join(home, "extensions")];
  return ["--config", join(home, "config.yaml"), "--user-data-dir", data, "--extensions-dir", extensions];
}

function environment(home: string): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), "/usr/bin", "/bin"].join(":");
  return { HOME: home, LANG: "C.UTF-8", SHELL: "/bin/bash", PATH: path };
}

/** Return the script of code-server, whose folder the environment names. */
function entry(): string {
  const folder = process.env["CODE_SERVER"];
  if (!folder) throw new Error("CODE_SERVER is not set: the folder into which npm installed code-server");
  return join(folder, "node_modules", "code-server", "out", "node", "entry.js");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
