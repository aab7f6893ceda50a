/** Where the binding Secret is mounted: one file a key (https://servicebinding.io/spec/core/1.1.0/#workload-projection). */
export const bindingPath = "/bindings/database";

/**
 * What runs before each start of the server, with the database's files to itself.
 *
 * The first start makes the database aside and moves it in place, so a start that was killed leaves nothing half made.
 * Every start sets the password that the Secret holds: whatever volume and whatever Secret come together, they fit,
 * which is what a retained volume needs when the stack returns with a new password. `postgres --single` reads one
 * statement a line; errors end it, and no statement is ever logged.
 *
 * The scheduler's role owns its database and nothing else. The superuser has no password: it is the container's own
 * user on the local socket.
 */
export const prepareScript = `
read_key() { cat "$BINDING/$1"; }
run_sql() {
  postgres --single -D "$1" -c exit_on_error=on -c log_min_error_statement=panic \\
    -c password_encryption=scram-sha-256 postgres > /dev/null
}

database=$(read_key database)
username=$(read_key username)
password=$(read_key password)

if [ ! -d "$PGDATA" ]; then
  rm -rf "$PGDATA.new"
  initdb --pgdata="$PGDATA.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums \\
    --auth-local=peer --auth-host=scram-sha-256
  run_sql "$PGDATA.new" << SQL
CREATE ROLE "$username" LOGIN
CREATE DATABASE "$database" OWNER "$username"
SQL
  mv "$PGDATA.new" "$PGDATA"
fi

chmod 0700 "$PGDATA"
cat > "$PGDATA/pg_hba.conf" << HBA
local all postgres peer
host "$database" "$username" all scram-sha-256
HBA
run_sql "$PGDATA" << SQL
ALTER ROLE "$username" PASSWORD '\${password//\\'/\\'\\'}'
SQL
`.trimStart();
