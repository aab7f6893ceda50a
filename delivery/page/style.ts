/** Light, or dark where the reader's screen is; one column on a phone. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--card:#f6f8fa;--ink:#1b2430;--soft:#56616f;--rim:#d3dae2;--link:#2059b8;
--create:#1f7a48;--create-fill:#e4f4ea;--update:#8a5a00;--update-fill:#fff4dd;--replace:#6b45c0;--replace-fill:#f0ebfc;--delete:#b3261e;--delete-fill:#fdeceb;--same:#67727f;--same-fill:#f1f4f7}
@media (prefers-color-scheme:dark){:root{--paper:#0f141a;--card:#171e26;--ink:#e6ebf1;--soft:#a3afbc;--rim:#33404d;--link:#8db8ff;
--create:#6fd09b;--create-fill:#13301f;--update:#efb95a;--update-fill:#362809;--replace:#b9a0f5;--replace-fill:#261f42;--delete:#ff8f86;--delete-fill:#3f1613;--same:#98a4b1;--same-fill:#1b232c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Open Sans",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 16px}
header{padding-top:20px}h1{font-size:24px;margin:0 0 12px}h2{font-size:17px;margin:0 0 8px}h3{display:inline;font-size:15px;margin:0}
a{color:var(--link)}code,pre{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}pre{white-space:pre-wrap;margin:8px 0}
.sums{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:0 0 16px;padding:0}.sums li{border:1px solid;border-radius:8px;padding:6px 14px}.sums b{font-size:19px;margin-right:4px}
.create{--line:var(--create);--fill:var(--create-fill)}.update{--line:var(--update);--fill:var(--update-fill)}.replace{--line:var(--replace);--fill:var(--replace-fill)}.delete,.loses,.stops{--line:var(--delete);--fill:var(--delete-fill)}.same,.warns{--line:var(--same);--fill:var(--same-fill)}
.sums li{color:var(--line);background:var(--fill)}
.box{background:var(--card);border:1px solid var(--rim);border-radius:10px;padding:14px 16px;margin:0 0 16px}.box>:last-child{margin-bottom:0}
.danger{border:2px solid var(--delete);background:var(--delete-fill)}.danger h2,.danger b{color:var(--delete)}
.two{display:grid;gap:0 16px;grid-template-columns:minmax(0,1fr) minmax(0,1fr);align-items:start}
ul{padding-left:20px;margin:8px 0}table{border-collapse:collapse;width:100%}th,td{padding:4px 6px;white-space:nowrap;text-align:right;border-top:1px solid var(--rim);font-variant-numeric:tabular-nums;overflow-wrap:normal}thead th,thead td{border:0;color:var(--soft);font-weight:500}th[scope=row]{text-align:left;white-space:normal;font-weight:500}
.findings{list-style:none;padding:0}.findings li{border-left:3px solid var(--line);padding-left:10px;margin-bottom:8px}.findings b{color:var(--line)}
.rest,.type{color:var(--soft);font-size:13px;margin:4px 0}.why{margin:4px 0}
.graph{overflow-x:auto;padding-bottom:4px}.graph svg{display:block;margin:0 auto}.wide:not(.scrolls) svg{max-width:100%;height:auto}.narrow svg{width:100%;height:auto;max-width:380px}.narrow{display:none}
.graph text{font-size:12px;fill:var(--soft)}.graph .name{font-size:13.5px;font-weight:600;fill:var(--ink)}.graph .happens{fill:var(--line);font-weight:600}.graph rect{fill:var(--fill);stroke:var(--line);stroke-width:1.5}.graph .loses rect{stroke-width:3}.graph .same{opacity:.75}
.edge{fill:none;stroke:var(--same);stroke-width:1.3}.end{fill:var(--same)}
.graph a{text-decoration:none}.graph a:hover rect,.graph a:focus rect{stroke-width:3}
.filter{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;position:sticky;top:0;background:var(--paper);padding:10px 0;margin-bottom:6px;z-index:1}.filter[hidden]{display:none}
.filter input[type=search]{flex:1 1 240px;min-width:0;font:inherit;padding:8px 10px;border:1px solid var(--same);border-radius:8px;background:var(--card);color:var(--ink)}
.filter label{display:inline-flex;gap:5px;align-items:center}.filter button{font:inherit;padding:6px 12px;border:1px solid var(--rim);border-radius:8px;background:var(--card);color:var(--ink);cursor:pointer}#told{color:var(--soft)}
details.component{border:1px solid var(--rim);border-radius:10px;margin:0 0 10px;padding:2px 14px;background:var(--card);scroll-margin-top:64px}
summary{cursor:pointer;padding:9px 0}.sum{color:var(--soft);font-size:13px}
.resource{border-left:4px solid var(--line);background:var(--paper);border-radius:4px;margin:0 0 6px;padding:0 10px}.resource summary{padding:7px 0}.op{color:var(--line);font-weight:600}.stake{color:#fff;background:#b3261e;border-radius:5px;padding:1px 7px;font-size:12px}
.fields{list-style:none;padding:0;margin:6px 0 10px}.fields li{padding:5px 0;border-top:1px solid var(--rim)}.fields code{display:block;color:var(--soft)}
del,ins{display:block;text-decoration:none;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;padding:1px 6px;border-radius:3px}del{background:var(--delete-fill)}ins{background:var(--create-fill)}del::before{content:"− "}ins::before{content:"+ "}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}[hidden]{display:none!important}
footer{color:var(--soft);font-size:13px;padding-top:8px;padding-bottom:28px}
@media (max-width:700px){.two{grid-template-columns:minmax(0,1fr)}main,header,footer{padding-left:12px;padding-right:12px}.box{padding:12px}.filter{position:static}h1{font-size:20px}}
@media (max-width:900px){.wide{display:none}.narrow{display:block}}
@media print{.filter{display:none}}
`;
