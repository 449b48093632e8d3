// The page of `fleet report` in a browser: sorted by hand and by key, on a phone, in print, in the dark, without scripts.
//
//     node tests/fleet_page.mjs PACKAGES PAGE HOSTILE PICTURES
//
// PACKAGES has puppeteer-core in its node_modules; CHROMIUM names the browser (default: /usr/bin/chromium). HOSTILE is a
// page whose repositories are named to do harm. PICTURES is the folder for pictures.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, page, hostile, pictures] = process.argv.slice(2);
const module = join(resolve(packages), "node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js");
const { launch } = await import(pathToFileURL(module));

const DESKTOP = { width: 1200, height: 760 };
const PHONE = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const LEAST_CONTRAST = 4.5; // WCAG 2.2, 1.4.3

const browser = await launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [], // Chromium has none for root
});

/** Open a page, and note what it asks for and complains of. */
async function opened(path, { scripts = true, viewport = DESKTOP, scheme = "light" } = {}) {
  const tab = await browser.newPage();
  const noted = { requests: [], complaints: [], dialogs: [] };
  tab.on("request", (request) => noted.requests.push(request.url()));
  tab.on("console", (message) => noted.complaints.push(message.text()));
  tab.on("pageerror", (error) => noted.complaints.push(String(error)));
  tab.on("dialog", (dialog) => (noted.dialogs.push(dialog.message()), dialog.dismiss()));
  await tab.setJavaScriptEnabled(scripts);
  await tab.setViewport(viewport);
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  const address = pathToFileURL(resolve(path)).href;
  await tab.goto(address);
  assert.deepEqual(noted, { requests: [address], complaints: [], dialogs: [] });
  return { tab, noted };
}

const column = (tab, number) =>
  tab.$$eval("table tbody tr", (rows, at) => rows.map((row) => row.cells[at].dataset.sort), number);

async function sorts() {
  const { tab } = await opened(page);
  const first = "section:first-of-type";
  const dates = () => tab.$$eval(`${first} tbody tr`, (rows) => rows.map((row) => row.cells[1].dataset.sort));
  const before = await dates();
  await tab.click(`${first} thead th:nth-child(2) button`);
  assert.deepEqual(await dates(), [...before].sort());
  assert.equal(await tab.$eval(`${first} thead th:nth-child(2)`, (head) => head.ariaSort), "ascending");
  await tab.focus(`${first} thead th:nth-child(2) button`);
  await tab.keyboard.press("Enter");
  assert.deepEqual(await dates(), [...before].sort().reverse());
  assert.equal(await tab.$eval(`${first} thead th:nth-child(2)`, (head) => head.ariaSort), "descending");
  await tab.click(`${first} thead th:nth-child(4) button`);
  const counts = await tab.$$eval(`${first} tbody tr`, (rows) => rows.map((row) => Number(row.cells[3].dataset.sort)));
  assert.deepEqual(counts, [...counts].sort((one, other) => other - one));
  await tab.close();
}

async function needsNoScript() {
  const { tab } = await opened(page, { scripts: false });
  const text = await tab.$eval("main", (main) => main.innerText);
  assert.match(text, /sk-or-v1-/);
  assert.equal((await tab.$$("button")).length, 0);
  await tab.close();
}

async function fits(path, name) {
  const { tab } = await opened(path, { viewport: PHONE });
  const widest = await tab.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(widest <= PHONE.width, `${path} is ${widest} pixels wide on a phone`);
  await tab.screenshot({ path: join(pictures, `${name}.png`) });
  await tab.close();
}

/** Every text has enough contrast to what is behind it. */
async function contrasts(scheme) {
  const { tab } = await opened(page, { scheme });
  const worst = await tab.evaluate(() => {
    const numbers = (color) => color.match(/[\d.]+/g).map(Number);
    const light = (color) => {
      const [red, green, blue] = numbers(color).slice(0, 3).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const color = getComputedStyle(each).backgroundColor;
        if ((numbers(color)[3] ?? 1) === 1) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const ratios = [...document.querySelectorAll("body *")]
      .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((each) => !["SCRIPT", "STYLE"].includes(each.tagName))
      .map((each) => {
        const [one, other] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a);
        return { ratio: (one + 0.05) / (other + 0.05), text: each.textContent.trim().slice(0, 40) };
      });
    return ratios.sort((one, other) => one.ratio - other.ratio)[0];
  });
  assert.ok(worst.ratio >= LEAST_CONTRAST, `${scheme}: "${worst.text}" has a contrast of ${worst.ratio}`);
  await tab.screenshot({ path: join(pictures, `${scheme}.png`) });
  await tab.close();
  return worst.ratio;
}

async function prints() {
  const { tab } = await opened(page);
  await writeFile(join(pictures, "print.pdf"), await tab.pdf({ format: "A4" }));
  await tab.emulateMediaType("print");
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await tab.$$("details:not([open])")).length, 0);
  assert.equal(await tab.$eval("nav", (nav) => getComputedStyle(nav).display), "none");
  await tab.setViewport({ width: 794, height: 1123 });
  await tab.screenshot({ path: join(pictures, "print.png") });
  await tab.close();
}

async function obeysNothing() {
  const { tab, noted } = await opened(hostile);
  for (const button of await tab.$$("thead button")) await button.click();
  assert.deepEqual(noted.dialogs, []);
  assert.deepEqual(noted.complaints, []);
  assert.equal(noted.requests.length, 1);
  assert.equal((await column(tab, 0)).length > 0, true);
  await tab.close();
}

try {
  await sorts();
  await needsNoScript();
  await fits(page, "phone");
  await fits(hostile, "phone-hostile");
  const ratios = [await contrasts("light"), await contrasts("dark")];
  await prints();
  await obeysNothing();
  console.log(`the page is as it should be; least contrast ${ratios.map((ratio) => ratio.toFixed(1)).join(" and ")}`);
} finally {
  await browser.close();
}
