import { isMap, parseDocument } from "yaml";
import type { DeliverySpec } from "../../components/scheduler/release/types.ts";

/** The text of a stack file with another delivery in it; comments and all other lines stay. */
export function withDelivery(text: string, delivery: DeliverySpec["delivery"]): string {
  const document = parseDocument(text);
  const section = ["config", "dolphinpod:scheduler"];
  if (isMap(document.getIn(section))) document.setIn([...section, "delivery"], delivery);
  else document.setIn(section, document.createNode({ delivery }, { flow: true }));
  return document.toString({ lineWidth: 0 });
}
