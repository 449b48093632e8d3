// Draws icon.png from icon.svg: the marketplace takes no SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { openBrowser } from "../test/editor/workbench.ts";

const SIZE = 256;

const browser = await openBrowser();
const page = await browser.newPage();
await page.setViewport({ width: SIZE, height: SIZE });
const svg = readFileSync(join(import.meta.dirname, "icon.svg"), "utf8");
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${SIZE}px }</style>${svg}`);
writeFileSync(join(import.meta.dirname, "icon.png"), await page.screenshot({ omitBackground: true }));
await browser.close();
