/** Severities of alerts, the worst first: what the rules of `components/monitoring` give theirs. */
export const severities = ["critical", "warning"] as const;
export type Severity = (typeof severities)[number];
