//! What a load has found so far: sightings of one kill joined, incidents numbered, years settled.

mod carried;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use super::hours::{HourLine, HourReading, Hours};
use super::naming::Naming;
use super::naming_lines::WantedIds;
use crate::analysis::{self, Carried, Case, ClusterForm, Findings, HistoryFound, Review, SettingsForm};
use crate::envelope::Reader;
use crate::incident;
use crate::lang::Language;
use crate::model::{
    Companion, CompanionKind, Incident, IncidentId, Moment, Note, NoteKind, Place, RefusedRequest, SkippedInput,
    Source, SourceId, Ties, TimeZone, limits,
};
use crate::tell;

/// How many earlier incidents with the same victim are compared with a new one before it is called new.
const SIGHTINGS_COMPARED: usize = 64;

/// The exit code of a process that SIGKILL ended.
const KILLED: i32 = 137;

/// From a container to its sandbox to its pod.
pub(super) const NAMING_ROUNDS: usize = 3;

/// How much of naming lines is kept of sources that have ended.
const ENDED_BYTES_KEPT: usize = 16 * 1024 * 1024;

/// Collects what one load finds.
pub(super) struct Gather {
    review: Review,
    keep: bool,
    log_zone: Option<TimeZone>,
    next_id: u32,
    by_victim: ByVictim,
    /// Where the kills stand in the review that the source has told, which is being read: all whose times it sets.
    told: BTreeSet<usize>,
    /// Names of nodes, ids of boots and how kill lines begin, each kept once.
    names: HashSet<Arc<str>>,
    /// How many of the sources are reports whose names are made up.
    masked_reports: u32,
    companions_left_out: u64,
    incidents_left_out: u64,
    refused_left_out: u64,
    /// Ids of the containers, sandboxes and pods that kills are about: the naming lines that hold one are read.
    wanted: WantedIds,
    /// Naming lines of sources that have ended, for kills in those that follow.
    ended: VecDeque<Ended>,
}

/// Which kills have the same chosen victim (or trigger), by their places in the review. Of ten thousands of kills little more
/// than a number each is kept.
#[derive(Default)]
struct ByVictim {
    hasher: RandomState,
    newest: HashMap<u64, usize>,
    /// By place: where the one before it with the same victim stands.
    before: Vec<Option<u32>>,
}

impl ByVictim {
    /// A number for the victim. Two that have the same by chance are compared in vain, and nothing else.
    fn key_of(&self, incident: &Incident) -> u64 {
        self.hasher.hash_one(match (incident.chosen(), &incident.trigger) {
            (Some(victim), _) => (victim.pid, &*victim.name),
            (None, Some(trigger)) => (trigger.pid.unwrap_or(0), &*trigger.name),
            (None, None) => (0, ""),
        })
    }

    fn newest_first(&self, key: u64) -> impl Iterator<Item = usize> {
        let before = |at: &usize| self.before.get(*at).copied().flatten().map(|at| at as usize);
        std::iter::successors(self.newest.get(&key).copied(), before)
    }

    /// The next kill of the review has this victim.
    fn push(&mut self, key: u64) {
        let before = self.newest.insert(key, self.before.len());
        self.before.push(before.and_then(|at| u32::try_from(at).ok()));
    }
}

/// The same words, kept once.
fn shared(names: &mut HashSet<Arc<str>>, name: Arc<str>) -> Arc<str> {
    if let Some(known) = names.get(&*name) {
        return Arc::clone(known);
    }
    names.insert(Arc::clone(&name));
    name
}

/// A source that has ended, and its naming lines.
struct Ended {
    reader: Reader,
    naming: Naming,
}

/// What sets the times of a source for good.
struct SourceDating<'a> {
    reader: &'a Reader,
    zone: Option<TimeZone>,
}

impl Gather {
    /// Keeps what it is given, or forgets it. `log_zone` is where stamps without an offset were written.
    pub(super) fn new(keep: bool, log_zone: Option<TimeZone>, language: Language) -> Self {
        Self {
            review: Review { language, ..Review::default() },
            keep,
            log_zone,
            next_id: 1,
            by_victim: ByVictim::default(),
            told: BTreeSet::new(),
            names: HashSet::new(),
            masked_reports: 0,
            companions_left_out: 0,
            incidents_left_out: 0,
            refused_left_out: 0,
            wanted: WantedIds::default(),
            ended: VecDeque::new(),
        }
    }

    /// The same kill, seen before. Of one report each is another: whoever wrote it had joined them.
    fn twin(&self, key: u64, incident: &Incident, carried: Option<&Carried>) -> Option<usize> {
        let is_of = |case: &Case, carried: &Carried| {
            case.conclusions.carried.as_deref().is_some_and(|other| Arc::ptr_eq(&other.report, &carried.report))
        };
        let is_twin = |case: &Arc<Case>| {
            !carried.is_some_and(|carried| is_of(case, carried)) && incident::same_kill(&case.incident, incident)
        };
        let mut near = self.by_victim.newest_first(key).take(SIGHTINGS_COMPARED);
        near.find(|&at| self.review.cases.get(at).is_some_and(is_twin))
    }

    fn share_names(&mut self, incident: &mut Incident) {
        incident.host = incident.host.take().map(|name| shared(&mut self.names, name));
        incident.boot = incident.boot.take().map(|id| shared(&mut self.names, id));
        for victim in &mut incident.victims {
            victim.prefix = victim.prefix.take().map(|words| shared(&mut self.names, words));
        }
    }

    /// Takes an incident; gives the case to show, new or with one more sighting.
    pub(super) fn add(&mut self, mut incident: Incident) -> Option<Arc<Case>> {
        if let Some(zone) = self.log_zone {
            incident.moments_mut().for_each(|moment| zone.assume_moment(moment));
        }
        // With nothing kept there is nothing to hold it against: each is told as it comes.
        if !self.keep {
            incident.id = self.fresh_id();
            let conclusions = analysis::conclude(&incident, self.review.language);
            return Some(Arc::new(Case { incident, conclusions }));
        }
        let key = self.by_victim.key_of(&incident);
        let Some(at) = self.twin(key, &incident, None) else {
            if self.review.cases.len() >= limits::INCIDENTS.most {
                self.incidents_left_out += 1;
                return None;
            }
            self.by_victim.push(key);
            self.told.insert(self.review.cases.len());
            incident.id = self.fresh_id();
            self.share_names(&mut incident);
            let case = Arc::new(Case { conclusions: analysis::conclude(&incident, self.review.language), incident });
            let Findings { pod, container, .. } = &*case.conclusions.findings;
            self.wanted.extend(pod.iter().filter_map(|pod| pod.uid.clone()));
            self.wanted.extend(container.iter().filter_map(|container| container.id.clone()));
            self.review.cases.push(Arc::clone(&case));
            return Some(case);
        };
        self.told.insert(at);
        let case = Arc::make_mut(self.review.cases.get_mut(at)?);
        if case.is_carried() {
            // The log itself tells more than what a report holds of it.
            let id = std::mem::replace(&mut case.incident, incident).id;
            case.incident.id = id;
        } else {
            incident::merge(&mut case.incident, incident);
        }
        case.conclusions = analysis::conclude(&case.incident, self.review.language);
        self.review.cases.get(at).map(Arc::clone)
    }

    pub(super) fn companion(&mut self, mut companion: Companion) {
        if let Some(zone) = self.log_zone {
            zone.assume_moment(&mut companion.moment);
        }
        if !self.keep || self.review.companions.len() >= limits::COMPANIONS.most {
            self.companions_left_out += 1;
        } else {
            self.want_what_ended_with_a_kill(&companion);
            companion.host = companion.host.take().map(|name| shared(&mut self.names, name));
            companion.program = companion.program.take().map(|name| shared(&mut self.names, name));
            self.review.companions.push(companion);
        }
    }

    /// Takes what the kernel printed of the node where it refused a request. Of the first of them, as the lines themselves
    /// are all kept.
    pub(super) fn refused(&mut self, refused: RefusedRequest) {
        if self.keep && self.review.refused.len() < limits::REFUSED.most {
            self.review.refused.push(refused);
        } else {
            self.refused_left_out += 1;
        }
    }

    /// The last kill of earlyoom before this line was none.
    pub(super) fn take_back_kill(&mut self, place: Place) {
        let is_it = |kept: &Companion| kept.kind == CompanionKind::EarlyoomKill && kept.place.source == place.source;
        let last = self.review.companions.iter().rposition(is_it);
        if let Some(at) =
            last.filter(|at| self.review.companions.get(*at).is_some_and(|kept| kept.place.line < place.line))
        {
            self.review.companions.remove(at);
        }
    }

    /// A kill may be without its report and so without its container's id; the runtime's lines have it.
    fn want_what_ended_with_a_kill(&mut self, companion: &Companion) {
        let killed = companion.ties.exit_code == Some(KILLED)
            || matches!(companion.kind, CompanionKind::TaskOom | CompanionKind::DockerOom);
        if killed {
            self.wanted.extend(companion.ties.container_id.clone());
        }
    }

    /// The ids whose naming lines are wanted; none where nothing is kept.
    pub(super) const fn wanted(&self) -> &WantedIds {
        &self.wanted
    }

    /// False where naming lines are of no use, because nothing is joined.
    pub(super) const fn joins(&self) -> bool {
        self.keep
    }

    /// Takes a naming line that was read. What it ties to a wanted id is wanted, too: the container's sandbox, its pod.
    pub(super) fn named(&mut self, companion: Companion) {
        if self.is_wanted(&companion) {
            let Ties { container_id, sandbox_id, pod_uid, .. } = companion.ties.clone();
            // A sandbox has many containers, a pod several: only the way up is followed.
            if container_id.is_some_and(|id| self.wanted.contains(&id)) {
                self.wanted.extend(sandbox_id.into_iter().chain(pod_uid));
            }
        }
        self.companion(companion);
    }

    fn is_wanted(&self, companion: &Companion) -> bool {
        let Ties { container_id, sandbox_id, pod_uid, .. } = &companion.ties;
        [container_id, sandbox_id, pod_uid].into_iter().flatten().any(|id| self.wanted.contains(id))
    }

    /// Keeps the naming lines of a source that has ended.
    pub(super) fn keep_naming(&mut self, reader: Reader, naming: Naming) {
        if naming.bytes() > 0 {
            self.ended.push_back(Ended { reader, naming });
        }
        while self.ended.iter().map(|ended| ended.naming.bytes()).sum::<usize>() > ENDED_BYTES_KEPT {
            self.ended.pop_front();
        }
    }

    fn read_naming_of_ended(&mut self) {
        for mut ended in std::mem::take(&mut self.ended) {
            let Ended { reader, naming } = &mut ended;
            for mut companion in naming.recall(&self.wanted) {
                SourceDating { reader, zone: self.log_zone }.settle(&mut companion.moment);
                self.named(companion);
            }
            self.ended.push_back(ended);
        }
    }

    /// Takes what kubectl and its like say; gives a note where that could not be read whole.
    pub(super) fn cluster(&mut self, form: ClusterForm, text: &str, source: SourceId) -> Vec<Note> {
        if self.keep { self.review.cluster.read(form, text, source) } else { Vec::new() }
    }

    /// Takes what a node's own file sets; gives a note where more was set than is kept.
    pub(super) fn settings(&mut self, form: SettingsForm, name: &str, text: &str, source: SourceId) -> Option<Note> {
        if !self.keep {
            return None;
        }
        let settings = &mut self.review.settings;
        settings.read(form, name, text, source);
        let is_whole = settings.count() <= limits::SETTINGS.most;
        settings.keep_first(limits::SETTINGS.most);
        (!is_whole).then(|| limits::SETTINGS.note())
    }

    /// Takes what was measured over time; gives the notes on it, and one where more series came than are kept.
    pub(super) fn history(&mut self, found: HistoryFound) -> Vec<Note> {
        let HistoryFound { tracks, mut notes } = found;
        if self.keep {
            self.review.tracks.extend(tracks);
            if self.review.tracks.len() > limits::HISTORY_TRACKS.most {
                self.review.tracks.truncate(limits::HISTORY_TRACKS.most);
                notes.push(limits::HISTORY_TRACKS.note());
            }
        }
        notes
    }

    pub(super) fn skipped(&mut self, skipped: SkippedInput) {
        self.review.skipped.push(skipped);
    }

    /// How many sources were read.
    pub(super) const fn sources(&self) -> usize {
        self.review.sources.len()
    }

    /// Takes the account of a source that has ended.
    pub(super) fn source(&mut self, mut source: Source) {
        source.failed |= source.notes.iter().any(|note| leaves_something_out(note.kind));
        self.review.sources.push(source);
    }

    /// Sets the years of a source that has been read to its end; gives the cases that changed.
    pub(super) fn settle(&mut self, source: SourceId, reader: &Reader) -> Vec<Arc<Case>> {
        let dating = SourceDating { reader, zone: self.log_zone };
        // They are added source by source: those of this one are the last.
        for companion in self.review.companions.iter_mut().rev().take_while(|c| c.place.source == source) {
            dating.settle(&mut companion.moment);
        }
        let told = std::mem::take(&mut self.told);
        let hours = self.hours(source, &told);
        for companion in self.review.companions.iter_mut().rev().take_while(|c| c.place.source == source) {
            if let Some(hours) = &hours {
                hours.settle(companion.place.line, &mut companion.moment);
            }
        }
        let mut changed = Vec::new();
        for at in told {
            let Some(case) = self.review.cases.get_mut(at) else { continue };
            let Some(home) = case.incident.home().filter(|home| home.source == source) else { continue };
            let before = case.incident.moment.clone();
            let mut settled = before.clone();
            dating.settle(&mut settled);
            let reading = hours.as_ref().map_or(HourReading::Only, |hours| hours.reading(home.last, &settled));
            if settled == before && matches!(reading, HourReading::Only | HourReading::First) {
                continue;
            }
            let incident = &mut Arc::make_mut(case).incident;
            incident.moments_mut().for_each(|moment| dating.settle(moment));
            if let Some(hours) = &hours {
                incident.moments_mut().for_each(|moment| hours.settle(home.last, moment));
            }
            if reading == HourReading::Either {
                incident.note(Note::new(NoteKind::Other, tell!("note-hour-twice")).at(home));
            }
            changed.push(Arc::clone(case));
        }
        changed
    }

    /// What the lines of a source tell of hours that its zone has twice; none where no zone was said.
    fn hours(&self, source: SourceId, told: &BTreeSet<usize>) -> Option<Hours> {
        let companions = self.review.companions.iter().rev().take_while(|companion| companion.place.source == source);
        let companions = companions.map(|companion| HourLine { line: companion.place.line, moment: &companion.moment });
        let kills = told.iter().filter_map(|at| self.review.cases.get(*at)).filter_map(|case| {
            let home = case.incident.home().filter(|home| home.source == source)?;
            Some(HourLine { line: home.last, moment: &case.incident.moment })
        });
        self.log_zone.map(|zone| Hours::of(zone, companions.chain(kills)))
    }

    fn tell_what_was_left_out(&mut self) {
        let (companions, kills, refused) = (self.companions_left_out, self.incidents_left_out, self.refused_left_out);
        let Some(source) = self.review.sources.last_mut().filter(|_| self.keep) else { return };
        // Nobody may take the report for a whole one.
        source.failed |= companions + kills + refused > 0;
        let told = [
            (companions, tell!("source-companions-most", lines = companions, most = limits::COMPANIONS.word())),
            (kills, tell!("source-incidents-most", kills = kills, most = limits::INCIDENTS.word())),
            (refused, tell!("source-refused-most", refused = refused, most = limits::REFUSED.word())),
        ];
        let told = told.into_iter().filter(|(left_out, _)| *left_out > 0);
        source.notes.extend(told.map(|(_, text)| Note::new(NoteKind::LimitReached, text)));
    }

    /// Everything in its final order, joined and numbered anew.
    pub(super) fn finish(mut self) -> Review {
        self.tell_what_was_left_out();
        self.join_halves();
        // Joining takes kills out, and moves the places that it holds.
        self.by_victim = ByVictim::default();
        for _ in 0..NAMING_ROUNDS {
            self.read_naming_of_ended();
        }
        let companions = std::mem::take(&mut self.review.companions);
        let told = |companion: &Companion| companion.is_carried || companion.kind != CompanionKind::ContainerStarted;
        self.review.companions = companions.into_iter().filter(|line| told(line) || self.is_wanted(line)).collect();
        let is_of_log = |source: &&Source| source.told_by.is_none();
        let logs = self.review.sources.iter().filter(is_of_log).count();
        self.review.masked = self.masked_reports > 0 && logs == self.masked_reports as usize;
        analysis::order(&mut self.review);
        self.number();
        analysis::join(&mut self.review);
        self.review
    }

    /// Numbers the kills in their order.
    fn number(&mut self) {
        let mut anew = HashMap::new();
        for (case, id) in self.review.cases.iter_mut().zip(1..) {
            if case.incident.id != IncidentId(id) {
                anew.insert(case.incident.id, IncidentId(id));
                Arc::make_mut(case).incident.id = IncidentId(id);
            }
        }
        // Those of logs are joined once more.
        for companion in self.review.companions.iter_mut().filter(|companion| companion.is_carried) {
            companion.incident = companion.incident.map(|id| anew.get(&id).copied().unwrap_or(id));
        }
    }

    /// Makes one of a report that the rotation of its log cut in two.
    fn join_halves(&mut self) {
        let mut ends: BTreeMap<SourceId, (usize, usize)> = BTreeMap::new();
        for (at, case) in self.review.cases.iter().enumerate().filter(|(_, case)| !case.is_carried()) {
            for span in &case.incident.seen_in {
                let end = ends.entry(span.source).or_insert((at, at));
                let line = |at: usize| self.review.cases.get(at).and_then(|case| case.incident.line_in(span.source));
                let (first, last) = (line(end.0), line(end.1));
                end.0 = if Some(span.first) < first { at } else { end.0 };
                end.1 = if Some(span.first) > last { at } else { end.1 };
            }
        }
        // All rests first: the file with the beginning may be read after the one that goes on.
        let mut rests = incident::Rests::default();
        for (source, (first, _)) in &ends {
            if let Some(case) = self.review.cases.get(*first) {
                rests.keep(*source, *first, &case.incident);
            }
        }
        let mut joined = BTreeSet::new();
        for (source, (_, last)) in &ends {
            let incident_at = |at: usize| self.review.cases.get(at).map(|case| &case.incident);
            let Some(head) = incident_at(*last) else { continue };
            let tail = rests.take_rest_of(*source, head, incident_at);
            let Some(rest) = tail.and_then(incident_at).cloned() else { continue };
            if let Some(case) = self.review.cases.get_mut(*last).map(Arc::make_mut) {
                incident::join(&mut case.incident, rest);
                case.conclusions = analysis::conclude(&case.incident, self.review.language);
                joined.extend(tail);
            }
        }
        let mut at = 0..;
        self.review.cases.retain(|_| at.next().is_none_or(|at| !joined.contains(&at)));
    }

    const fn fresh_id(&mut self) -> IncidentId {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        IncidentId(id)
    }
}

/// True for notes of what a source holds and the report lacks: nobody may take it for a whole one.
const fn leaves_something_out(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::ReadFailed | NoteKind::LimitReached)
}

impl SourceDating<'_> {
    /// Sets the year for good; the offset may hang on it.
    fn settle(&self, moment: &mut Moment) {
        self.reader.settle(moment);
        if let Some(zone) = self.zone {
            zone.assume_moment(moment);
        }
    }
}
