//! What a text is that speaks of the cluster, told from its beginning.

use super::{ClusterFacts, describe, docker, listed, objects, table};
use crate::model::{Note, NoteKind, SourceId, limits};
use crate::tell;

/// How much of a text is read for cluster facts: `kubectl get pods -A -o yaml` of some thousand pods.
pub const CLUSTER_BYTES_READ: usize = limits::KUBECTL_BYTES.most;

/// How much of the beginning is looked at.
const BEGINNING: usize = 2048;

/// Kinds of objects of which something is taken.
const KINDS: &[&str] =
    &["List", "PodList", "NodeList", "EventList", "ReplicaSetList", "JobList", "Pod", "Node", "Event"];

/// The form in which the cluster speaks; its name stands among a source's dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClusterForm {
    /// `kubectl get … -o json`, the kubelet's `/pods`, `crictl … -o json`.
    Json,
    /// `kubectl get … -o yaml`.
    Yaml,
    /// `kubectl describe pod` and `kubectl describe node`.
    Describe,
    /// `kubectl get events`.
    Events,
    /// `kubectl get pods`.
    Pods,
    /// `docker inspect`, `docker events --format '{{json .}}'`, `aws ecs describe-tasks`.
    Containers,
    /// `docker events`.
    DockerEvents,
}

impl ClusterForm {
    /// The form of a text that begins with `head`; `None` for logs and everything else.
    pub fn of(head: &str) -> Option<Self> {
        let cut = head.floor_char_boundary(BEGINNING.min(head.len()));
        let head = without_command(head.get(..cut)?);
        if head.starts_with(['{', '[']) {
            if is_kyaml(head) {
                return Some(Self::Yaml);
            }
            let packed: String = head.split_whitespace().collect();
            if docker::is_json(&packed) {
                return Some(Self::Containers);
            }
            return (is_kubernetes(&packed, "\"", "\":") || is_crictl(&packed)).then_some(Self::Json);
        }
        let first = head.lines().next().unwrap_or("");
        let documents = first.trim_end() == "---";
        if documents && is_kyaml(head)
            || (documents || first.trim_end() == "apiVersion: v1") && is_kubernetes(head, "", ": ")
        {
            return Some(Self::Yaml);
        }
        Self::by_first_line(first).or_else(|| describe::is_beginning(head).then_some(Self::Describe))
    }

    fn by_first_line(line: &str) -> Option<Self> {
        if table::is_header(line) {
            Some(Self::Events)
        } else if table::is_pod_header(line) {
            Some(Self::Pods)
        } else {
            docker::is_event(line).then_some(Self::DockerEvents)
        }
    }

    /// The name for people and for the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "kubernetes-json",
            Self::Yaml => "kubernetes-yaml",
            Self::Describe => "kubectl-describe",
            Self::Events => "kubectl-events",
            Self::Pods => "kubectl-pods",
            Self::Containers => "container-json",
            Self::DockerEvents => "docker-events",
        }
    }

    /// True where kernel lines may stand in the same text: what people paste below a description.
    pub const fn may_hold_logs(self) -> bool {
        matches!(self, Self::Describe | Self::Events | Self::Pods | Self::Containers | Self::DockerEvents)
    }
}

impl ClusterFacts {
    /// Adds what a text says. What cannot be read, and that there is more than is kept, becomes a note.
    pub fn read(&mut self, form: ClusterForm, text: &str, source: SourceId) -> Vec<Note> {
        let text = without_command(text);
        self.is_cut = false;
        listed::count_parts(self.parts());
        let read = match form {
            ClusterForm::Json => objects::read_json(text, source, self),
            ClusterForm::Yaml => objects::read_yaml(text, source, self),
            ClusterForm::Describe => {
                describe::read(text, source, self);
                Ok(())
            }
            ClusterForm::Events => {
                table::read(text, source, self);
                Ok(())
            }
            ClusterForm::Pods => {
                table::read_pods(text, source, self);
                Ok(())
            }
            ClusterForm::Containers => docker::read_json(text, source, self),
            ClusterForm::DockerEvents => {
                docker::read_events(text, source, self);
                Ok(())
            }
        };
        self.keep_first(limits::CLUSTER_OBJECTS.most);
        let unread = read.err().map(|why| Note::new(NoteKind::ReadFailed, tell!("source-kubectl-cut", why = why)));
        let cut = self.is_cut.then(|| limits::CLUSTER_OBJECTS.note());
        let parts = listed::is_part_left_out().then(|| limits::LISTED_PARTS.note());
        unread.into_iter().chain(cut).chain(parts).collect()
    }
}

/// The text without the command that made it (`$ kubectl describe pod cart-1`), which people paste along.
fn without_command(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_command = ["kubectl describe ", "kubectl get ", "crictl "].iter().any(|command| first.contains(command));
    if is_command && !first.starts_with('{') { rest.trim_start() } else { text }
}

/// `"apiVersion":"v1"` and a kind of which something is taken, in JSON without blanks or in YAML.
fn is_kubernetes(head: &str, before: &str, between: &str) -> bool {
    let quote = before;
    head.contains(&format!("{quote}apiVersion{between}{quote}v1"))
        && KINDS.iter().any(|kind| {
            let pair = format!("{quote}kind{between}{quote}{kind}");
            head.match_indices(&pair).any(|(at, _)| {
                let after = head.get(at.saturating_add(pair.len())..).unwrap_or("");
                !after.starts_with(|c: char| c.is_ascii_alphanumeric())
            })
        })
}

/// `{`, `  apiVersion: "v1",`: KYAML, a flow mapping with bare keys, quoted values and final commas (kubectl 1.34 on).
fn is_kyaml(head: &str) -> bool {
    let body = head.strip_prefix("---").unwrap_or(head).trim_start();
    body.starts_with('{')
        && head.contains("apiVersion: \"v1\"")
        && KINDS.iter().any(|kind| head.contains(&format!("kind: \"{kind}\"")))
}

/// crictl prints the runtime's own objects. Several containers are inspected one after the other, or under their ids.
fn is_crictl(packed: &str) -> bool {
    ["{\"containers\":[{\"id\":\"", "{\"items\":[{\"id\":\"", "{\"info\":{", "{\"status\":{"]
        .iter()
        .any(|start| packed.starts_with(start))
        && packed.contains("io.kubernetes.")
        || packed
            .strip_prefix("{\"")
            .is_some_and(|rest| rest.find("\":{").is_some_and(|at| at == 64) && packed.contains("io.kubernetes."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_from_the_beginning() {
        for (head, form) in [
            (
                "{\n \"apiVersion\": \"v1\",\n \"items\": [\n {\n \"apiVersion\": \"v1\", \"kind\": \"Pod\",",
                Some(ClusterForm::Json),
            ),
            ("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[", Some(ClusterForm::Json)),
            (
                "{ \"items\": [ { \"id\": \"028d8c\", \"labels\": { \"io.kubernetes.pod.name\": \"x\" } } ] }",
                Some(ClusterForm::Json),
            ),
            ("apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n", Some(ClusterForm::Yaml)),
            ("---\napiVersion: v1\nkind: Node\n", Some(ClusterForm::Yaml)),
            ("NAME     READY   STATUS      RESTARTS   AGE\n", Some(ClusterForm::Pods)),
            ("NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT     MESSAGE\n", Some(ClusterForm::Events)),
            ("Name:             cart-1\nNamespace:        shop\nPriority:         0\n", Some(ClusterForm::Describe)),
            (
                "Name:               worker-1\nRoles:              agent\nLabels:             a=b\n",
                Some(ClusterForm::Describe),
            ),
            (
                "$ kubectl describe pod cart-1\nName:  cart-1\nNamespace:  shop\nNode:  a/b\n",
                Some(ClusterForm::Describe),
            ),
            ("---\n{\n  apiVersion: \"v1\",\n  kind: \"Pod\",\n", Some(ClusterForm::Yaml)),
            (
                "{\n  apiVersion: \"v1\",\n  items: [{\n    apiVersion: \"v1\",\n    kind: \"Pod\",\n",
                Some(ClusterForm::Yaml),
            ),
            ("{\n  apiVersion: \"apps/v1\",\n  kind: \"Deployment\",\n", None),
            ("# kubectl get pod cart-1 -o yaml\napiVersion: v1\nkind: Pod\n", Some(ClusterForm::Yaml)),
            // Logs, an audit log, a manifest of another kind.
            ("Dec 13 07:23:21 node kernel: java invoked oom-killer", None),
            ("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\"}", None),
            ("{\"log\":\"java invoked oom-killer\",\"kubernetes\":{\"pod_name\":\"x\"}}", None),
            ("apiVersion: apps/v1\nkind: Deployment\n", None),
            ("apiVersion: v1\nkind: PodTemplate\n", None),
            ("Name: something\nelse", None),
            ("", None),
        ] {
            assert_eq!(ClusterForm::of(head), form, "{head}");
        }
    }

    #[test]
    fn the_readme_names_every_form() {
        let readme = include_str!("../../../README.md");
        for form in
            [ClusterForm::Json, ClusterForm::Yaml, ClusterForm::Describe, ClusterForm::Events, ClusterForm::Pods]
        {
            assert!(readme.contains(&format!("| `{}` |", form.name())), "{}", form.name());
        }
    }
}
