//! What kills mean to people who answer for a service and do not read logs: one sentence, one figure, one thing to decide.
//! No word of the kernel's stands in it; where the general words would claim more than a kill's verdict, that speaks itself.

use super::affected::own_limit;
use super::shortage::{Cause, HolderKind, LargestHolder, Shortage};
use super::{Case, Findings, Level, Review, Series, owner_name};
use crate::lang::Language;
use crate::model::Bytes;
use crate::{say, text};

/// What is said of kills in a few words.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// What happened.
    pub sentence: String,
    /// What to decide, or whom to ask.
    pub action: String,
    /// How much of what there was was in use.
    pub gauge: Option<Gauge>,
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Gauge {
    /// What is in use, in words with its size.
    pub used_words: String,
    /// What there is, in words with its size.
    pub whole_words: String,
    /// What is in use; it may be more than the whole.
    pub used: Bytes,
    /// What there is.
    pub whole: Bytes,
}

impl Brief {
    /// One kill in brief.
    pub fn of_case(case: &Case, language: Language) -> Self {
        Self::new(&[case], owner_name_alone(case, language), language)
    }

    /// A series in brief.
    pub fn of_series(review: &Review, series: &Series) -> Self {
        let cases: Vec<&Case> = series.incidents.iter().filter_map(|id| review.case(*id)).collect();
        let first = cases.first().and_then(|case| case.conclusions.workload.as_ref());
        let is_first = |case: &&Case| case.conclusions.workload.as_ref().map(|of| &of.name) == first.map(|of| &of.name);
        let workload = first.filter(|_| cases.iter().all(is_first)).map(|of| text::visible(&of.name).into_owned());
        Self::new(&cases, workload.or_else(|| Some(series.title.clone())), review.language)
    }

    fn new(cases: &[&Case], name: Option<String>, language: Language) -> Self {
        let kills = Kills { cases, name, language };
        Self {
            sentence: kills.sentence().unwrap_or_else(|| kills.verdict()),
            action: kills.action(),
            gauge: kills.gauge(),
        }
    }
}

/// The workload, else the container, pod, unit or cgroup.
fn owner_name_alone(case: &Case, language: Language) -> Option<String> {
    let Findings { workload, pod, container, .. } = &*case.conclusions.findings;
    if let Some(workload) = workload {
        return Some(text::visible(&workload.name).into_owned());
    }
    let name = owner_name(case, language)?;
    let is_named = pod.as_ref().map(|pod| pod.name.is_some()).or_else(|| container.as_ref().map(|c| c.name.is_some()));
    // Without a name it is words of ours.
    Some(if is_named == Some(false) { text::capitalised(language, &name) } else { text::visible(&name).into_owned() })
}

/// Kills that are told of together: one, or a series.
struct Kills<'a> {
    cases: &'a [&'a Case],
    name: Option<String>,
    language: Language,
}

impl Kills<'_> {
    /// The level, where all share it.
    fn level(&self) -> Option<Level> {
        self.shared(|case| Some(case.conclusions.verdict.level))
    }

    /// What all kills have and share.
    fn shared<T: PartialEq>(&self, of: impl Fn(&Case) -> Option<T>) -> Option<T> {
        let mut all = self.cases.iter().map(|case| of(case));
        let first = all.next()??;
        all.all(|next| next.as_ref() == Some(&first)).then_some(first)
    }

    fn limit(&self) -> Option<String> {
        self.shared(own_limit).map(|limit| text::size(self.language, limit))
    }

    fn host(&self) -> Option<String> {
        self.shared(|case| case.incident.host.as_deref().map(|host| text::visible(host).into_owned()))
    }

    /// Where each ended one program, whose limit was hit in the plainest way.
    fn are_plain(&self) -> bool {
        self.cases.iter().all(|case| {
            let memory = &case.incident.cgroup_memory;
            // It was lowered, or another one was hit.
            let is_over = memory.memory.is_some_and(|memory| memory.limit().is_some_and(|limit| memory.usage > limit));
            let with_swap = memory.memory_and_swap.is_some_and(|together| together.failcnt > 0);
            case.incident.victims.len() == 1 && !case.incident.is_manual() && !is_over && !with_swap
        })
    }

    fn sentence(&self) -> Option<String> {
        use Level::{Container, OtherCgroup, Pod, SystemService, UserSession, WholeNode};
        if !self.are_plain() {
            return None;
        }
        let (language, count) = (self.language, self.cases.len());
        match self.level()? {
            Container | Pod | SystemService | UserSession | OtherCgroup => {
                let name = self.name.clone()?;
                Some(match self.limit() {
                    Some(limit) => say!(language, "brief-limit", name = name, limit = limit, count = count),
                    None => say!(language, "brief-some-limit", name = name, count = count),
                })
            }
            // Of a machine that had memory left the verdict says what was short.
            WholeNode if self.are_exhausted() => {
                let victim = self.shared(|case| Some(case.incident.chosen()?.name.clone()))?;
                let victim = text::visible(&victim).into_owned();
                Some(match self.host() {
                    Some(host) => say!(language, "brief-node", host = host, victim = victim, count = count),
                    None => say!(language, "brief-some-node", victim = victim, count = count),
                })
            }
            _ => None,
        }
    }

    fn are_exhausted(&self) -> bool {
        let mut shortages = self.cases.iter().filter_map(|case| case.conclusions.shortage.as_ref());
        shortages.all(|shortage| shortage.cause == Cause::Exhausted)
    }

    /// What of the machine's memory one would think of first; of one kill only.
    fn holder(&self) -> Option<HolderKind> {
        let [case] = self.cases else { return None };
        Some(case.conclusions.shortage.as_ref()?.told_holder()?.kind)
    }

    /// The verdict's own words.
    fn verdict(&self) -> String {
        let first = self.cases.first().map(|case| case.words().into_owned().headline).unwrap_or_default();
        let more = self.cases.len().saturating_sub(1);
        if more == 0 { first } else { say!(self.language, "brief-first-of", sentence = first, more = more) }
    }

    fn action(&self) -> String {
        use Level::{
            Container, Cpuset, Manual, Mempolicy, NodeAllocatable, OtherCgroup, Pod, Qos, SystemService, UserSession,
            WholeNode,
        };
        let language = self.language;
        match self.level() {
            Some(Container | Pod | SystemService | UserSession | OtherCgroup) => match self.limit() {
                Some(limit) => say!(language, "brief-do-limit", limit = limit),
                None => say!(language, "brief-do-some-limit").to_owned(),
            },
            Some(WholeNode) if !self.are_exhausted() => say!(language, "brief-do-operator").to_owned(),
            Some(WholeNode | NodeAllocatable | Qos) => match self.holder() {
                Some(HolderKind::Balloon) => say!(language, "brief-do-balloon").to_owned(),
                None | Some(HolderKind::Processes) => say!(language, "brief-do-node").to_owned(),
                Some(_) => say!(language, "brief-do-holder").to_owned(),
            },
            Some(Cpuset | Mempolicy) => say!(language, "brief-do-part").to_owned(),
            Some(Manual) => say!(language, "brief-do-manual").to_owned(),
            Some(Level::Unknown) | None => say!(language, "brief-do-ask").to_owned(),
        }
    }

    /// Of one kill only: a series has a chart.
    fn gauge(&self) -> Option<Gauge> {
        let [case] = self.cases else { return None };
        let language = self.language;
        if let Some(shortage) = case.conclusions.shortage.as_ref() {
            return of_node(shortage, language);
        }
        let (whole, used) = (own_limit(case)?, case.incident.cgroup_memory.memory?.usage.bytes());
        Some(Gauge {
            used_words: say!(language, "brief-used", size = text::size(language, used)),
            whole_words: say!(language, "brief-allowed", size = text::size(language, whole)),
            used,
            whole,
        })
    }
}

/// The largest holder of a machine's memory, against all of it.
fn of_node(shortage: &Shortage, language: Language) -> Option<Gauge> {
    let LargestHolder { name, held, ram } = shortage.largest_of_all(language)?;
    Some(Gauge {
        used_words: say!(language, "brief-held", holder = name, size = text::size(language, held)),
        whole_words: say!(language, "brief-ram", size = text::size(language, ram)),
        used: held,
        whole: ram,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::{conclude, join, samples};
    use crate::model::{Incident, IncidentId, Kib, Moment, Victim, Wall, YearBasis};

    const ENGLISH: Language = Language::English;

    fn case(incident: Incident) -> Case {
        let conclusions = conclude(&incident, ENGLISH);
        Case { incident, conclusions }
    }

    /// The seed's memory line: usage 512000kB, limit 512000kB, which are 500 MiB.
    #[test]
    fn a_limit_is_told_without_a_word_of_the_kernels() {
        let brief = Brief::of_case(&case(samples::seed()), ENGLISH);
        let name = format!("Pod {}", samples::POD_UID);
        let told = format!("{name} reached its memory limit of 500 MiB, and one of its programs was stopped");
        assert_eq!(brief.sentence, told);
        assert_eq!(brief.action, "Give it more memory than 500 MiB, or find out why it needs that much?");
        let gauge = brief.gauge.unwrap();
        assert_eq!((gauge.used, gauge.whole), (Kib(512_000).bytes(), Kib(512_000).bytes()));
        assert_eq!((&*gauge.used_words, &*gauge.whole_words), ("500 MiB in use", "500 MiB allowed"));
    }

    #[test]
    fn a_machine_is_told_by_its_name_and_its_program() {
        let mut incident = samples::whole_node();
        incident.host = Some("node-7".into());
        let victim = incident.chosen().unwrap().name.clone();
        let brief = Brief::of_case(&case(incident), ENGLISH);
        assert_eq!(brief.sentence, format!("node-7 ran out of memory, and its program {victim} was stopped"));
        assert_eq!(brief.action, "Give the machine more memory, or less to do?");
    }

    #[test]
    fn where_plain_words_would_claim_more_the_verdict_speaks() {
        let killed_two = |mut incident: Incident| {
            incident.victims.push(Victim { name: "second".into(), pid: 2, ..Victim::default() });
            incident
        };
        let killed_none = |mut incident: Incident| {
            incident.victims.clear();
            incident
        };
        let lowered = |mut incident: Incident| {
            let memory = incident.cgroup_memory.memory.as_mut().unwrap();
            memory.usage = Kib(600_000);
            incident
        };
        for change in [killed_two, killed_none, lowered] {
            let case = case(change(samples::seed()));
            assert_eq!(Brief::of_case(&case, ENGLISH).sentence, case.words().headline);
        }
    }

    #[test]
    fn a_kill_whose_limit_is_not_in_the_log_is_no_decision_yet() {
        let brief = Brief::of_case(&case(samples::kill_line(None)), ENGLISH);
        assert!(brief.action.contains("complete log") && brief.gauge.is_none(), "{brief:?}");
    }

    #[test]
    fn a_series_counts_its_kills() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let kill = |number: u32| {
            let local = day.and_hms_opt(9 + number, 0, 0).unwrap();
            let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
            let mut incident = samples::seed();
            (incident.id, incident.moment) = (IncidentId(number), Moment { wall: Some(wall), ..Moment::default() });
            Arc::new(case(incident))
        };
        let mut review = Review { cases: (1..=3).map(kill).collect(), ..Review::default() };
        join(&mut review);
        let brief = Brief::of_series(&review, &review.series[0]);
        let told = "reached its memory limit of 500 MiB 3 times, and each time one of its programs was stopped";
        assert!(brief.sentence.ends_with(told) && brief.sentence.contains(samples::POD_UID), "{}", brief.sentence);
        assert_eq!(brief.gauge, None);
    }
}
