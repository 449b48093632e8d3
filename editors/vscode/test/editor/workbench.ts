import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type ElementHandle, type KeyInput, launch, type Page } from "puppeteer-core";

/** So many milliseconds something may take to be seen, on a machine that has much else to do. */
const PATIENCE = 120_000;

/** Lists and menus move for so many milliseconds while they open. */
const REST = 400;

const SIZE = { width: 860, height: 520 };

/** A browser without a window. */
export function openBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: isRoot ? ["--no-sandbox"] : [], // Chromium has none for root
    defaultViewport: SIZE,
  });
}

/** The window of VS Code, used as somebody does: by keys and clicks, and by what is seen. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Open the window at an address. */
  static async open(browser: Browser, address: string): Promise<Workbench> {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(address);
    return new Workbench(page);
  }

  async openFile(name: string): Promise<void> {
    await this.press("Control", "p");
    await this.#choose(name, name);
    await this.see(".tab.active", name);
  }

  /** Run a command by its title. */
  async run(title: string): Promise<void> {
    await this.press("F1");
    await this.#choose(title, title);
  }

  /** Move the cursor to a line and a column, both counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.press("Control", "g");
    await this.#choose(`${line}:${column}`, "");
  }

  /** Choose an action of the light bulb beside the cursor. */
  async fixByLightBulb(title: string, picture = "", height = SIZE.height): Promise<void> {
    await this.click(".lightBulbWidget:not([style*='display: none'])");
    await this.see(".action-widget .monaco-list-row.action", title);
    await sleep(REST);
    if (picture) await this.picture(picture, height);
    await this.click(".action-widget .monaco-list-row.action", title);
    await this.page.waitForSelector(".action-widget", { hidden: true });
  }

  /** Save the file, or the notebook, that is edited. */
  async save(): Promise<void> {
    await this.press("Control", "s");
    await this.see(".tab.active:not(.dirty)");
  }

  /** Press a key while others are held down, in the order that they are given. */
  async press(...keys: readonly KeyInput[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.down(key);
    for (const key of keys.toReversed()) await this.page.keyboard.up(key);
  }

  /** Click what a selector names and shows a text, where it is: puppeteer's own click would scroll the editor to it. */
  async click(selector: string, text = ""): Promise<void> {
    const box = await (await this.see(selector, text)).boundingBox();
    if (!box) throw new Error(`not to be clicked: ${selector} ${text}`);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Wait until an element that a selector names shows a text, and return the element. */
  async see(selector: string, text = ""): Promise<ElementHandle<Element>> {
    const find = (wanted: string, within: string) =>
      [...document.querySelectorAll(wanted)].find((each) =>
        each.textContent?.replaceAll("\u00a0", " ").includes(within),
      );
    const found = await this.page.waitForFunction(find, { polling: 200 }, selector, text).catch(() => undefined);
    const element = found?.asElement();
    if (!element) throw new Error(`not seen: ${selector} ${text}. Seen: ${(await this.texts(selector)).join(" | ")}`);
    return element as ElementHandle<Element>;
  }

  /** Wait until no element is there that a selector names. */
  async seeNo(selector: string): Promise<void> {
    await this.page.waitForFunction((wanted) => !document.querySelector(wanted), {}, selector);
  }

  /** Return the texts of all elements that a selector names. */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (found) => found.map((each) => each.textContent ?? ""));
  }

  /** Keep a picture of the window for the documents, if the environment says where: of its upper part, where that is all. */
  async picture(name: string, height = SIZE.height): Promise<void> {
    const folder = process.env["PICTURES"];
    if (folder) await this.#picture(`${folder}/${name}.png`, height);
  }

  /** Keep a picture of what went wrong, and return where. */
  async evidence(name: string): Promise<string> {
    const path = `${process.env["FAILURES"] ?? tmpdir()}/${name}.png` as const;
    await this.#picture(path, SIZE.height);
    return path;
  }

  async #picture(path: `${string}.png`, height: number): Promise<void> {
    await sleep(3 * REST); // what moves comes to rest
    const clip = { x: 0, y: 0, width: SIZE.width, height };
    await this.page.screenshot({ path, clip, captureBeyondViewport: false }); // which would close menus
  }

  async #choose(written: string, seen: string): Promise<void> {
    const input = await this.page.waitForSelector(".quick-input-widget input", { visible: true });
    await input?.type(written);
    await this.see(".quick-input-list .monaco-list-row.focused", seen);
    await sleep(REST);
    await this.press("Enter");
    await this.page.waitForSelector(".quick-input-widget", { hidden: true });
  }
}
