//! What Docker and Amazon ECS say of a container that the kernel killed in: `docker inspect`, `docker events`,
//! `aws ecs describe-tasks` and the events of a task's state. Each becomes an event about a container.
//!
//! Docker sets `OOMKilled` where the cgroup reported an event (`daemon/monitor.go` of moby 28); ECS repeats that as
//! `OutOfMemoryError: Container killed due to memory usage` (amazon-ecs-agent, `agent/engine/errors.go`).

use serde::de::IgnoredAny;
use serde_json::Value;

use super::{ClusterFacts, EventFacts, time as kubernetes_time};
use crate::model::SourceId;

/// The reason of the events that are made here.
pub(in crate::analysis) const CONTAINER_OOM: &str = "ContainerOOM";

/// True for the beginning of such a text in JSON, blanks taken out.
pub(super) fn is_json(packed: &str) -> bool {
    let packed = packed.strip_prefix('[').unwrap_or(packed);
    let inspected = packed.starts_with("{\"Id\":\"") && packed.contains("\"OOMKilled\":");
    let event = ["{\"status\":\"", "{\"Type\":\"container\""].iter().any(|start| packed.starts_with(start))
        && packed.contains("\"Type\":\"container\"")
        && packed.contains("\"Action\":\"");
    let tasks = packed.starts_with("{\"tasks\":[") && packed.contains(":ecs:");
    let state = packed.starts_with('{') && packed.contains("\"detail-type\":\"ECSTaskStateChange\"");
    inspected || event || tasks || state
}

/// True for a line of `docker events`: `2026-11-17T09:13:40.123456789Z container oom 4f5e… (image=app:1, name=web)`.
pub(super) fn is_event(line: &str) -> bool {
    event(line).is_some()
}

/// The largest object that is read; `docker inspect` prints some ten KiB of a container, ECS lists a hundred tasks at most.
const OBJECT_BYTES: usize = 4 * 1024 * 1024;

/// Reads objects that stand one after the other or in one list, up to the log that may follow. What could not be read is said
/// in the end.
pub(super) fn read_json(text: &str, source: SourceId, facts: &mut ClusterFacts) -> Result<(), String> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']');
    let (mut rest, mut trouble) = (text.trim_start_matches(between), None);
    while rest.starts_with('{') {
        // How long it is, before it is kept.
        let mut objects = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        objects.next().transpose().map_err(|error| error.to_string())?;
        let (object, behind) = rest.split_at_checked(objects.byte_offset()).unwrap_or((rest, ""));
        rest = behind.trim_start_matches(between);
        if object.len() > OBJECT_BYTES {
            trouble.get_or_insert_with(|| format!("it holds an object of more than {} MiB", OBJECT_BYTES >> 20));
            continue;
        }
        if !facts.has_room() {
            break;
        }
        match serde_json::from_str(object) {
            Ok(object) => tell(&object, source, facts),
            Err(error) => {
                trouble.get_or_insert_with(|| error.to_string());
            }
        }
    }
    if rest.is_empty() && text.trim_start().starts_with('[') && !text.trim_end().ends_with(']') {
        trouble.get_or_insert_with(|| "its list has no end".to_owned());
    }
    trouble.map_or(Ok(()), Err)
}

pub(super) fn read_events(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    for (time, action, id, attributes) in text.lines().filter_map(event) {
        if action == "oom" && facts.has_room() {
            let name = attributes.split(", ").find_map(|pair| pair.strip_prefix("name=")).unwrap_or("");
            facts.events.push(killed(source, name, Some(id), kubernetes_time(time), format!("container oom {id}")));
        }
    }
}

/// Time, action, id and attributes of a line of `docker events` about a container.
fn event(line: &str) -> Option<(&str, &str, &str, &str)> {
    let (time, rest) = line.split_once(" container ")?;
    let (action, rest) = rest.split_once(' ')?;
    let (id, attributes) = rest.split_once(" (")?;
    let is_id = id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let told = kubernetes_time(time).is_some() && is_id;
    told.then(|| (time, action, id, attributes.trim_end().trim_end_matches(')')))
}

/// What one object says.
fn tell(object: &Value, source: SourceId, facts: &mut ClusterFacts) {
    let text = |value: &'_ Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    if let Some(state) = object.get("State").filter(|state| state.get("OOMKilled") == Some(&Value::Bool(true))) {
        let name = text(object, "Name").unwrap_or_default();
        let code = state.get("ExitCode").and_then(Value::as_i64);
        let message = format!("OOMKilled=true{}", code.map(|code| format!(" ExitCode={code}")).unwrap_or_default());
        let time = text(state, "FinishedAt").as_deref().and_then(kubernetes_time);
        let id = text(object, "Id");
        facts.events.push(killed(source, name.trim_start_matches('/'), id.as_deref(), time, message));
    }
    if text(object, "Action").as_deref() == Some("oom") {
        let actor = object.get("Actor").unwrap_or(&Value::Null);
        let name = actor.get("Attributes").and_then(|all| text(all, "name")).unwrap_or_default();
        let seconds = object.get("time").and_then(Value::as_i64);
        let time = seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
        let time = time.and_then(|time| kubernetes_time(&time.to_rfc3339()));
        facts.events.push(killed(source, &name, text(actor, "ID").as_deref(), time, "container oom".to_owned()));
    }
    stopped_tasks(object, source, facts);
}

/// What ECS says of containers that it stopped.
fn stopped_tasks(object: &Value, source: SourceId, facts: &mut ClusterFacts) {
    let text = |value: &'_ Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let tasks = object.get("tasks").and_then(Value::as_array).into_iter().flatten();
    for task in tasks.chain(object.get("detail")) {
        let stopped = text(task, "stoppedAt").as_deref().and_then(kubernetes_time);
        for container in task.get("containers").and_then(Value::as_array).into_iter().flatten() {
            let Some(reason) = text(container, "reason").filter(|reason| reason.contains("OutOfMemoryError")) else {
                continue;
            };
            let name = text(container, "name").unwrap_or_default();
            facts.events.push(killed(source, &name, text(container, "runtimeId").as_deref(), stopped, reason));
        }
    }
}

fn killed(
    source: SourceId,
    name: &str,
    id: Option<&str>,
    last_seen: Option<crate::model::Wall>,
    message: String,
) -> EventFacts {
    EventFacts {
        source,
        reason: CONTAINER_OOM.into(),
        kind: "Container".into(),
        namespace: None,
        name: name.into(),
        uid: id.map(Into::into),
        count: 1,
        last_seen,
        message,
    }
}
