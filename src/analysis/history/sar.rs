//! What `sar -r` and `sar -S` print (sysstat 10 to 12.7), by itself or among all of `sar -A`.
//!
//! A file is a header with the node and the day, then a block for each kind of figures, each with the whole day; where the
//! machine was started anew, all blocks follow once more (`sar.c`). A block begins with the names of its columns, which are
//! repeated where the output is paged; columns came and went with the versions and are found by their names.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::clock::{DateHints, PrintedDate, date_of_header, time_of_row};
use super::track::{MemoryTrack, TrackMeasure, TrackOwner};
use crate::model::{Bytes, Note, NoteKind, SourceId};
use crate::tell;

/// A clock that goes back by less was set; by more, a day has passed.
const SET_BACK: TimeDelta = TimeDelta::hours(2);

/// A whole that follows from rounded shares is told where it is exact to this part of itself.
const EXACT: f64 = 0.002;

/// So far beyond its rounding a share may be from that of all that is not free, and still be that.
const ROUNDED_TWICE: f64 = 1.2;

/// Reads such a text line by line.
#[derive(Debug)]
pub(super) struct SarReader {
    source: SourceId,
    hints: DateHints,
    host: Option<Box<str>>,
    date: Option<PrintedDate>,
    /// Where the blocks since the last start of the machine begin.
    start: NaiveDateTime,
    /// The last row's time, in the block that is being read.
    last: NaiveDateTime,
    block: SarBlock,
    /// Which start of the machine this is, or which reading of a clock that was set back.
    run: u32,
    /// The run in which the header stands.
    run_of_header: u32,
    tracks: Vec<SarTrack>,
    unread: u64,
}

/// A track, and what its next row must be told.
#[derive(Debug)]
struct SarTrack {
    track: MemoryTrack,
    /// The run of its last row.
    run: u32,
    /// Between what its rows since the run's begin have the whole: each tells a share that is rounded.
    whole: (f64, f64),
    /// True where the whole is another than that which was told last.
    is_whole_new: bool,
}

/// What the rows hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SarBlock {
    #[default]
    Other,
    Memory(MemoryColumns),
    Swap(SwapColumns),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MemoryColumns {
    count: usize,
    free: usize,
    available: Option<usize>,
    used: usize,
    share: usize,
    buffers: Option<usize>,
    cached: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SwapColumns {
    count: usize,
    free: usize,
    used: usize,
}

/// Nothing is known of the whole.
const ANY: (f64, f64) = (0.0, f64::INFINITY);

impl SarTrack {
    /// A row has the whole between these two.
    fn tell_whole(&mut self, at: i64, (least, most): (f64, f64)) {
        let both = (self.whole.0.max(least), self.whole.1.min(most));
        // Where rows contradict each other, memory was put in or taken out.
        let is_other = both.0 > both.1;
        self.whole = if is_other { (least, most) } else { both };
        self.is_whole_new |= is_other;
        let middle = f64::midpoint(self.whole.0, self.whole.1);
        if self.whole.1 - self.whole.0 <= EXACT * middle {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size, cut at the greatest")]
            let whole = Bytes(middle.round() as u64);
            self.track.tell_whole(at, whole, std::mem::take(&mut self.is_whole_new));
        }
    }
}

/// `Linux 6.1.0-57-cloud-amd64 (node-leak)  11/30/26  _x86_64_ (1 CPU)`: the node and what stands for the date.
pub(super) fn header(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches('\u{feff}').strip_prefix("Linux ")?;
    let (_, rest) = rest.split_once(" (")?;
    let (host, rest) = rest.split_once(") ")?;
    let (date, machine) = rest.split_once('_')?;
    let is_one = machine.contains('_') && !host.is_empty() && date.bytes().any(|byte| byte.is_ascii_digit());
    is_one.then_some((host, date.trim()))
}

impl SarReader {
    pub(super) fn new(name: &str, head: &str, source: SourceId) -> Self {
        let file = name.rsplit(['/', '\u{203a}', '\\']).next().unwrap_or_default().trim();
        let digits = file.strip_prefix("sar").and_then(|rest| rest.get(..2)).filter(|_| file.len() == 5);
        let has_halves = head.lines().filter_map(|line| line.split_whitespace().nth(1)).any(|word| {
            // The word behind a time.
            matches!(word, "AM" | "PM")
        });
        let hints = DateHints { day_of_name: digits.and_then(|digits| digits.parse().ok()), has_halves };
        Self {
            source,
            hints,
            host: None,
            date: None,
            start: NaiveDateTime::default(),
            last: NaiveDateTime::default(),
            block: SarBlock::Other,
            run: 0,
            run_of_header: 0,
            tracks: Vec::new(),
            unread: 0,
        }
    }

    pub(super) fn push(&mut self, line: &str) {
        if let Some((host, date)) = header(line) {
            self.begin(host, date);
            return;
        }
        let Some((time, rest)) = self.date.and_then(|_| time_of_row(line)) else { return };
        let at = self.stamp(time);
        let rest = rest.trim();
        if rest.starts_with("LINUX RESTART") {
            (self.start, self.block) = (at, SarBlock::Other);
            self.run += 1;
        } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.row(at, rest);
        } else {
            self.heading(time, rest);
        }
    }

    /// A header: of another day, and perhaps of another node.
    fn begin(&mut self, host: &str, date: &str) {
        self.date = date_of_header(date, self.hints);
        self.host = Some(host.into());
        self.run_of_header = self.run;
        let day = self.date.map_or_else(NaiveDate::default, |date| date.day);
        self.start = day.and_time(chrono::NaiveTime::MIN);
        (self.last, self.block) = (self.start, SarBlock::Other);
    }

    /// The time of a row, which tells no day: that of the row before it, or the next.
    fn stamp(&mut self, time: chrono::NaiveTime) -> NaiveDateTime {
        let mut at = self.last.date().and_time(time);
        if at < self.last {
            if self.last.signed_duration_since(at) > SET_BACK {
                at = at.checked_add_signed(TimeDelta::days(1)).unwrap_or(at);
            } else {
                self.run += 1;
            }
        }
        self.last = at;
        at
    }

    /// The names of columns. Those of another block than that before it: the day is told once more.
    fn heading(&mut self, time: chrono::NaiveTime, names: &str) {
        let block = block_of(names);
        if block != self.block || block == SarBlock::Other {
            self.last = self.start;
            self.stamp(time);
        }
        self.block = block;
    }

    fn row(&mut self, at: NaiveDateTime, row: &str) {
        if self.block == SarBlock::Other {
            return;
        }
        let fields: Vec<&str> = row.split_whitespace().collect();
        let kib = |column: usize| fields.get(column)?.parse::<u64>().ok()?.checked_mul(1024);
        let read = match self.block {
            SarBlock::Memory(columns) if columns.count == fields.len() => memory(columns, &kib, &fields),
            SarBlock::Swap(columns) if columns.count == fields.len() => swap(columns, &kib),
            _ => None,
        };
        let is_kept = read.is_some_and(|read| self.sample(at.and_utc().timestamp(), read));
        self.unread += u64::from(!is_kept);
    }

    fn sample(&mut self, at: i64, read: SarSample) -> bool {
        let is_it = |kept: &SarTrack| {
            let owner = &kept.track.owner;
            kept.track.measure == read.measure && matches!(owner, TrackOwner::Node(host) if *host == self.host)
        };
        let place = self.tracks.iter().position(is_it).unwrap_or_else(|| {
            let owner = TrackOwner::Node(self.host.clone());
            let track = MemoryTrack::new(self.source, owner, read.measure, read.columns);
            // A file's first row goes on with the day before, unless the machine was started in between.
            self.tracks.push(SarTrack { track, run: self.run_of_header, whole: ANY, is_whole_new: true });
            self.tracks.len() - 1
        });
        let Some(kept) = self.tracks.get_mut(place) else { return false };
        let begins = kept.run != self.run;
        if !kept.track.push(at, read.left, begins) {
            return false;
        }
        kept.run = self.run;
        if begins {
            (kept.whole, kept.is_whole_new) = (ANY, true);
        }
        kept.tell_whole(at, read.whole);
        true
    }

    pub(super) fn finish(self) -> (Vec<MemoryTrack>, Vec<Note>) {
        let mut notes = Vec::new();
        if self.tracks.is_empty() {
            notes.push(Note::new(NoteKind::Other, tell!("source-history-empty")));
        }
        if self.unread > 0 {
            notes.push(Note::new(NoteKind::LineUnread, tell!("source-history-unread", rows = self.unread)));
        }
        if let Some((day, or)) = self.date.and_then(|date| Some((date.day, date.or?))) {
            let told = tell!("source-history-date", day = day.to_string(), or = or.to_string());
            notes.push(Note::new(NoteKind::YearAssumed, told));
        }
        (self.tracks.into_iter().map(|kept| kept.track).collect(), notes)
    }
}

/// What a row tells.
#[derive(Clone, Copy)]
struct SarSample {
    measure: TrackMeasure,
    columns: &'static str,
    left: u64,
    /// The whole lies between these two.
    whole: (f64, f64),
}

/// `kbmemfree kbavail kbmemused %memused kbbuffers kbcached …`, `kbavail` from 11.5.3 on. Before 11.7.4 (11.6.4, 11.4.10)
/// `kbmemused` is all that is not free; later ones take buffers, cache and slab off it, so that the whole follows from the
/// share only (sysstat's CHANGES).
fn memory(columns: MemoryColumns, kib: &dyn Fn(usize) -> Option<u64>, fields: &[&str]) -> Option<SarSample> {
    let (free, used) = (kib(columns.free)?, kib(columns.used)?);
    let share = fields.get(columns.share)?.replace(',', ".");
    let whole = whole(free, used, &share)?;
    let cache = || kib(columns.buffers?)?.checked_add(kib(columns.cached?)?);
    let (measure, names, left) = match columns.available {
        Some(available) => (TrackMeasure::Available, "kbavail", kib(available)?),
        None => (TrackMeasure::FreeAndCache, "kbmemfree + kbbuffers + kbcached", free.checked_add(cache()?)?),
    };
    Some(SarSample { measure, columns: names, left, whole })
}

/// Between what the whole lies, by what is used, and by its share of the whole, which is rounded.
fn whole(free: u64, used: u64, share: &str) -> Option<(f64, f64)> {
    // sar's --dec leaves decimals out.
    let decimals = share.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let rounded = 0.5 / 10_f64.powi(i32::try_from(decimals).ok()?);
    let (share, sum, used) = (share.parse::<f64>().ok()?, free.saturating_add(used) as f64, used as f64);
    let is_sum = decimals >= 2 && (used * 100.0 - share * sum).abs() <= rounded * ROUNDED_TWICE * sum;
    if is_sum {
        return Some((sum, sum));
    }
    let most = if share > rounded { used * 100.0 / (share - rounded) } else { f64::INFINITY };
    Some((used * 100.0 / (share + rounded), most))
}

/// `kbswpfree kbswpused …`.
fn swap(columns: SwapColumns, kib: &dyn Fn(usize) -> Option<u64>) -> Option<SarSample> {
    let (free, used) = (kib(columns.free)?, kib(columns.used)?);
    let sum = free.checked_add(used)? as f64;
    Some(SarSample { measure: TrackMeasure::SwapFree, columns: "kbswpfree", left: free, whole: (sum, sum) })
}

fn block_of(names: &str) -> SarBlock {
    let names: Vec<&str> = names.split_whitespace().collect();
    let column = |name: &str| names.iter().position(|it| *it == name);
    let count = names.len();
    let memory = || {
        Some(SarBlock::Memory(MemoryColumns {
            count,
            free: column("kbmemfree")?,
            available: column("kbavail"),
            used: column("kbmemused")?,
            share: column("%memused")?,
            buffers: column("kbbuffers"),
            cached: column("kbcached"),
        }))
    };
    let swap = || Some(SarBlock::Swap(SwapColumns { count, free: column("kbswpfree")?, used: column("kbswpused")? }));
    memory().or_else(swap).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> (Vec<MemoryTrack>, Vec<Note>) {
        let mut reader = SarReader::new(name, text, SourceId(0));
        text.lines().for_each(|line| reader.push(line));
        reader.finish()
    }

    fn times(track: &MemoryTrack) -> Vec<String> {
        let time =
            |at: i64| chrono::DateTime::from_timestamp(at, 0).unwrap().naive_utc().format("%d %H:%M").to_string();
        track.points.iter().map(|point| time(point.from) + if point.begins { "!" } else { "" }).collect()
    }

    const HEAD: &str = "Linux 5.14.0-1.el9.x86_64 (n1.example.com) \t11/30/26 \t_x86_64_\t(4 CPU)\n\n";

    /// A block of sysstat 12, with samples at these times.
    fn block(start: &str, rows: &[(&str, u64)]) -> String {
        let row = |(time, left): &(&str, u64)| {
            format!("{time}       100    {left}       500     50.00        10       100\n")
        };
        let names = "    kbmemfree   kbavail kbmemused  %memused kbbuffers  kbcached\n";
        format!(
            "{start}{names}{}Average:          100       500       500     50.00        10       100\n\n",
            rows.iter().map(row).collect::<String>()
        )
    }

    #[test]
    fn days_pass_and_a_block_of_another_kind_begins_the_day_once_more() {
        let swap = "22:50:01    kbswpfree kbswpused  %swpused  kbswpcad   %swpcad\n23:00:01  10 20 66.67 0 0.00\n\
                    00:10:01  10 20 66.67 0 0.00\n\n";
        let processors =
            "22:50:01        CPU     %user\n23:00:01        all      5.00\n00:10:01        all      5.00\n\n";
        let memory = block("22:50:01", &[("23:00:01", 600), ("23:50:01", 590), ("00:10:01", 580)]);
        let (tracks, notes) = read("x", &format!("{HEAD}{processors}{memory}{swap}"));
        assert_eq!(notes, []);
        let [ram, swap] = tracks.as_slice() else { panic!("{} tracks", tracks.len()) };
        assert_eq!(times(ram), ["30 23:00", "30 23:50", "01 00:10"]);
        assert_eq!(times(swap), ["30 23:00", "01 00:10"]);
        assert_eq!(ram.owner, TrackOwner::Node(Some("n1.example.com".into())));
        assert_eq!((ram.measure, ram.columns, ram.points[2].least), (TrackMeasure::Available, "kbavail", 580 * 1024));
        // 500 of 50.00 %.
        assert_eq!(ram.whole_at(ram.points[0].from), Some(Bytes(1000 * 1024)));
        assert_eq!((swap.points[0].least, swap.whole_at(i64::MAX)), (10 * 1024, Some(Bytes(30 * 1024))));
    }

    #[test]
    fn a_restart_begins_a_run_and_all_blocks_follow_once_more() {
        let swap = |time: &str| {
            format!("{time}    kbswpfree kbswpused  %swpused  kbswpcad   %swpcad\n{time}  10 20 66.67 0 0.00\n\n")
        };
        let (first, second) =
            (block("09:00:01", &[("09:10:01", 9), ("23:50:01", 8)]), block("00:20:01", &[("00:30:01", 7)]));
        let text = format!(
            "{HEAD}{first}{}00:20:01     LINUX RESTART\t(4 CPU)\n\n{second}{}",
            swap("23:50:01"),
            swap("00:30:01")
        );
        let (tracks, _) = read("x", &text);
        assert_eq!(times(&tracks[0]), ["30 09:10", "30 23:50", "01 00:30!"]);
        assert_eq!(times(&tracks[1]), ["30 23:50", "01 00:30!"]);
    }

    #[test]
    fn the_names_of_columns_may_be_repeated_and_a_clock_be_set_back() {
        let pages = block("09:00:01", &[("09:10:01", 9), ("09:20:01", 8)]) + &block("09:20:01", &[("09:30:01", 7)]);
        assert_eq!(times(&read("x", &format!("{HEAD}{pages}")).0[0]), ["30 09:10", "30 09:20", "30 09:30"]);
        let summer = block("01:00:01", &[("02:50:01", 9), ("02:00:01", 8), ("02:50:01", 8), ("03:00:01", 7)]);
        let (tracks, notes) = read("x", &format!("{HEAD}{summer}"));
        assert_eq!(times(&tracks[0]), ["30 02:50", "30 03:00!"]);
        assert_eq!(notes.len(), 1, "two rows are left out: {notes:?}");
    }

    #[test]
    fn columns_of_older_versions_are_found_by_their_names() {
        // The columns of 10.1.5 (RHEL 7) by its sar.c: no kbavail, and kbmemused is all that is not free.
        let text = format!(
            "{HEAD}12:00:01 AM kbmemfree kbmemused  %memused kbbuffers  kbcached  kbcommit   %commit  kbactive   kbinact   kbdirty\n\
             12:10:01 AM    1000      3000     75.00       100       900      5000    125.00       100       100         8\n"
        );
        let (tracks, notes) = read("x", &text);
        assert_eq!((notes.len(), times(&tracks[0])), (0, vec!["30 00:10".to_owned()]));
        assert_eq!((tracks[0].measure, tracks[0].points[0].least), (TrackMeasure::FreeAndCache, 2000 * 1024));
        assert_eq!(tracks[0].whole_at(i64::MAX), Some(Bytes(4000 * 1024)));
    }

    #[test]
    fn rounded_figures_are_left_out_and_a_rounded_share_tells_no_whole() {
        let human = format!(
            "{HEAD}20:00:58    kbmemfree   kbavail kbmemused  %memused kbbuffers  kbcached\n\
                     20:10:58       377.4M    377.3M     68.5M     14.6%      0.0k      9.4M\n"
        );
        let (tracks, notes) = read("x", &human);
        assert_eq!((tracks.len(), notes.len()), (0, 2), "{notes:?}");
        let whole = HEAD.to_owned() + &block("20:00:58", &[("20:10:58", 9)]).replace("50.00", "50");
        assert_eq!(read("x", &whole).0[0].whole_at(i64::MAX), None);
    }

    #[test]
    fn a_date_that_may_be_read_in_two_ways_is_assumed_and_said() {
        let text = HEAD.replace("11/30/26", "12/01/26") + &block("09:00:01", &[("09:10:01", 9)]);
        for (name, day, told) in [("x", "01", 1), ("bundle \u{203a} var/log/sa/sar01", "01", 0), ("sa/sar12", "12", 0)]
        {
            let (tracks, notes) = read(name, &text);
            assert_eq!((times(&tracks[0])[0].get(..2), notes.len()), (Some(day), told), "{name}");
        }
    }

    #[test]
    fn a_header_of_another_node_begins_another_track() {
        let text = format!("{HEAD}{}", block("09:00:01", &[("09:10:01", 9)]));
        let (tracks, _) = read("x", &(text.clone() + &text.replace("n1.example", "n2.example")));
        assert_eq!(tracks.len(), 2);
        let (tracks, _) = read("x", &(text.clone() + &text.replace("11/30", "12/01")));
        assert_eq!(tracks.iter().map(times).collect::<Vec<_>>(), [["30 09:10", "01 09:10"]]);
    }
}
