import { parseQuantity } from "../kubernetes/quantity.ts";
import type { LogShares, TaskRate } from "./types.ts";

const gibibyte = 2 ** 30;

/** Share of a volume that logs may use. The rest is for what is written between two passes, and for the file system. */
const usableShare = 0.8;

/** The most that the own log files of a server with task logs use, and the largest share of the usable part. */
const serverLogsMost = 10 * gibibyte;
const serverLogsShare = 0.25;

/** Computed sizes are multiples of this: a claim cannot shrink, so a slightly other rate should not be another size. */
const step = 10 * gibibyte;

/** A file takes whole blocks: of 4096 bytes on ext4 and on XFS, where nobody says otherwise. */
const block = 4096;

/** ext4 has one inode for so many bytes of a volume (inode_ratio of mke2fs.conf). A task takes two: a file, a folder. */
const bytesPerInode = 16_384;
const inodesPerTask = 2;

/** Bytes of a volume that task logs take at a time: by their blocks, or where they are small by their inodes. */
export function taskLogBytes({ tasksPerDay, kilobytesPerTask, retentionDays }: TaskRate): number {
  const blocks = Math.ceil((kilobytesPerTask * 1000) / block) * block;
  return tasksPerDay * retentionDays * Math.max(blocks, inodesPerTask * bytesPerInode);
}

/** Size of a volume for a server with task logs: `(task logs + 10Gi) / 0.8`, rounded up to a multiple of 10Gi. */
export function logVolumeSize(rate: TaskRate): string {
  const bytes = (taskLogBytes(rate) + serverLogsMost) / usableShare;
  return `${(Math.ceil(bytes / step) * step) / gibibyte}Gi`;
}

/** How a volume is shared by a server's own files and its tasks'. */
export function logShares(size: string, content: "server" | "server-and-tasks"): LogShares {
  const usable = Math.floor((parseQuantity(size) ?? Number.NaN) * usableShare);
  if (content === "server") return { serverLogs: usable, taskLogs: 0 };
  const serverLogs = Math.floor(Math.min(serverLogsMost, usable * serverLogsShare));
  return { serverLogs, taskLogs: usable - serverLogs };
}
