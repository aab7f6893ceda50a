/** Names of the application's images, by what runs in them (the alert server's differs from its chart component). */
export const imageNames = {
  alert: "dolphinscheduler-alert-server",
  api: "dolphinscheduler-api",
  master: "dolphinscheduler-master",
  tools: "dolphinscheduler-tools",
  worker: "dolphinscheduler-worker",
} as const;

export type ImageName = keyof typeof imageNames;
