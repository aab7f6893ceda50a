/** The columns that the query and the application's own indexes are about (dolphinscheduler_postgresql.sql). */
export const taskTables = `
CREATE TABLE t_ds_task_instance (
  id int NOT NULL PRIMARY KEY,
  task_type varchar(50),
  task_code bigint,
  task_definition_version int,
  state int,
  flag int DEFAULT 1,
  worker_group varchar(255),
  task_params text
);
CREATE INDEX idx_task_instance_code_version ON t_ds_task_instance (task_code, task_definition_version);
CREATE TABLE t_ds_task_group_queue (
  id serial PRIMARY KEY,
  task_id int,
  group_id int,
  status int DEFAULT -1,
  force_start int DEFAULT 0,
  in_queue int DEFAULT 0
);
CREATE INDEX idx_t_ds_task_group_queue_in_queue ON t_ds_task_group_queue (in_queue);
`;
