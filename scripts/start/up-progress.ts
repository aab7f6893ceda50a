const DONE = /^\s*\S+\s+\S+:\S+\s+(\S+)\s+(?:created|updated|replaced|deleted|imported)\b/;
const DOING = /^\s*\S+\s+\S+:\S+\s+(\S+)\s+((?:creating|updating|replacing|deleting)\b.*)/;

/** Makes one short line of what `pulumi up` prints, which is a line for every step of every resource. */
export class UpProgress {
  #rest = "";
  #done = 0;
  #doing = "";

  read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (DONE.test(line)) this.#done++;
      const doing = DOING.exec(line);
      if (doing) this.#doing = `${doing[1]} ${doing[2]}`.replace(/ \(\d+s\)/, "").trim();
    }
  }

  toString(): string {
    return [`${this.#done} resources done`, this.#doing].filter(Boolean).join("; ");
  }
}

/** The counts at the end of what `pulumi up` printed: "42 created, 3 unchanged". */
export function changes(output: string): string {
  const block = output.slice(output.lastIndexOf("\nResources:"));
  const counts = [...block.matchAll(/^\s+[^\w\s]*\s*(\d+ (?:created|updated|replaced|deleted|imported|unchanged))$/gm)];
  return counts.map(([, count]) => count).join(", ");
}
