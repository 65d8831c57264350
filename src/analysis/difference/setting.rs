//! What else is another at the later of two kills, beside their memory: the kernel, the node, the image, the container, the
//! number of processes. Only what both kills tell is held against each other.

use super::tasks::is_whole;
use crate::analysis::cluster::{ListedObjects, PodFacts};
use crate::analysis::{Case, Level, PodIdentity};
use crate::lang::Language;
use crate::{say, text};

/// How much of a container's id people are told.
const ID_SHOWN: usize = 12;

/// `kernel 5.15.0-1051-azure → 5.15.0-1060-azure; 12 → 40 processes`: all that changed from the first of several kills to the
/// last, but for the container, which another restart gave another id each time; `None` where nothing did, or nothing is known
/// of both.
pub(in crate::analysis) fn changed(
    first: &Case,
    last: &Case,
    cluster: &ListedObjects<'_>,
    language: Language,
) -> Option<String> {
    let both = TwoKills { before: first, after: last, cluster };
    joined(both.clauses(language), language)
}

/// The same of two kills, as a sentence.
pub(super) fn sentence(before: &Case, after: &Case, cluster: &ListedObjects<'_>, language: Language) -> Option<String> {
    let both = TwoKills { before, after, cluster };
    let container = both.restarted();
    let container = container.map(|[was, is]| say!(language, "setting-container", before = was, after = is));
    let said = joined(both.clauses(language).chain(container), language)?;
    Some(text::capitalised(language, &said))
}

fn joined(clauses: impl Iterator<Item = String>, language: Language) -> Option<String> {
    let clauses: Vec<String> = clauses.collect();
    let said = text::visible(&clauses.join(say!(language, "clause-separator"))).into_owned();
    (!said.is_empty()).then_some(said)
}

/// The two kills, and what is listed of the cluster.
struct TwoKills<'a> {
    before: &'a Case,
    after: &'a Case,
    cluster: &'a ListedObjects<'a>,
}

impl<'a> TwoKills<'a> {
    fn clauses(&self, language: Language) -> impl Iterator<Item = String> {
        let clauses = [
            self.other(kernel).map(|[was, is]| say!(language, "setting-kernel", before = was, after = is)),
            self.other(pool).map(|[was, is]| say!(language, "setting-pool", before = was, after = is)),
            self.moved().map(|[was, is]| say!(language, "setting-node", before = was, after = is)),
            self.other(image).map(|[was, is]| say!(language, "setting-image", before = was, after = is)),
            self.processes().map(|numbers| {
                let [was, is] = numbers.map(|number| text::count(language, number));
                say!(language, "setting-processes", before = was, after = is)
            }),
        ];
        clauses.into_iter().flatten()
    }

    /// What both kills tell, where it is not the same.
    fn other(&self, of: fn(&'a Case, &'a ListedObjects<'a>) -> Option<&'a str>) -> Option<[&'a str; 2]> {
        let both = [of(self.before, self.cluster)?, of(self.after, self.cluster)?];
        (both[0] != both[1]).then_some(both)
    }

    /// The nodes; one whose domain is left out in one of the logs is the same.
    fn moved(&self) -> Option<[&'a str; 2]> {
        let hosts = self.other(node)?;
        let [one, other] = hosts.map(|host| host.split('.').next().unwrap_or(host));
        let is_one_name = one == other && hosts.contains(&one);
        (!is_one_name).then_some(hosts)
    }

    /// The ids of a pod's container that was started again.
    fn restarted(&self) -> Option<[&'a str; 2]> {
        let uid = |case: &'a Case| case.conclusions.pod.as_ref()?.uid.as_deref();
        let is_one_pod = uid(self.before).is_some() && uid(self.before) == uid(self.after);
        let ids = self.other(|case, _| case.conclusions.container.as_ref()?.id.as_deref())?;
        is_one_pod.then(|| ids.map(|id| id.get(..ID_SHOWN).unwrap_or(id)))
    }

    /// How many processes there were, where both tables are whole and of one thing.
    fn processes(&self) -> Option<[u64; 2]> {
        let both = [self.before, self.after].map(|case| &case.incident);
        let counts = both.map(|incident| incident.tasks.len() as u64);
        let is_told = counts[0] != counts[1] && self.are_of_one() && both.into_iter().all(is_whole);
        is_told.then_some(counts)
    }

    /// True where both tables list the processes of one node, of one cgroup or of one container of a workload.
    fn are_of_one(&self) -> bool {
        let [before, after] = [self.before, self.after];
        let level = |case: &Case| case.conclusions.verdict.level;
        if level(before) != level(after) {
            return false;
        }
        let is_one_node = before.incident.host.is_some() && before.incident.host == after.incident.host;
        let path = |case: &'a Case| Some(&*case.incident.limit_cgroup.as_ref()?.path);
        let is_one_cgroup = is_one_node && path(before).is_some() && path(before) == path(after);
        let container = |case: &'a Case| case.conclusions.container.as_ref()?.name.as_deref();
        let workloads = before.conclusions.workload.as_ref().zip(after.conclusions.workload.as_ref());
        let is_one_workload = workloads.is_some_and(|(one, other)| one.is_same(other))
            && container(before).is_some()
            && container(before) == container(after);
        is_one_cgroup || is_one_workload || is_one_node && level(before) == Level::WholeNode
    }
}

fn kernel<'a>(case: &'a Case, _: &'a ListedObjects<'a>) -> Option<&'a str> {
    case.incident.report.kernel.as_ref()?.release.as_deref()
}

fn node<'a>(case: &'a Case, _: &'a ListedObjects<'a>) -> Option<&'a str> {
    case.incident.host.as_deref()
}

/// The pool that the node's labels name.
fn pool<'a>(case: &'a Case, cluster: &'a ListedObjects<'a>) -> Option<&'a str> {
    cluster.node(case.incident.host.as_deref()?)?.pool.as_deref()
}

/// The image of the container, by the last list that has its pod.
fn image<'a>(case: &'a Case, cluster: &'a ListedObjects<'a>) -> Option<&'a str> {
    let listed = *lists_of(case.conclusions.pod.as_ref()?, cluster).last()?;
    let name = case.conclusions.container.as_ref()?.name.as_deref()?;
    listed.containers.iter().find(|container| &*container.name == name)?.image.as_deref()
}

/// What is listed of a kill's pod, by its UID where the kill tells it: a pod of the same name may be another one.
pub(in crate::analysis) fn lists_of<'a, 'l>(pod: &PodIdentity, cluster: &'l ListedObjects<'a>) -> &'l [&'a PodFacts] {
    match (&pod.uid, &pod.namespace, &pod.name) {
        (Some(uid), ..) => cluster.by_uid(uid),
        (None, Some(namespace), Some(name)) => cluster.by_name(namespace, name),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::cluster::{ContainerFacts, NodeFacts};
    use crate::analysis::{ClusterFacts, Conclusions, ContainerIdentity, Findings};
    use crate::model::{Incident, KernelInfo, Report};

    struct At {
        release: Option<&'static str>,
        host: Option<&'static str>,
        pod: &'static str,
        container: &'static str,
    }

    fn case(at: &At) -> Case {
        let kernel = at.release.map(|release| KernelInfo { release: Some(release.into()), ..KernelInfo::default() });
        let incident = Incident {
            host: at.host.map(Into::into),
            report: Report { kernel, ..Report::default() }.into(),
            ..Incident::default()
        };
        let pod = PodIdentity { uid: Some(at.pod.into()), ..PodIdentity::default() };
        let container = ContainerIdentity {
            id: Some(at.container.into()),
            name: Some("api".into()),
            ..ContainerIdentity::default()
        };
        let findings = Findings { pod: Some(pod), container: Some(container), ..Findings::default() };
        Case { incident, conclusions: Conclusions { findings: findings.into(), ..Conclusions::default() } }
    }

    fn cluster() -> ClusterFacts {
        let container =
            |image: &str| ContainerFacts { image: Some(image.into()), name: "api".into(), ..Default::default() };
        let pod = |uid: &str, image: &str| PodFacts {
            uids: vec![uid.into()],
            containers: vec![container(image)],
            ..PodFacts::default()
        };
        let node =
            |name: &str, pool: &str| NodeFacts { name: name.into(), pool: Some(pool.into()), ..NodeFacts::default() };
        ClusterFacts {
            pods: vec![pod("p", "shop/cart:1"), pod("q", "shop/cart:2")],
            nodes: vec![node("n1", "small"), node("n2", "large")],
            ..ClusterFacts::default()
        }
    }

    #[test]
    fn only_what_both_tell_and_is_another_is_said() {
        let first = || At { release: Some("5.15.0-1"), host: Some("n1"), pod: "p", container: "aaaaaaaaaaaaaaaa" };
        let rows = [
            (first(), None),
            (At { release: None, host: None, ..first() }, None),
            (At { release: Some("5.15.0-2"), ..first() }, Some("Kernel 5.15.0-1 → 5.15.0-2")),
            (At { host: Some("n2"), ..first() }, Some("Node pool small → large; node n1 → n2")),
            (At { host: Some("n3"), ..first() }, Some("Node n1 → n3")),
            (At { host: Some("n1.example.com"), ..first() }, None),
            (At { container: "bbbbbbbbbbbbbbbb", ..first() }, Some("Container aaaaaaaaaaaa → bbbbbbbbbbbb")),
            // Another pod has another container: nothing was restarted.
            (At { pod: "q", container: "bbbbbbbbbbbbbbbb", ..first() }, Some("Image shop/cart:1 → shop/cart:2")),
            (At { pod: "unlisted", container: "bbbbbbbbbbbbbbbb", ..first() }, None),
        ];
        let facts = cluster();
        for (after, wanted) in rows {
            let told = sentence(&case(&first()), &case(&after), &ListedObjects::new(&facts), Language::English);
            assert_eq!(
                told.as_deref(),
                wanted,
                "{:?} {:?} {} {}",
                after.release,
                after.host,
                after.pod,
                after.container
            );
        }
    }

    #[test]
    fn a_container_that_is_restarted_is_no_news_among_many_kills() {
        let at = |container| At { release: Some("6.1.0"), host: Some("n1"), pod: "p", container };
        let [first, last] = ["aaaa", "bbbb"].map(|container| case(&at(container)));
        assert_eq!(changed(&first, &last, &ListedObjects::new(&cluster()), Language::English), None);
        let last = case(&At { release: Some("6.1.1"), ..at("bbbb") });
        let told = changed(&first, &last, &ListedObjects::new(&cluster()), Language::English);
        assert_eq!(told.as_deref(), Some("kernel 6.1.0 → 6.1.1"));
    }
}
