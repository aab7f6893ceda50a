import { testLab } from "./lab.ts";

export default async function teardown(): Promise<void> {
  await testLab().destroy();
}
