import type { S3Spec } from "../types.ts";

const everything = { prefix: "" };
const enabled = "Enabled";

/** What every bucket forgets: uploads that nobody ended, and versions that were overwritten or deleted. */
const leftovers = [
  {
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    filter: everything,
    id: "unfinished-uploads",
    status: enabled,
  },
  {
    expiration: { expiredObjectDeleteMarker: true },
    filter: everything,
    id: "old-versions",
    noncurrentVersionExpiration: { noncurrentDays: 30 },
    status: enabled,
  },
];

/** Task logs go after some days; resource files stay until somebody deletes them. */
export function dataLifecycle({ taskLogs: { days, prefix } }: S3Spec) {
  if (days === undefined) return leftovers;
  return [...leftovers, { expiration: { days }, filter: { prefix }, id: "task-logs", status: enabled }];
}

/** Access logs of more than a year are of no use to anybody. */
export const logLifecycle = [
  ...leftovers,
  { expiration: { days: 400 }, filter: everything, id: "access-logs", status: enabled },
];
