-- Ten questions to a fleet, for DuckDB, beside OUT/incidents.parquet and OUT/files.parquet:
--
--   cd OUT && duckdb < …/examples/fleet/queries.sql
--
-- One row of `incidents` is one kill in one file: where a rotated file was copied, its kills are counted in both.
-- Null is what the log does not tell; it is never zero.

-- whose limit was hit
SELECT verdict.level AS level, count(*) AS kills FROM 'incidents.parquet' GROUP BY level ORDER BY kills DESC, level;

-- workloads with the most kills
SELECT workload.namespace AS namespace, workload.kind AS kind, workload.name AS workload, workload.basis AS basis,
    count(*) AS kills, count(DISTINCT host) AS nodes
FROM 'incidents.parquet' WHERE workload IS NOT NULL
GROUP BY ALL ORDER BY kills DESC, namespace, workload LIMIT 20;

-- nodes with the most kills
SELECT host, count(*) AS kills, count(*) FILTER (verdict.level = 'node') AS of_the_whole_node
FROM 'incidents.parquet' GROUP BY host ORDER BY kills DESC, host LIMIT 20;

-- cgroups that are killed again and again
SELECT host, oom_memcg, count(*) AS kills, min(time) AS first, max(time) AS last
FROM 'incidents.parquet' WHERE oom_memcg IS NOT NULL
GROUP BY host, oom_memcg HAVING kills >= 3 ORDER BY kills DESC, host, oom_memcg LIMIT 20;

-- limits that were hit, and how often they held memory back (how much more was wanted is in no log)
SELECT memory.limit_bytes AS limit_bytes, count(*) AS kills, max(memory.failcnt) AS most_failures,
    count(DISTINCT oom_memcg) AS cgroups
FROM 'incidents.parquet' WHERE memory.limit_bytes IS NOT NULL
GROUP BY limit_bytes ORDER BY kills DESC, limit_bytes LIMIT 20;

-- who held the memory of nodes that had none left
SELECT holder.kind AS kind, count(*) AS times, max(holder.bytes) AS most_bytes
FROM (SELECT unnest(shortage.holders) AS holder FROM 'incidents.parquet' WHERE shortage IS NOT NULL)
GROUP BY kind ORDER BY most_bytes DESC, kind;

-- programs that were killed
SELECT victim.name AS program, count(*) AS times, max(victim.anon_rss_kb) AS most_anon_rss_kb
FROM (SELECT unnest(victims) AS victim FROM 'incidents.parquet')
GROUP BY program ORDER BY times DESC, program LIMIT 20;

-- kills a day, by the node's own clock
SELECT left(time, 10) AS day, time_basis, count(*) AS kills
FROM 'incidents.parquet' GROUP BY day, time_basis ORDER BY day, time_basis;

-- kills that the logs do not hold whole
SELECT outcome, complete, count(*) AS kills FROM 'incidents.parquet' GROUP BY outcome, complete ORDER BY kills DESC, outcome, complete;

-- files that could not be read whole
SELECT exit_code, path, message FROM 'files.parquet' WHERE exit_code <> 0 ORDER BY exit_code DESC, path;
