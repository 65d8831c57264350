//! Companions joined to incidents, names joined to ids, kills gathered into series.
//!
//! Ids decide: a container's id, a pod's UID, a pid on its node, a unit. Time only chooses between several kills of one
//! id and keeps a re-used pid or an old unit from being joined; the order of lines proves nothing, because journald's
//! stamps lag by seconds on a starved node.

mod attach;
mod containers;
mod repeats;
mod surroundings;
mod witnesses;

use std::sync::Arc;

use self::containers::ContainerIndex;
use self::surroundings::NodeContext;
pub use self::witnesses::witnesses;
use super::carried::AsTold;
use super::conclude::{Judgement, conclude, judge, judge_within};
use super::named::Named;
use super::names::NameIndex;
use super::{
    Basis, Case, CaseWords, Conclusions, ContainerIdentity, Findings, Insight, PodIdentity, Review, aftermath,
    agreement, past, series, suggestion, workload,
};
use crate::lang::Language;
use crate::model::{CompanionKind, Note, NoteKind, limits};
use crate::{say, tell};

/// Joins companions to incidents, names to ids, and kills to series; run when something was added.
pub fn join(review: &mut Review) {
    let as_told = AsTold::of(&review.cases);
    repeats::drop_repeats(&mut review.companions);
    attach::attach(&review.cases, &mut review.companions);
    adopt_containers(review);
    fill_names(review);
    workload::tell(review);
    // Once more: containers were found, and names now tell the containers of a pod apart.
    attach::attach(&review.cases, &mut review.companions);
    let aftermaths = aftermath::aftermaths(&review.cases, &review.companions);
    aftermath::tell(&mut review.cases, &aftermaths, review.language);
    agreement::compare(review, &aftermaths);
    as_told.put_back(&mut review.cases);
    review.series = series::gather(&review.cases, review.language);
    suggestion::tell(&mut review.cases, &review.series, review.language);
    past::tell(review);
    learn_witnesses(review);
}

/// Gathers the signs of kills that no report of the kernel shows: once, as every report and the window ask for them.
pub(super) fn learn_witnesses(review: &mut Review) {
    let mut signs = witnesses::every(review);
    let left_out = signs.len().saturating_sub(limits::SIGNS.most) + review.carried.witnesses_left_out;
    signs.truncate(limits::SIGNS.most);
    review.witnesses = signs;
    // They are gathered anew where names become known or kills are chosen: what was told then need not be so now.
    for source in &mut review.sources {
        source.notes.retain(|note| !limits::SIGNS.is_told_by(note));
    }
    if let Some(source) = review.sources.last_mut().filter(|_| left_out > 0) {
        // Nobody may take the report for a whole one.
        source.failed = true;
        let told = tell!("source-signs-most", signs = left_out, most = limits::SIGNS.word());
        source.notes.push(Note::new(NoteKind::LimitReached, told));
    }
}

/// Tells the same review in another language: sentences are made from facts, never translated, so every case is judged
/// anew and joined anew. What reports told stays in their language: they do not hold all that it was concluded from.
pub fn respeak(review: &mut Review, language: Language) {
    review.language = language;
    for case in review.cases.iter_mut().filter(|case| !case.is_carried()) {
        let moved_to_wall = case.conclusions.moved_to_wall.clone();
        let conclusions = Conclusions { moved_to_wall, ..conclude(&case.incident, language) };
        Arc::make_mut(case).conclusions = conclusions;
    }
    join(review);
}

/// Gives a kill without a cgroup (the kernel rate-limits its reports) the container that the runtime names: its first
/// process had the victim's pid and ended at that time.
fn adopt_containers(review: &mut Review) {
    for companion in &review.companions {
        let (Some(id), CompanionKind::ContainerDied) = (companion.incident, companion.kind) else { continue };
        let Some(container_id) = &companion.ties.container_id else { continue };
        let found = aftermath::find(&review.cases, id);
        let Some(case) = found.and_then(|at| review.cases.get_mut(at)) else { continue };
        if case.conclusions.container.as_ref().is_none_or(|container| container.id.is_none()) {
            let case = Arc::make_mut(case);
            case.conclusions.container.get_or_insert_default().id = Some(container_id.clone());
            case.insights_mut().push(Insight {
                name: "container-by-pid".into(),
                text: say!(review.language, "container-by-pid", line = companion.place.line.to_string()),
                arithmetic: companion.text.clone(),
                basis: Basis::Inferred,
            });
        }
    }
}

/// Fills in names, and has the verdict say them.
fn fill_names(review: &mut Review) {
    let mut names = NameIndex::default();
    for companion in &review.companions {
        names.learn(&companion.ties);
    }
    review.cluster.teach(&mut names);
    let members = ContainerIndex::new(&review.companions, &review.cluster);
    let around = NodeContext::of(&review.cases, &review.companions, &names);
    for case in &mut review.cases {
        let NamedIdentities { pod, container, sandbox } = named(&names, case);
        let containers = pod.as_ref().and_then(|pod| members.of(pod, sandbox));
        let own_pod_limit = pod.as_ref().is_some_and(|pod| members.has_own_limit(pod));
        let named = Named { pod: pod.as_ref(), container: container.as_ref(), containers, own_pod_limit };
        let told = &case.conclusions;
        let mut anew = None;
        if told.shortage.is_some() {
            let around = around.of_incident(&case.incident, &names);
            anew = judge_within(case, named, &around);
        } else if named.tells() {
            let Judgement { verdict, words } = judge(&case.incident, review.language, named);
            let words = CaseWords { insights: case.words().insights.clone(), ..words };
            let is_other = verdict != told.verdict || words != *case.words();
            let findings = || Findings { words: Some(words), insights: None, ..(*told.findings).clone() };
            anew = is_other.then(|| Conclusions { verdict, findings: findings().into(), ..told.clone() });
        }
        if anew.is_some() || pod != told.pod || container != told.container {
            let told = &mut Arc::make_mut(case).conclusions;
            if let Some(anew) = anew {
                *told = anew;
            }
            (told.pod, told.container) = (pod, container);
        }
    }
}

/// A case's identities with the names that are known.
struct NamedIdentities<'a> {
    pod: Option<PodIdentity>,
    container: Option<ContainerIdentity>,
    /// The pod's sandbox.
    sandbox: Option<&'a str>,
}

fn named<'a>(names: &NameIndex<'a>, case: &Case) -> NamedIdentities<'a> {
    let Findings { pod, container, .. } = &*case.conclusions.findings;
    let id = container.as_ref().and_then(|container| container.id.as_deref());
    let uid = pod.as_ref().and_then(|pod| pod.uid.as_deref());
    let known = names.of(uid, id);
    let mut named_pod = pod.clone();
    if known.uid.is_some() || known.pod.is_some() {
        let pod = named_pod.get_or_insert_default();
        fill(&mut pod.uid, known.uid);
        fill(&mut pod.namespace, known.namespace);
        fill(&mut pod.name, known.pod);
    }
    let mut named_container = container.clone();
    if let Some(container) = &mut named_container {
        fill(&mut container.name, known.container);
    }
    NamedIdentities { pod: named_pod, container: named_container, sandbox: known.sandbox }
}

fn fill(slot: &mut Option<Box<str>>, known: Option<&str>) {
    if slot.is_none() {
        *slot = known.map(Into::into);
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::analysis::{Conclusions, Findings, companion, samples};
    use crate::lang::Language;
    use crate::model::{
        Companion, Incident, IncidentId, Moment, Origin, Place, Record, SourceId, Span, Task, Victim, Wall, YearBasis,
    };

    const UID: &str = "8e81973e-0bec-47b0-b898-d190f9ebdacc";
    const ID: &str = "953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e";
    const SANDBOX: &str = "76808dceeec9f6b989e2d159e8a047e1db1f022c562e31df594a192c53de8540";

    fn at(second: u32) -> Moment {
        let day = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        let local = day.and_hms_opt(9, 0, 0).unwrap() + chrono::TimeDelta::seconds(i64::from(second));
        Moment {
            wall: Some(Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed }),
            ..Moment::default()
        }
    }

    /// Kill number `id` of process `pid` at a second, in the pod `UID`.
    fn kill(id: u32, second: u32, pid: u32, container: Option<&str>) -> Arc<Case> {
        let line = u64::from(id) * 100;
        let incident = Incident {
            id: IncidentId(id),
            seen_in: vec![Span { source: SourceId(0), first: line, last: line + 50 }].into(),
            moment: at(second),
            host: Some("node".into()),
            victims: vec![Victim { pid, name: "java".into(), ..Victim::default() }],
            ..Incident::default()
        };
        let conclusions = Conclusions {
            findings: Findings {
                pod: container.map(|_| PodIdentity { uid: Some(UID.into()), ..PodIdentity::default() }),
                container: container
                    .map(|id| ContainerIdentity { id: Some(id.into()), ..ContainerIdentity::default() }),
                ..Findings::default()
            }
            .into(),
            ..Conclusions::default()
        };
        Arc::new(Case { incident, conclusions })
    }

    fn says(second: u32, program: &str, text: &str) -> Companion {
        let origin = if program == "kernel" { Origin::Kernel } else { Origin::Program };
        let record = Record {
            moment: at(second),
            host: Some("node"),
            program: Some(program),
            ..Record::bare(Place { source: SourceId(0), line: 7 }, origin, text)
        };
        companion(&record).unwrap()
    }

    fn joined(cases: Vec<Arc<Case>>, companions: Vec<Companion>) -> Review {
        let mut review = Review { cases, companions, ..Review::default() };
        join(&mut review);
        review
    }

    fn created(second: u32) -> [Companion; 2] {
        let sandbox = format!(
            r#"msg="RunPodSandbox for &PodSandboxMetadata{{Name:cart-1,Uid:{UID},Namespace:shop,Attempt:0,}} returns sandbox id \"{SANDBOX}\"""#
        );
        let made = format!(
            r#"msg="CreateContainer within sandbox \"{SANDBOX}\" for &ContainerMetadata{{Name:api,Attempt:0,}} returns container id \"{ID}\"""#
        );
        [says(second, "containerd", &sandbox), says(second, "containerd", &made)]
    }

    #[test]
    fn names_come_from_before_and_after_the_kill() {
        for second in [1, 3000] {
            let review = joined(vec![kill(1, 60, 745, Some(ID))], created(second).into());
            let Findings { pod, container, .. } = &*review.cases[0].conclusions.findings;
            let pod = pod.as_ref().unwrap();
            assert_eq!((pod.namespace.as_deref(), pod.name.as_deref()), (Some("shop"), Some("cart-1")));
            assert_eq!(container.as_ref().unwrap().name.as_deref(), Some("api"));
        }
    }

    #[test]
    fn a_pod_that_the_cgroup_does_not_name_is_found_through_its_container() {
        let mut case = (*kill(1, 60, 745, Some(ID))).clone();
        case.conclusions.pod = None;
        let review = joined(vec![Arc::new(case)], created(1).into());
        assert_eq!(review.cases[0].conclusions.pod.as_ref().unwrap().uid.as_deref(), Some(UID));
    }

    #[test]
    fn a_systemd_line_that_stands_before_the_kill_is_joined() {
        let text = format!("cri-containerd-{ID}.scope: The kernel OOM killer killed some processes in this unit.");
        let review = joined(vec![kill(1, 61, 745, Some(ID))], vec![says(60, "systemd", &text)]);
        assert_eq!(review.companions[0].incident, Some(IncidentId(1)));
    }

    #[test]
    fn of_several_kills_in_one_container_the_last_before_the_line_is_meant() {
        let kills = vec![kill(1, 60, 1, Some(ID)), kill(2, 90, 2, Some(ID)), kill(3, 150, 3, Some(ID))];
        let oom = format!(r#"msg="TaskOOM event container_id:\"{ID}\"""#);
        let review = joined(kills, vec![says(91, "containerd", &oom)]);
        assert_eq!(review.companions[0].incident, Some(IncidentId(2)));
    }

    #[test]
    fn a_back_off_belongs_to_the_pods_kill_for_minutes_only() {
        let text = format!("back-off 10s restarting failed container=api pod=cart-1_shop({UID})");
        let lines = vec![says(300, "kubelet", &text), says(3000, "kubelet", &text)];
        let review = joined(vec![kill(1, 60, 745, Some(ID))], lines);
        let incidents: Vec<_> = review.companions.iter().map(|companion| companion.incident).collect();
        assert_eq!(incidents, [Some(IncidentId(1)), None]);
    }

    #[test]
    fn a_reused_pid_is_not_joined() {
        let text = r#""Got sys oom event" event={"Pid":745,"ProcessName":"java"}"#;
        let lines = vec![says(70, "kubelet", text), says(3000, "kubelet", text)];
        let review = joined(vec![kill(1, 60, 745, None)], lines);
        let incidents: Vec<_> = review.companions.iter().map(|companion| companion.incident).collect();
        assert_eq!(incidents, [Some(IncidentId(1)), None]);
    }

    #[test]
    fn a_kill_without_a_report_gets_its_container_from_the_runtime() {
        let exit = format!(
            r#"msg="received container exit event container_id:\"{ID}\"  id:\"{ID}\"  pid:745  exit_status:137""#
        );
        let [sandbox, made] = created(1);
        let review = joined(vec![kill(1, 60, 745, None)], vec![sandbox, made, says(61, "containerd", &exit)]);
        let Findings { pod, container, .. } = &*review.cases[0].conclusions.findings;
        assert_eq!(container.as_ref().unwrap().name.as_deref(), Some("api"));
        assert_eq!(pod.as_ref().unwrap().uid.as_deref(), Some(UID));
    }

    #[test]
    fn a_units_failure_after_oomds_kill_is_not_the_kernels() {
        let mut case = (*kill(1, 60, 745, None)).clone();
        case.incident.victim_cgroup =
            Some(crate::model::CgroupPath { path: "/system.slice/compactor.service".into(), at: Place::default() });
        let failed = "compactor.service: Failed with result 'oom-kill'.";
        let oomd = "compactor.service: systemd-oomd killed 2 process(es) in this unit.";
        let lines = vec![says(61, "systemd", failed), says(80, "systemd", oomd), says(80, "systemd", failed)];
        let review = joined(vec![Arc::new(case)], lines);
        let incidents: Vec<_> = review.companions.iter().map(|companion| companion.incident).collect();
        assert_eq!(incidents, [Some(IncidentId(1)), None, None]);
    }

    #[test]
    fn lost_messages_within_a_report_belong_to_it() {
        let mut dropped = says(60, "kernel", "** 105 printk messages dropped **");
        dropped.place.line = 120;
        let review = joined(vec![kill(1, 60, 745, None)], vec![dropped]);
        assert_eq!(review.companions[0].incident, Some(IncidentId(1)));
    }

    #[test]
    fn the_aftermath_says_what_kubectl_will_show() {
        let exit = format!(
            r#"msg="received container exit event container_id:\"{ID}\"  id:\"{ID}\"  pid:7  exit_status:137""#
        );
        let oom = format!(r#"msg="TaskOOM event container_id:\"{ID}\"""#);
        let other = format!(r#"msg="received exit event container_id:\"{SANDBOX}\" pid:9  exit_status:0""#);
        let (exit, oom, other) =
            (says(61, "containerd", &exit), says(61, "containerd", &oom), says(200, "containerd", &other));
        for (lines, words) in [
            (vec![exit.clone(), oom.clone()], Some("shows the reason OOMKilled")),
            (vec![exit], Some("probably shows the reason Error")),
            (vec![oom.clone(), other.clone()], Some("kept running, although")),
            (vec![other], Some("neither a restart nor a reason")),
            (vec![oom], None),
        ] {
            let review = joined(vec![kill(1, 60, 745, Some(ID))], lines);
            let told = review.cases[0].conclusions.kept_insights();
            let told = told.iter().find(|insight| insight.name == "container-end");
            assert_eq!(
                told.is_some_and(|told| words.is_some_and(|words| told.text.contains(words))),
                words.is_some(),
                "{told:?}"
            );
        }
    }

    #[test]
    fn a_killed_pause_process_is_not_said_to_live_on() {
        let other = format!(r#"msg="received exit event container_id:\"{SANDBOX}\" pid:9  exit_status:0""#);
        let mut pause = kill(1, 60, 745, Some(ID));
        let row = Task { pid: 745, oom_score_adj: -998, name: "pause".into(), ..Task::default() };
        Arc::make_mut(&mut pause).incident.tasks.push(&row);
        let review = joined(vec![pause], vec![says(200, "containerd", &other)]);
        assert!(review.cases[0].words().insights.iter().all(|insight| insight.name != "container-end"));
    }

    #[test]
    fn only_the_last_of_several_kills_can_have_ended_the_container() {
        let exit = format!(r#"msg="received container exit event container_id:\"{ID}\" pid:7  exit_status:137""#);
        let kills = vec![kill(1, 30, 1, Some(ID)), kill(2, 59, 2, Some(ID)), kill(3, 60, 3, Some(ID))];
        let review = joined(kills, vec![says(61, "containerd", &exit)]);
        let ended = |at: usize| review.cases[at].words().insights[0].text.starts_with("The container ended");
        assert_eq!([ended(0), ended(1), ended(2)], [false, true, true]);
    }

    #[test]
    fn a_line_that_two_inputs_hold_stands_once() {
        let failed = "x.service: Failed with result 'oom-kill'.";
        let elsewhere = |second| {
            let mut line = says(second, "systemd", failed);
            line.place.source = SourceId(1);
            line
        };
        let lines = vec![says(60, "systemd", failed), elsewhere(61), says(70, "systemd", failed), elsewhere(75)];
        let review = joined(Vec::new(), lines);
        let left: Vec<_> = review.companions.iter().map(|line| (line.place.source.0, line.moment.clone())).collect();
        assert_eq!(left, [(0, at(60)), (0, at(70)), (1, at(75))]);
    }

    #[test]
    fn the_verdict_names_the_pod_and_its_container() {
        let pod = format!("/kubepods/burstable/pod{UID}");
        let container = format!("{pod}/{ID}");
        let [sandbox, made] = created(1);
        for (limit, headline, one) in [
            (&*pod, "Pod shop/cart-1 reached its memory limit of 500 MiB. The kernel killed", true),
            (
                &*container,
                "Container api of pod shop/cart-1 reached its memory limit of 500 MiB. The kernel killed",
                false,
            ),
            (
                "/kubepods",
                "reached 500 MiB, the limit of kubepods. The kernel killed stress-ng-vm (PID 716580) of \
              pod shop/cart-1",
                false,
            ),
        ] {
            let mut incident = samples::at_limit_of(limit, &container);
            incident.id = IncidentId(1);
            incident.summary.as_mut().unwrap().cpuset = None;
            let case =
                Arc::new(Case { conclusions: crate::analysis::conclude(&incident, Language::English), incident });
            let mut review = joined(vec![case], vec![sandbox.clone(), made.clone()]);
            let words = review.cases[0].words().into_owned();
            assert!(words.headline.contains(headline), "{}", words.headline);
            let told = words.why.iter().any(|why| why.starts_with("The log shows one container starting in the pod"));
            assert_eq!(told, one, "{:?}", words.why);
            join(&mut review);
            assert_eq!(*review.cases[0].words(), words);
        }
    }

    #[test]
    fn joining_twice_changes_nothing() {
        let mut review = joined(vec![kill(1, 60, 745, Some(ID)), kill(2, 90, 1, Some(ID))], created(1).into());
        let before = format!("{review:?}");
        join(&mut review);
        assert_eq!(format!("{review:?}"), before);
    }
}
