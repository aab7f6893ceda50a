/**
 * Runs a file of SQL with what the tools image has: Java, the JDBC driver and the application's own set-up of the
 * database, TLS included. Without the profile "upgrade" the schema's program only starts, which makes Spring run the
 * script that `sqlVariables` names.
 */
export const runSql = `
"$JAVA_HOME/bin/java" $JAVA_OPTS -cp "tools/conf:tools/libs/*" -Dspring.profiles.active="$DATABASE" \\
  org.apache.dolphinscheduler.tools.datasource.UpgradeDolphinScheduler
`.trim();

/** Settings that make Spring Boot run a file when it sets up the database, and say what it did. */
export function sqlVariables(file: string, separator: string): Readonly<Record<string, string>> {
  return {
    // The server's notices are warnings to the driver, and those are shown at this level.
    LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_JDBC_DATASOURCE_INIT: "debug",
    SPRING_SQL_INIT_DATA_LOCATIONS: `file:${file}`,
    SPRING_SQL_INIT_MODE: "always",
    SPRING_SQL_INIT_SCHEMA_LOCATIONS: "optional:file:/tmp/none.sql",
    SPRING_SQL_INIT_SEPARATOR: separator,
  };
}
