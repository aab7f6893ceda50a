import { runSql, sqlVariables } from "../scheduler/tools-sql.ts";

/** The administrator that the schema seeds. */
export const adminUser = "admin";

/** What the seed stores for "dolphinscheduler123": passwords are unsalted MD5 (EncryptionUtils, dolphinscheduler_postgresql.sql). */
export const seededDigest = "7ad2410b2f4c074479a8937a28a22b8f";

/** Ends no statement but the script's last: Spring cuts at it, and the block below has semicolons of its own. */
const endOfScript = "^^^ END OF SCRIPT ^^^";

/**
 * Gives the administrator the Secret's password, unless somebody chose another one.
 *
 * Only a password that is nobody's choice is replaced: the seed's, or the one that this script itself set last, which it
 * notes in a table of its own. The note travels with the database, so it holds for a restored one, and for a stack that
 * was destroyed and comes back with another Secret. A person who sets the Secret's password by hand returns the account
 * to it. Whoever signed in with the old password is signed out, as the application does (UsersServiceImpl.updateUser).
 *
 * The quotes around the block have a name because Kubernetes makes one dollar sign of two.
 */
export const passwordSql = `
DO $block$
DECLARE
  wanted CONSTANT text := '@digest@';
  account int;
  current text;
  ours text;
BEGIN
  CREATE TABLE IF NOT EXISTS t_dolphinpod_login (
    user_name varchar(64) PRIMARY KEY,
    user_password varchar(64) NOT NULL
  );
  SELECT id, user_password INTO account, current
    FROM t_ds_user WHERE user_name = '${adminUser}' ORDER BY id LIMIT 1 FOR UPDATE;
  SELECT user_password INTO ours FROM t_dolphinpod_login WHERE user_name = '${adminUser}';

  IF account IS NULL THEN
    RAISE NOTICE 'There is no user ${adminUser}: nothing to do.';
    RETURN;
  ELSIF current = wanted THEN
    RAISE NOTICE 'The password of ${adminUser} is the one in the Secret.';
  ELSIF current = '${seededDigest}' OR current = ours THEN
    UPDATE t_ds_user SET user_password = wanted, update_time = now() WHERE id = account;
    DELETE FROM t_ds_session WHERE user_id = account;
    RAISE NOTICE 'The password of ${adminUser} was replaced by the one in the Secret.';
  ELSE
    RAISE NOTICE 'Somebody chose the password of ${adminUser}: it stays, and the Secret does not hold it.';
    RETURN;
  END IF;

  INSERT INTO t_dolphinpod_login VALUES ('${adminUser}', wanted)
    ON CONFLICT (user_name) DO UPDATE SET user_password = excluded.user_password;
END $block$
${endOfScript}
`.trimStart();

/** Whatever the run prints, a failed statement among it, loses its digests on the way to the log. */
export const passwordScript = `
set -o pipefail
digest=$(printf %s "$ADMIN_PASSWORD" | md5sum)
unset ADMIN_PASSWORD
printf %s "\${PASSWORD_SQL/@digest@/\${digest%% *}}" > /tmp/password.sql
${runSql} 2>&1 | sed -E 's/[0-9a-f]{32}/(a digest)/g'
`.trim();

/** Variables of the run, in the order of their names. */
export const scriptVariables: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...sqlVariables("/tmp/password.sql", endOfScript), PASSWORD_SQL: passwordSql }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  ),
);
