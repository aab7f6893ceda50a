import { execFileSync } from "node:child_process";

const script = `
const [module, kind] = process.argv.slice(1);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { [kind]: Model } = await import(module);
const complaints = JSON.parse(Buffer.concat(chunks).toString()).flatMap((object) => {
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
});
console.log(JSON.stringify(complaints));
`;

/**
 * What a model of @kubernetes-models has to say against objects of its kind. The packages can only be imported, and Jest
 * requires, so another Node.js asks them.
 */
export function complaints(module: string, kind: string, objects: readonly unknown[]): string[] {
  const arguments_ = ["--input-type=module", "--eval", script, `@kubernetes-models/${module}`, kind];
  return JSON.parse(execFileSync(process.execPath, arguments_, { input: JSON.stringify(objects) }).toString());
}
