import { pathToFileURL } from "node:url";
import { withBrowser } from "../lab/browser.ts";
import { toStderr } from "../lab/tools/progress.ts";

/** What a browser saw of a picture. */
export interface SeenPicture {
  /** Requests and complaints, the picture itself aside. */
  readonly noise: readonly string[];
  readonly texts: number;
  /** Texts that are wider than the box that they stand in. */
  readonly leaving: readonly string[];
}

const measures = `(() => {
  const boxes = [...document.querySelectorAll("g.node, g.label")].flatMap((group) => {
    const shape = group.querySelectorAll("rect, path:not(.lid)");
    const box = shape.item(shape.length - 1).getBoundingClientRect();
    return [...group.querySelectorAll("text")].map((text) => ({ box, place: text.getBoundingClientRect(), text }));
  });
  const leaves = ({ box, place }) => place.left < box.left || place.right > box.right || place.bottom > box.bottom + 1;
  return { texts: boxes.length, leaving: boxes.filter(leaves).map(({ text }) => text.textContent) };
})()`;

/** As a program: `look.ts <file>...` prints what was seen of each SVG. */
const all = await withBrowser(toStderr, async (browser) => {
  const found: SeenPicture[] = [];
  for (const file of process.argv.slice(2)) {
    const address = pathToFileURL(file).href;
    const page = await browser.newPage();
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("request", (request) => {
      if (request.url() !== address) noise.push(request.url());
    });
    await page.goto(address);
    const measured = (await page.evaluate(measures)) as Omit<SeenPicture, "noise">;
    found.push({ ...measured, noise });
    await page.close();
  }
  return found;
});
console.log(JSON.stringify(all));
