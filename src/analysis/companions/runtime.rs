//! What containerd, CRI-O and dockerd write.

use super::scan::{Slashed, after, id, keyed, number, slashed, word};
use super::{LineShape, Speaker};
use crate::model::{CompanionKind, Ties};

const CONTAINERD: Speaker = Speaker::Programs(&["containerd", "microk8s.daemon-containerd", "k3s", "rke2"]);
const CRIO: Speaker = Speaker::Programs(&["crio", "cri-o"]);
const DOCKERD: Speaker = Speaker::Programs(&["dockerd", "docker"]);

pub(super) const SHAPES: &[LineShape] = &[
    LineShape {
        name: "containerd-task-oom",
        kind: CompanionKind::TaskOom,
        speaker: CONTAINERD,
        words: "TaskOOM event",
        sample: r#"time="2026-11-17T09:13:40.484102216Z" level=info msg="TaskOOM event container_id:\"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e\"""#,
        ties: task_oom,
    },
    LineShape {
        name: "containerd-exit",
        kind: CompanionKind::ContainerDied,
        speaker: CONTAINERD,
        words: "exit event container_id",
        sample: r#"time="2026-11-17T09:13:40.568152040Z" level=info msg="received container exit event container_id:\"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e\"  id:\"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e\"  pid:745  exit_status:137  exited_at:{seconds:1794906820  nanos:558027263}""#,
        ties: task_exit,
    },
    LineShape {
        name: "containerd-task-exit",
        kind: CompanionKind::ContainerDied,
        speaker: CONTAINERD,
        words: "TaskExit event",
        sample: r#"time="2026-11-17T09:16:04.248939358Z" level=error msg="failed to handle container TaskExit event container_id:\"43785374a7dfd94c4bcd904a8aadac588fdaf1c06ff50e5a36d58b61cb81a306\"  id:\"43785374a7dfd94c4bcd904a8aadac588fdaf1c06ff50e5a36d58b61cb81a306\"  pid:1740  exit_status:137  exited_at:{seconds:1794906953  nanos:956006313}" error="failed to stop container: failed to delete task: context deadline exceeded""#,
        ties: task_exit,
    },
    LineShape {
        name: "containerd-created",
        kind: CompanionKind::ContainerStarted,
        speaker: CONTAINERD,
        words: "returns container id",
        sample: r#"time="2026-11-17T09:13:16.591632760Z" level=info msg="CreateContainer within sandbox \"76808dceeec9f6b989e2d159e8a047e1db1f022c562e31df594a192c53de8540\" for &ContainerMetadata{Name:kube-proxy,Attempt:0,} returns container id \"820b21e60ef0f4eb1543f177224a196a9503d9d6bafa755acfa8bf0794ddf38a\"""#,
        ties: created,
    },
    LineShape {
        name: "containerd-sandbox",
        kind: CompanionKind::ContainerStarted,
        speaker: CONTAINERD,
        words: "returns sandbox id",
        sample: r#"time="2026-11-17T09:13:14.443165265Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:kube-proxy-8xk2p,Uid:8d116ece-1738-47d9-bd9c-172411e20b8f,Namespace:kube-system,Attempt:0,} returns sandbox id \"76808dceeec9f6b989e2d159e8a047e1db1f022c562e31df594a192c53de8540\"""#,
        ties: sandbox,
    },
    LineShape {
        name: "containerd-started",
        kind: CompanionKind::ContainerStarted,
        speaker: CONTAINERD,
        words: "StartContainer for",
        sample: r#"time="2026-11-17T09:13:16.826331597Z" level=info msg="StartContainer for \"820b21e60ef0f4eb1543f177224a196a9503d9d6bafa755acfa8bf0794ddf38a\" returns successfully""#,
        ties: started,
    },
    LineShape {
        name: "crio-created",
        kind: CompanionKind::ContainerStarted,
        speaker: CRIO,
        words: "Created container ",
        sample: r#"time="2024-02-06 09:12:01.338541713Z" level=info msg="Created container 5e2d0f6a9b1c47d38e0f61b2c3d4e5f60718293a4b5c6d7e8f9001122334455a: shop/cart-7d9c5b7f4-x2x7l/cart" id=0d5a7b66-63b4-4a2f-a9b1-3d0a4a4a8b11 name=/runtime.v1.RuntimeService/CreateContainer"#,
        ties: crio_created,
    },
    LineShape {
        name: "crio-sandbox",
        kind: CompanionKind::ContainerStarted,
        speaker: CRIO,
        words: "Ran pod sandbox ",
        sample: r#"time="2024-02-06 09:11:58.102332000Z" level=info msg="Ran pod sandbox 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0 with infra container: shop/cart-7d9c5b7f4-x2x7l/POD" id=5c0b2d7e-1f5a-4d4e-8b8e-9f2f8a6f4c21 name=/runtime.v1.RuntimeService/RunPodSandbox"#,
        ties: crio_sandbox,
    },
    LineShape {
        name: "dockerd-oom",
        kind: CompanionKind::DockerOom,
        speaker: DOCKERD,
        words: "topic=/tasks/oom",
        sample: r#"time="2023-12-13T07:23:21.402331772Z" level=info msg="ignoring event" container=679f9845c1b3a2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c module=libcontainerd namespace=moby topic=/tasks/oom type="*events.TaskOOM""#,
        ties: docker,
    },
    LineShape {
        name: "dockerd-exit",
        kind: CompanionKind::ContainerDied,
        speaker: DOCKERD,
        words: "topic=/tasks/delete",
        sample: r#"time="2023-12-13T07:23:21.611950318Z" level=info msg="ignoring event" container=679f9845c1b3a2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete""#,
        ties: docker,
    },
];

/// `container_id:\"…\"` (protobuf of 1.7 and 2.x) or `&TaskOOM{ContainerID:…,` (gogo of 1.6 and before).
fn task_oom(text: &str) -> Option<Ties> {
    let event = after(text, "TaskOOM")?;
    let container_id = keyed(event, "container_id").or_else(|| keyed(event, "ContainerID")).and_then(id)?;
    Some(Ties { container_id: Some(container_id), ..Ties::default() })
}

/// The end of a container's first process. The event of an exec'd process names the exec in `id`: no container ended;
/// nor did one where a pod's sandbox ended.
/// The pid is the first process's in the node's pid space, often not the OOM victim's.
fn task_exit(text: &str) -> Option<Ties> {
    let event = after(text, "container_id")?;
    let container_id = id(event.trim_start_matches(':'))?;
    if keyed(event, "id").is_some_and(|own| own != &*container_id) || text.contains("sandbox exit event") {
        return None;
    }
    Some(Ties {
        container_id: Some(container_id),
        pid: keyed(event, "pid").and_then(number),
        exit_code: keyed(event, "exit_status").and_then(number),
        ..Ties::default()
    })
}

fn created(text: &str) -> Option<Ties> {
    Some(Ties {
        container_id: Some(after(text, "returns container id ").and_then(id)?),
        sandbox_id: after(text, "within sandbox ").and_then(id),
        container: Some(after(text, "ContainerMetadata{").and_then(|made| keyed(made, "Name"))?.into()),
        ..Ties::default()
    })
}

fn sandbox(text: &str) -> Option<Ties> {
    let pod = after(text, "PodSandboxMetadata{")?;
    Some(Ties {
        sandbox_id: Some(after(pod, "returns sandbox id ").and_then(id)?),
        pod_uid: keyed(pod, "Uid").map(Into::into),
        namespace: Some(keyed(pod, "Namespace")?.into()),
        pod: Some(keyed(pod, "Name")?.into()),
        ..Ties::default()
    })
}

/// The line is written twice: when the start is asked for, and when it is done. The second is the fact.
fn started(text: &str) -> Option<Ties> {
    let start = after(text, "StartContainer for ").filter(|start| start.contains("returns successfully"))?;
    Some(Ties { container_id: Some(id(start)?), ..Ties::default() })
}

fn crio_created(text: &str) -> Option<Ties> {
    let (container_id, described) = after(text, "Created container ")?.split_once(": ")?;
    Some(Ties { container_id: Some(id(container_id)?), ..described_as(described)? })
}

fn crio_sandbox(text: &str) -> Option<Ties> {
    let (sandbox_id, described) = after(text, "Ran pod sandbox ")?.split_once(" with infra container: ")?;
    Some(Ties { sandbox_id: Some(id(sandbox_id)?), container: None, ..described_as(described)? })
}

/// `namespace/pod/container`.
fn described_as(text: &str) -> Option<Ties> {
    let Slashed { before: namespace, behind } = slashed(word(text))?;
    let Slashed { before: pod, behind: container } = slashed(behind)?;
    Some(Ties {
        namespace: Some(namespace.into()),
        pod: Some(pod.into()),
        container: Some(container.into()),
        ..Ties::default()
    })
}

fn docker(text: &str) -> Option<Ties> {
    Some(Ties { container_id: Some(keyed(text, "container").and_then(id)?), ..Ties::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_execd_process_is_not_the_containers() {
        let text = r#"received exit event container_id:\"953bf4840744\"  id:\"d1a2b3c4d5e6\"  pid:745  exit_status:0"#;
        assert_eq!(task_exit(text), None);
    }

    #[test]
    fn the_older_protobuf_spelling_is_read() {
        let ties = task_oom("TaskOOM event &TaskOOM{ContainerID:953bf4840744aa,XXX_unrecognized:[],}").unwrap();
        assert_eq!(ties.container_id.as_deref(), Some("953bf4840744aa"));
    }

    #[test]
    fn a_container_that_is_yet_to_start_is_no_fact() {
        assert_eq!(started(r#"msg="StartContainer for \"820b21e60ef0f4\"""#), None);
    }
}
