//! A review without the names of a customer: hosts, pods, namespaces, containers, services, processes, users, addresses
//! and ids are made up, the same name always the same way. Names that every node has (`pause`, `kubelet`) stay, and so do
//! numbers of users and processes, times and sizes.
//!
//! The facts are masked and judged anew, so that no sentence has to be searched for names. What stands in free text (notes,
//! lines of other programs) is searched for the names that are known, and of the rest only words stay that are known to
//! name nobody (`sieve`, `assets/mask`): a name that nobody thought of is masked, too.

mod carried;
mod facts;
mod free_text;
mod ids;
mod marks;
mod path;
mod pseudonyms;
mod public_words;
mod sieve;

use std::borrow::Cow;
use std::sync::Arc;

use self::free_text::Replacer;
use self::pseudonyms::{NameKind, Pseudonyms};
use crate::analysis::{self, CarriedFacts, Case, CaseWords, Conclusions, Review};
use crate::lang::Language;
use crate::model::{Companion, Incident, Note, Outcome, RefusedRequest, SkippedInput, Source};

/// Made-up names for the real ones of a review.
#[derive(Clone, Debug)]
pub struct Mask {
    book: Pseudonyms,
    replacer: Replacer,
    language: Language,
}

impl Mask {
    /// A mask for a stream, whose names are not known yet. Verdicts are judged anew in this language.
    pub fn of_stream(language: Language) -> Self {
        let book = Pseudonyms::default();
        Self { replacer: Replacer::new(&book), book, language }
    }

    /// Says what is judged from now on in this language. The names that were made up stay.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// Makes up names for everything that the review names.
    pub fn of(review: &Review) -> Self {
        let mut book = Pseudonyms::default();
        review.cases.iter().for_each(|case| facts::learn_memory(&mut book, &case.incident));
        review.cases.iter().for_each(|case| drop(facts::incident(&mut book, &case.incident)));
        review.companions.iter().for_each(|companion| drop(facts::companion(&mut book, companion)));
        let carried = review.cases.iter().filter(|case| case.is_carried());
        carried.for_each(|case| drop(carried::findings(&mut book, &case.conclusions.findings)));
        drop(carried::facts(&mut book, &review.carried));
        facts::cluster(&mut book, &review.cluster);
        drop(facts::settings(&mut book, &review.settings));
        review.tracks.iter().for_each(|track| drop(facts::track_owner(&mut book, &track.owner)));
        review.sources.iter().for_each(|source| drop(facts::source(&mut book, source)));
        review.skipped.iter().for_each(|skipped| drop(path::source(&mut book, &skipped.name)));
        facts::learn_free_texts(&mut book, &review.companions, &review.cluster);
        book.settle();
        Self { replacer: Replacer::new(&book), book, language: review.language }
    }

    /// The review with made-up names.
    pub fn review(&self, real: &Review) -> Review {
        self.instead_of(real.clone())
    }

    /// The same in place of the review, which is given back bit by bit, so that many kills are never there twice.
    pub fn instead_of(&self, real: Review) -> Review {
        // All names are known: the copy is only there because masking may meet new ones.
        let mut book = self.book.clone();
        let cases = real.cases.into_iter().map(|case| Arc::new(self.masked_case(&mut book, &case))).collect();
        let companions = real.companions.into_iter().map(|real| self.companion(&mut book, &real)).collect();
        let mut cluster = facts::cluster(&mut book, &real.cluster);
        cluster.events.iter_mut().for_each(|event| event.message = self.owned(&event.message));
        let settings = facts::settings(&mut book, &real.settings);
        let mut tracks = real.tracks;
        for track in &mut tracks {
            track.owner = facts::track_owner(&mut book, &track.owner);
        }
        let mut masked = Review {
            sources: real.sources.iter().map(|real| self.source(&mut book, real)).collect(),
            skipped: real.skipped.iter().map(|real| self.skipped(&mut book, real)).collect(),
            cases,
            companions,
            refused: real.refused.iter().map(without_names).collect(),
            witnesses: Vec::new(),
            cluster,
            settings,
            tracks,
            series: Vec::new(),
            carried: self.carried_facts(&mut book, &real.carried),
            language: real.language,
            left_out: real.left_out,
            masked: true,
        };
        analysis::join(&mut masked);
        masked
    }

    /// One incident of a stream; the same mask must see all of it. What later lines name is not known yet.
    pub fn case(&mut self, real: &Case) -> Case {
        // Only its own names are searched for in its notes, however many the stream has had.
        let mut own = Pseudonyms::default();
        facts::learn_memory(&mut own, &real.incident);
        facts::incident(&mut own, &real.incident);
        own.take_words_of(&mut self.book);
        let mask = Self { replacer: Replacer::new(&own), book: own, language: self.language };
        mask.masked_case(&mut mask.book.clone(), real)
    }

    /// The name of a source of a stream.
    pub fn source_name(&mut self, name: &str) -> String {
        path::source(&mut self.book, name)
    }

    /// A line of a log, or any other free text, with made-up names, and without all words that are not known to name nobody.
    pub fn line<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.replacer.line(&self.book, text)
    }

    fn masked_case(&self, book: &mut Pseudonyms, real: &Case) -> Case {
        let mut incident = facts::incident(book, &real.incident);
        self.free_texts_of(&mut incident);
        let mut conclusions = if real.is_carried() {
            self.carried(book, &real.conclusions)
        } else {
            analysis::conclude(&incident, self.language)
        };
        conclusions.moved_to_wall.clone_from(&real.conclusions.moved_to_wall);
        Case { incident, conclusions }
    }

    /// What a report concluded, which is not concluded anew.
    fn carried(&self, book: &mut Pseudonyms, real: &Conclusions) -> Conclusions {
        let mut findings = carried::findings(book, &real.findings);
        if let Some(CaseWords { headline, why, next_steps, evidence, insights }) = &mut findings.words {
            let insights = insights.iter_mut().flat_map(|insight| [&mut insight.text, &mut insight.arithmetic]);
            let evidence = evidence.iter_mut().map(|line| &mut line.text);
            let sentences = std::iter::once(headline).chain(why).chain(next_steps);
            sentences.chain(evidence).chain(insights).for_each(|text| *text = self.owned(text));
        }
        Conclusions { findings: findings.into(), ..real.clone() }
    }

    fn carried_facts(&self, book: &mut Pseudonyms, real: &CarriedFacts) -> CarriedFacts {
        let mut masked = carried::facts(book, real);
        let lines = masked.witnesses.iter_mut().flat_map(|witness| &mut witness.lines);
        lines.for_each(|line| line.text = self.owned(&line.text));
        masked
    }

    fn free_texts_of(&self, incident: &mut Incident) {
        incident.noted.iter_mut().for_each(|note| self.note(note));
        if let Outcome::Panicked(text) = &mut incident.outcome {
            *text = self.owned(text).into();
        }
    }

    fn companion(&self, book: &mut Pseudonyms, real: &Companion) -> Companion {
        let masked = facts::companion(book, real);
        Companion { text: self.owned(&real.text), ..masked }
    }

    fn source(&self, book: &mut Pseudonyms, real: &Source) -> Source {
        let mut masked = facts::source(book, real);
        masked.notes.iter_mut().for_each(|note| self.note(note));
        masked
    }

    fn skipped(&self, book: &mut Pseudonyms, real: &SkippedInput) -> SkippedInput {
        let mut why = real.why.clone();
        why.map_text(&mut |_, text| self.owned(text));
        SkippedInput { name: path::source(book, &real.name), why, failed: real.failed }
    }

    fn note(&self, note: &mut Note) {
        // Who is named as a process may stand nowhere else, so that no name of the book would be found in the text.
        note.text.map_text(&mut |argument, text| match argument {
            "process" | "chosen" if self.book.keeps(NameKind::Process, text) => text.to_owned(),
            "process" | "chosen" => match self.book.known(NameKind::Process, text) {
                Some(word) => word.to_string(),
                None => Pseudonyms::unknown(NameKind::Process).to_owned(),
            },
            _ => self.owned(text),
        });
    }

    fn owned(&self, text: &str) -> String {
        self.line(text).into_owned()
    }
}

/// What the kernel printed of the node, without the caches' names: some end in a container's id.
fn without_names(real: &RefusedRequest) -> RefusedRequest {
    let mut masked = real.clone();
    masked.memory.slab.clear();
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusions;
    use crate::model::{
        CgroupPath, CompanionKind, IncidentId, Moment, NoteKind, Place, Report, Task, TaskColumns, TaskTable, Ties,
        Victim,
    };

    const UID: &str = "479f327f-a27b-4eda-8523-90bdabcf0a27";
    const ID: &str = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";

    fn review() -> Review {
        let path = format!("/kubepods.slice/kubepods-pod{}.slice/cri-containerd-{ID}.scope", UID.replace('-', "_"));
        let mut tasks = TaskTable::new(TaskColumns::default(), None);
        for name in ["pause", "billing", "app", "prometheus-oper"] {
            tasks.push(&Task { pid: 7, name: name.into(), ..Task::default() });
        }
        let incident = Incident {
            id: IncidentId(1),
            host: Some("db01.acme.example".into()),
            victims: vec![Victim { pid: 7, name: "billing".into(), ..Victim::default() }],
            noted: vec![Note::new(NoteKind::Other, "billing on db01 was killed twice")],
            report: Report {
                victim_cgroup: Some(CgroupPath { path: path.into(), at: Place::default() }),
                tasks,
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        let companion = Companion {
            moment: Moment::default(),
            host: Some("db01".into()),
            kind: CompanionKind::ContainerDied,
            program: Some("kubelet".into()),
            text: format!(
                r#"pod="shop/cart-7d9c5b7f4-x2x7l" podUID="{UID}" containerName="app" container 679f9845995b ip 10.1.2.3"#
            ),
            place: Place::default(),
            ties: Ties { pod_uid: Some(UID.into()), pod: Some("cart-7d9c5b7f4-x2x7l".into()), ..Ties::default() },
            incident: None,
            moved_to_wall: None,
            is_carried: false,
        };
        let ties = Ties { container: Some("app".into()), ..companion.ties.clone() };
        let companion = Companion { ties, ..companion };
        let case = Arc::new(Case { incident, conclusions: Conclusions::default() });
        let source = Source { name: "acme-db01.log".to_owned(), ..Source::default() };
        Review { cases: vec![case], companions: vec![companion], sources: vec![source], ..Review::default() }
    }

    /// The made-up names of the processes `billing`, `app` and `prometheus-oper`.
    fn made_up(masked: &Review) -> [String; 3] {
        let names: Vec<_> = masked.cases[0].incident.tasks.iter().map(|task| task.name.to_string()).collect();
        [names[1].clone(), names[2].clone(), names[3].clone()]
    }

    #[test]
    fn names_are_made_up_the_same_way_everywhere() {
        let real = review();
        let masked = Mask::of(&real).review(&real);
        let incident = &masked.cases[0].incident;
        assert_eq!(incident.host.as_deref(), Some("node-1"));
        let mut words = made_up(&masked);
        assert_eq!(*words[0], *incident.victims[0].name);
        assert_eq!(incident.notes()[0].text, format!("{} on node-1 was killed [masked]", words[0]).into());
        words.sort();
        assert_eq!(words, ["process-1", "process-2", "process-3"]);
        let companion = &masked.companions[0];
        assert_eq!((companion.host.as_deref(), companion.program.as_deref()), (Some("node-1"), Some("kubelet")));
        assert_eq!(
            companion.text,
            r#"pod="namespace-1/pod-A-22222222-bbbbb" podUID="00000001-0000-0000-0000-000000000000" containerName="container-1" container 000000000001 [masked] address-1"#
        );
        assert_eq!(masked.sources[0].name, "file-1.log");
        assert!(masked.masked && !real.masked);
    }

    #[test]
    fn lines_that_the_review_does_not_hold_are_masked_too() {
        let real = review();
        let mask = Mask::of(&real);
        let [billing, app, prometheus] = made_up(&mask.review(&real));
        for (line, masked) in [
            ("db01 kernel: billing invoked oom-killer", format!("node-1 kernel: {billing} invoked oom-killer")),
            ("db01.acme.example kernel: Killed process 7 (app)", format!("node-1 kernel: Killed process 7 ({app})")),
            ("Killed process 8 (secret) total-vm:1kB", "Killed process 8 (process) total-vm:1kB".to_owned()),
            ("the app and the billing-worker", format!("the [masked] and the {billing}-[masked]")),
            ("prometheus-operator[1]: up", format!("{prometheus}[1]: up")),
            (
                "sshd: Accepted publickey for alice from 192.168.7.9 port 22",
                "sshd: [masked] for user from address [masked] 22".to_owned(),
            ),
            (
                "pod=\"other/thing-1\" 07:23:21 127.0.0.1 fe80::1 52:54:00:12:34:56",
                "pod=\"namespace/pod\" 07:23:21 127.0.0.1 address address".to_owned(),
            ),
            (
                "[ 1234]     0  1234   276111   118439  1015808        0          1000 app",
                format!("[ 1234]     0  1234   276111   118439  1015808        0          1000 {app}"),
            ),
            ("systemd[1]: Started containerd.service", "systemd[1]: Started containerd.service".to_owned()),
        ] {
            assert_eq!(mask.line(line), masked);
        }
    }

    #[test]
    fn a_stream_keeps_its_names() {
        let real = review();
        let mut mask = Mask::of_stream(Language::English);
        let first = mask.case(&real.cases[0]);
        assert_eq!(mask.case(&real.cases[0]).incident, first.incident);
        assert_eq!(first.incident.host.as_deref(), Some("node-1"));
        assert_eq!(mask.source_name("acme.log"), "file-1.log");
    }
}
