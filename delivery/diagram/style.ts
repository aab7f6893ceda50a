/** Colours of a picture, light; dark ones where the reader's screen is. One set of names for the shapes of both. */
export const style = `
svg{--paper:#fff;--ink:#1b2430;--soft:#56616f;--frame:#f6f8fa;--frame2:#eef2f6;--rim:#c9d2dc;
--server:#e3eefd;--server-rim:#2f6fd0;--store:#e4f4ea;--store-rim:#2b8a57;--job:#f1edfb;--job-rim:#7a5bc7;
--neighbour:#fff4dd;--neighbour-rim:#b9790a;--outside:#fff;--outside-rim:#7d8894;
--mesh:#2b8a57;--tls:#2f6fd0;--plain:#7d8894;--control:#b9790a;
font-family:system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Liberation Sans","Open Sans",sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#0f141a;--ink:#e6ebf1;--soft:#a3afbc;--frame:#161d25;--frame2:#1c252f;--rim:#36424f;
--server:#17304f;--server-rim:#6ea6f5;--store:#153626;--store-rim:#5cc08c;--job:#2a2346;--job-rim:#a68cf0;
--neighbour:#3a2c10;--neighbour-rim:#e0a33a;--outside:#0f141a;--outside-rim:#8b97a4;
--mesh:#5cc08c;--tls:#6ea6f5;--plain:#8b97a4;--control:#e0a33a}}
.paper{fill:var(--paper)}text{fill:var(--ink)}.name{font-size:20px;font-weight:600}
.label rect{fill:var(--paper);opacity:.85}.label text{font-size:10.5px;font-weight:600;text-anchor:middle}
.title{font-size:13.5px;font-weight:600}.line{font-size:11.5px;fill:var(--soft)}.node .line{fill:var(--ink);opacity:.85}
.frame{fill:var(--frame);stroke:var(--rim)}.frame.environment{fill:var(--frame2)}.frame.servers{fill:var(--paper)}
.head text{paint-order:stroke;stroke:var(--frame);stroke-width:6px;stroke-linejoin:round}.head.environment text{stroke:var(--frame2)}.head.servers text{stroke:var(--paper)}
.node rect,.node path{stroke-width:1.3}
${["server", "store", "job", "neighbour", "outside"].map((kind) => `.node.${kind} rect,.node.${kind} path{fill:var(--${kind});stroke:var(--${kind}-rim)}`).join("\n")}
.node.store path.lid{fill:none}.node.outside rect{stroke-dasharray:4 3}
.edge{fill:none;stroke-width:1.5}
${["mesh", "tls", "plain", "control"].map((way) => `.edge.${way}{stroke:var(--${way})}marker.${way}{fill:var(--${way})}.label.${way} text{fill:var(--${way})}`).join("\n")}
.edge.plain{stroke-dasharray:5 3}.edge.control{stroke-dasharray:2 3}
`;
