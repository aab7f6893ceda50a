import type { LogShares, LogUpkeepSpec } from "./types.ts";

/** A server's own log, as its log configuration is told about it. */
export interface LogbackArgs {
  /** Name of the server in its files' names. */
  readonly server: "alert" | "api" | "master" | "worker";
  /** Folder of the log files: `ApplicationVersion.logsFolder`. */
  readonly folder: string;
  readonly spec: LogUpkeepSpec;
  readonly shares: LogShares;
}

/** The most of a server's share that one file may have: a file is only as old as its last line, and deleted whole. */
const fileShare = 0.1;
const fileMost = 200 * 10 ** 6;

/** Archives leave room for the file in use and for the one that is being put away. */
const archiveShare = 0.8;

/**
 * Log configuration of a server (Spring Boot reads it where LOGGING_CONFIG says): as the image's, but bounded by the
 * volume, where the image's keeps 50 GB. Read at 3.2.2 and at dev of October 2024, logback 1.2.11 in both:
 *
 * - Task logs are found by the appender's name TASKLOGFILE, and by its discriminator's `logBase` (task-api's LogUtils).
 * - Remote logging takes the property `log.base.ctx` off a file's path to get the object's name (common's LogUtils).
 * - `%message` hides passwords of data sources on servers with tasks (SensitiveDataConverter); `%msg` would not.
 */
export function logbackXml({ folder, server, shares, spec }: LogbackArgs): string {
  const tasks = shares.taskLogs > 0;
  return `<configuration>
  <property name="log.base.ctx" scope="context" value="${folder}"/>
${tasks ? hideSecrets : ""}\
${appender("STDOUT", "ch.qos.logback.core.ConsoleAppender", encoder(consolePatterns[spec.format](tasks)))}\
${appender("SERVERLOGFILE", "ch.qos.logback.core.rolling.RollingFileAppender", serverFile(server, folder, spec, shares))}\
${tasks ? taskFiles(folder) : ""}\
  <root level="INFO">
    <appender-ref ref="STDOUT"/>
    <appender-ref ref="SERVERLOGFILE"/>
${tasks ? '    <appender-ref ref="TASKLOGFILE"/>\n' : ""}\
  </root>
</configuration>
`;
}

const line = "%date{yyyy-MM-dd HH:mm:ss.SSS Z} %-5level [%thread] %logger{36}:%line - %message%n";
const taskIds = "[WI-%X{workflowInstanceId:-0}][TI-%X{taskInstanceId:-0}] ";

/** Escaped for JSON: backslash and quote, then line ends and tabs, and no other control character. */
const escaped = (word: string) =>
  `%replace(%replace(%replace(%replace(${word}){'([\\x22\\\\])','\\\\$1'}){'\\r?\\n','\\\\n'}){'\\t','\\\\t'}){'\\p{Cntrl}',''}`;

/** Numbers as they are, and everything that somebody wrote escaped; the stack trace belongs to the one line. */
function json(tasks: boolean): string {
  const fields = [
    '"time":"%date{yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX}"',
    '"level":"%level"',
    `"logger":"${escaped("%logger")}"`,
    `"thread":"${escaped("%thread")}"`,
    ...(tasks ? ['"workflowInstance":%X{workflowInstanceId:-0}', '"taskInstance":%X{taskInstanceId:-0}'] : []),
    `"message":"${escaped("%message")}"`,
    `"exception":"${escaped("%xException")}"`,
  ];
  return `{${fields.join(",")}}%nopex%n`;
}

const consolePatterns = {
  json,
  text: (tasks: boolean) => `${tasks ? taskIds : ""}${line}`,
};

const encoder = (pattern: string) => `<encoder><pattern>${xml(pattern)}</pattern><charset>UTF-8</charset></encoder>`;

const appender = (name: string, type: string, content: string) =>
  `  <appender name="${name}" class="${type}">\n    ${content}\n  </appender>\n`;

const hideSecrets =
  '  <conversionRule conversionWord="message" converterClass="org.apache.dolphinscheduler.common.log.SensitiveDataConverter"/>\n';

function serverFile(
  server: string,
  folder: string,
  { retentionDays }: LogUpkeepSpec,
  { serverLogs, taskLogs }: LogShares,
): string {
  const file = `${folder}/dolphinscheduler-${server}`;
  return `<file>${file}.log</file>
    <rollingPolicy class="ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy">
      <fileNamePattern>${file}.%d{yyyy-MM-dd}.%i.log</fileNamePattern>
      <maxHistory>${retentionDays}</maxHistory>
      <maxFileSize>${Math.floor(Math.min(fileMost, serverLogs * fileShare))}</maxFileSize>
      <totalSizeCap>${Math.floor(serverLogs * archiveShare)}</totalSizeCap>
      <cleanHistoryOnStart>true</cleanHistoryOnStart>
    </rollingPolicy>
    ${encoder(consolePatterns.text(taskLogs > 0))}`;
}

/** One file for each task. It is closed when its task ends, or after half an hour without a line. */
function taskFiles(folder: string): string {
  const packageName = "org.apache.dolphinscheduler.plugin.task.api.log";
  return appender(
    "TASKLOGFILE",
    "ch.qos.logback.classic.sift.SiftingAppender",
    `<filter class="${packageName}.TaskLogFilter"/>
    <discriminator class="${packageName}.TaskLogDiscriminator">
      <key>taskInstanceLogFullPath</key>
      <logBase>${folder}</logBase>
    </discriminator>
    <sift>
      <appender name="FILE-\${taskInstanceLogFullPath}" class="ch.qos.logback.core.FileAppender">
        <file>\${taskInstanceLogFullPath}</file>
        ${encoder("[%level] %date{yyyy-MM-dd HH:mm:ss.SSS Z} - %message%n")}
      </appender>
    </sift>`,
  );
}

const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
