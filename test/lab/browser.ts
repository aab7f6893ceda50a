import type { Browser } from "puppeteer-core";
import { chromium } from "./tools/chromium.ts";
import type { Log } from "./tools/progress.ts";

const options = ["--headless=shell", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"];

/** Lets a browser without a screen do something, and ends it whatever comes of it. */
export async function withBrowser<T>(log: Log, work: (browser: Browser) => Promise<T>): Promise<T> {
  const { env, path } = await chromium(log);
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    args: options,
    env: { ...process.env, ...env },
    executablePath: path,
    pipe: true,
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
