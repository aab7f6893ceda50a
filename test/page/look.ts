import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer-core";
import { withBrowser } from "../lab/browser.ts";
import { toStderr } from "../lab/tools/progress.ts";

/** What a browser saw of a page. */
export interface Seen {
  readonly title: string;
  /** Errors and warnings of the console, and exceptions. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for, the page itself aside. */
  readonly requests: readonly string[];
  /** Pixels that the page is wider than the screen. */
  readonly overflow: number;
  /** Texts of fewer pixels than one can read. */
  readonly smallText: readonly string[];
  /** Resources that are shown, by what was asked of the filter. */
  readonly shown: Readonly<Record<"all" | "byName" | "deletes" | "atStake" | "cleared", number>>;
  /** Whether "/" led to the filter and a link of the graph to its component. */
  readonly keyboard: string;
  readonly linked: boolean;
  /** Without scripts: resources that are there, whether the filter is, and whether a click unfolds a component. */
  readonly plain: { readonly resources: number; readonly filter: boolean; readonly unfolds: boolean };
  /** Set by anything that a hostile name had run. */
  readonly hacked: boolean;
  readonly screenshotBytes: number;
}

async function seenPlain(page: Page, file: string): Promise<Seen["plain"]> {
  await page.setJavaScriptEnabled(false);
  await page.goto(pathToFileURL(file).href);
  const folded = "details.component:not([open])";
  const before = (await page.$$(folded)).length;
  await page.click(`${folded} > summary`);
  const filter = await page.$(".filter:not([hidden])");
  return {
    resources: (await page.$$(".resource")).length,
    filter: filter !== null,
    unfolds: (await page.$$(folded)).length === before - 1,
  };
}

async function seen(page: Page, file: string, word: string): Promise<Omit<Seen, "plain">> {
  const complaints: string[] = [];
  const requests: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) requests.push(request.url());
  });
  await page.goto(address);
  const screenshot = await page.screenshot({ fullPage: false });

  // Programs of the page are texts: this project knows no types of a browser.
  const ask = (expression: string) => page.evaluate(expression) as Promise<never>;
  const count = (): Promise<number> =>
    ask("[...document.querySelectorAll('.resource')].filter((it) => !it.hidden).length");
  const all = await count();
  await page.keyboard.press("/");
  const keyboard: string = await ask("document.activeElement.id");
  await page.keyboard.type(word);
  const byName = await count();
  await page.keyboard.press("Escape");
  const cleared = await count();
  const others = ["create", "update", "replace"].map((operation) => `input[data-operation=${operation}]`);
  for (const it of others) await page.click(it);
  const deletes = await count();
  for (const it of others) await page.click(it);
  await page.click("#stake");
  const atStake = await count();
  await page.click("#stake");
  const linked: boolean = await ask(followed);
  await page.click("[data-fold=open]");
  await ask("document.querySelectorAll('details.resource').forEach((it) => { it.open = true; })");
  const measured: Pick<Seen, "hacked" | "overflow" | "smallText" | "title"> = await ask(measures);
  const shown = { all, byName, deletes, atStake, cleared };
  return { ...measured, complaints, keyboard, linked, requests, screenshotBytes: screenshot.length, shown };
}

const followed = `(async () => {
  const graph = [...document.querySelectorAll(".graph")].find((it) => it.getClientRects().length > 0);
  const link = graph.querySelector("a");
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  await new Promise((done) => setTimeout(done, 50));
  return document.getElementById(link.getAttribute("href").slice(1)).open;
})()`;

const measures = `(() => {
  const isWritten = (it) => [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
  const small = [...document.querySelectorAll("body *")]
    .filter((it) => it.getClientRects().length > 0 && isWritten(it))
    .filter((it) => Number.parseFloat(getComputedStyle(it).fontSize) < 11.5);
  return {
    hacked: "hacked" in globalThis,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    smallText: small.map((it) => it.outerHTML.slice(0, 80)),
    title: document.title,
  };
})()`;

/** As a program: `look.ts <file> <word for the filter> <width>...` prints what was seen, one for each width. */
const [file = "", word = "", ...widths] = process.argv.slice(2);
const all = await withBrowser(toStderr, async (browser) => {
  const found: Seen[] = [];
  for (const width of widths.map(Number)) {
    const page = await browser.newPage();
    await page.setViewport({ height: 800, width });
    const scripted = await seen(page, file, word);
    found.push({ ...scripted, plain: await seenPlain(page, file) });
    await page.close();
  }
  return found;
});
console.log(JSON.stringify(all));
