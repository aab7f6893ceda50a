/** ZooKeeper's ids go from 1 to 255 (https://zookeeper.apache.org/doc/current/zookeeperAdmin.html). */
const mostMembers = 255;

/** Members that may be away at once while a majority stays: 0 of 1, 1 of 3, 2 of 5. */
export function tolerableLoss(members: number): number {
  return Math.floor((members - 1) / 2);
}

/**
 * Says what is wrong with a member count and how to mend it; nothing when it is right. A fourth member adds a vote
 * that is needed and no loss that is tolerated.
 */
export function checkMembers(path: string, members: number): string | undefined {
  if (Number.isInteger(members) && members >= 1 && members <= mostMembers && members % 2 === 1) return undefined;
  const odd = Math.floor(Math.min(members, mostMembers - 1) / 2) * 2 + 1;
  const fix = members > 1 ? Math.max(3, odd) : 1;
  return (
    `${path}: ${members} members cannot keep a majority; allowed are 1, or an odd number from 3 to ${mostMembers}. ` +
    `Try ${fix}.`
  );
}

/**
 * The budget of voluntary disruptions: a majority always stays. A single member gets none, because one that allows
 * nothing would block every node drain. A member outside the quorum may always be evicted: it is lost already.
 */
export function quorumBudget(members: number) {
  return members < 3
    ? undefined
    : { maxUnavailable: tolerableLoss(members), unhealthyPodEvictionPolicy: "AlwaysAllow" };
}
