//! What panels ask for, and what that needs from outside: plain data, no egui.

use std::path::PathBuf;

use crate::lang::Language;
use crate::model::{IncidentId, Place, SourceId};
use crate::report::{Format, LaneBy, PictureSubject, Spec};
use crate::say;
use crate::source::Input;
use crate::ui::kills::facet::Facet;
use crate::ui::kills::filter::{Filter, Sort};
use crate::ui::settings::LogSwitch;
use crate::ui::settings::columns::Choices;
use crate::ui::settings::{ThemeChoice, ZoneChoice};

/// What a panel may ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask the user for files; they replace what is open.
    AskOpen,
    /// Ask the user for a folder of logs; it replaces what is open.
    AskFolder,
    /// Ask the user for files; they join what is open.
    AskAdd,
    /// Open these instead of what is open.
    Open(Vec<Input>),
    /// Open these beside what is open.
    Add(Vec<Input>),
    /// Open text from the clipboard.
    Paste(String),
    /// Open the log that comes with the program.
    OpenSample,
    /// Stop reading; what was found stays.
    Stop,
    /// Close everything that is open.
    Close,
    /// Close one of the inputs; the others are read anew.
    CloseInput(Input),
    /// Open again what was open before.
    Reopen,
    /// Take back that something was closed, where that is the last that was said.
    Undo,
    /// Select a kill; its series is unfolded.
    Select(IncidentId),
    /// Select a kill and leave its series as it is.
    Point(IncidentId),
    /// Show the card of a series, by its index, and leave it folded or unfolded.
    ShowSeries(usize),
    /// The same for the series of the selected kill.
    ShowOwnSeries,
    /// Show who is affected, or the selected kill again.
    ShowAffected,
    /// Select the kill so many places further down the list, or up where negative.
    Step(isize),
    /// Choose these kills together with the selected one, or no longer where all of them are.
    Choose(Vec<IncidentId>),
    /// Choose all kills of the list from where the choice began to this one.
    ChooseTo(IncidentId),
    /// Choose all kills of the list from where the choice began to so many lines further.
    Extend(isize),
    /// Choose all kills that the filter leaves.
    ChooseShown,
    /// Fold or unfold the series of the list.
    Fold(Fold),
    /// Compare the two chosen kills, or the selected one with the one before it in its series.
    Compare,
    /// Copy the chosen kills as rows.
    CopyKills(Spelling),
    /// Select the kill so many places later on the timeline, or earlier where negative.
    StepInTime(isize),
    /// Show what is under the pointer everywhere.
    Hover(Pointed),
    /// Look at another stretch of the timeline.
    Timeline(TimelineMove),
    /// Show another tab.
    Show(Tab),
    /// Show only the tabs' names, or all of them again.
    FoldTabs,
    /// The log's lines are shown in another way, or no longer.
    Switch(LogSwitch),
    /// Keep this height of the tabs, in points.
    TabsHeight(u16),
    /// Show this line in the log.
    ShowLine(Place),
    /// Narrow the list to this.
    Narrow(Filter),
    /// Show only the kills that share this with the selected one; all again where that is so already.
    Only(Facet),
    /// Put the list in this order.
    Order(Sort),
    /// Give the filter field the keyboard.
    FocusFilter,
    /// Show the log and give one of its fields the keyboard.
    FocusLog(LogField),
    /// Copy text.
    Copy {
        /// What goes to the clipboard.
        text: String,
        /// What it is, for the message: "3 rows".
        what: String,
    },
    /// Copy the selected kill's card as a picture, laid out as pictures were last.
    CopyCard,
    /// Copy a picture.
    CopyPicture(Spec),
    /// Copy all of it, as one comment of a ticket takes it.
    CopyTicket(Format),
    /// Copy what a picture says, in words.
    CopyWords(PictureSubject),
    /// What the sheet for pictures is set to.
    Picture(Spec),
    /// Draw a picture in small, so many pixels wide.
    Preview(Spec, f32),
    /// Ask where to save something.
    AskSave(Product),
    /// Save it there.
    SaveTo(Product, PathBuf),
    /// Find a text or a regular expression in a source, instead of what is being looked for; or nothing any more.
    Search(Option<(SourceId, String, bool)>),
    /// On to the next find in the log, or back.
    StepFind(bool),
    /// Fetch so many lines of a source, from one on.
    Fetch(SourceId, u64, u64),
    /// Show made-up names instead of the real ones, or no longer.
    Mask(bool),
    /// The one or the other.
    ToggleMask,
    /// Light, dark or as the system says.
    Theme(ThemeChoice),
    /// Speak this language; the system's where `None`.
    Speak(Option<Language>),
    /// Speak English after all: nothing here can write the language that is spoken.
    CannotWrite,
    /// What the timeline's lanes are.
    Lanes(LaneBy),
    /// Move as little as possible.
    Calm(bool),
    /// Which columns the task table has.
    TaskColumns(Choices),
    /// The zone that times are shown in.
    ShowTimes(ZoneChoice),
    /// What is assumed of the times of the logs that are open; they are read anew.
    Date(Dating),
    /// Open or close a sheet over the window.
    Toggle(Sheet),
    /// Close the topmost sheet, else the comparison, else give up the choice of several kills, else clear the filter.
    Escape,
    /// Say something for a few seconds.
    Say(Toast),
    /// Say it no longer.
    Unsay(Toast),
    /// Show a file in the desktop's file manager.
    ShowFile(PathBuf),
}

impl Command {
    /// Whether it says which kill is to be shown.
    pub(super) const fn chooses(&self) -> bool {
        matches!(
            self,
            Self::Select(_)
                | Self::Point(_)
                | Self::ShowSeries(_)
                | Self::ShowOwnSeries
                | Self::Step(_)
                | Self::Choose(_)
                | Self::ChooseTo(_)
                | Self::Extend(_)
                | Self::ChooseShown
                | Self::Only(_)
                | Self::StepInTime(_)
                | Self::Compare
                | Self::ShowLine(_)
        )
    }
}

/// What is under the pointer, wherever it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointed {
    /// The kill.
    pub kill: Option<IncidentId>,
    /// All kills of a series, by its index.
    pub series: Option<usize>,
    /// The line of the log.
    pub line: Option<Place>,
    /// The time on the timeline's axis, in seconds, where it is another than the kill's.
    pub seconds: Option<f64>,
}

impl Pointed {
    /// A kill and nothing more.
    pub(crate) const fn at(id: IncidentId) -> Self {
        Self { kill: Some(id), series: None, line: None, seconds: None }
    }
}

/// What the user has said of times that the logs leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dating {
    /// The year of each source's last line.
    pub year: Option<i32>,
    /// The zone of stamps without an offset.
    pub log_zone: ZoneChoice,
}

/// The tabs below the card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The task table.
    #[default]
    Tasks,
    /// The original lines.
    Log,
    /// memory.stat.
    Statistics,
    /// Mem-Info.
    NodeMemory,
    /// The call trace.
    Stack,
}

/// What to fold or unfold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// This series, by its index: the other way.
    Toggle(usize),
    /// The series of the selected kill.
    Here {
        /// Whether its kills shall stand below it.
        open: bool,
    },
    /// All series.
    All {
        /// Whether their kills shall stand below them.
        open: bool,
    },
    /// Whether every kill is a line of its own, whatever series it belongs to.
    Never(bool),
}

/// How rows are spelled on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Tab-separated, for spreadsheets.
    Tsv,
    /// As a Markdown table, for tickets.
    Markdown,
    /// In columns of text, for chats.
    Text,
}

/// How the timeline's stretch may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimelineMove {
    /// All kills.
    #[default]
    Fit,
    /// The kills of the series whose card is shown.
    Series,
    /// A shorter stretch, more closely.
    In,
    /// A longer stretch.
    Out,
}

/// What may lie over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sheet {
    /// The keyboard's shortcuts.
    Shortcuts,
    /// The search for commands.
    Commands,
    /// What was read, and what was not.
    WhatWasRead,
    /// The making of pictures.
    Picture,
    /// How times are shown, and what is assumed of them.
    Times,
    /// A field for the path of a log, where no file dialog can be had.
    OpenPath,
    /// A field for the path of a file to write.
    SavePath(Product),
}

/// What can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// A picture.
    Picture(Spec),
    /// Everything.
    Report(Format),
    /// What there is about the chosen kills alone.
    Chosen(Format),
}

/// A sentence that is shown for a few seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// True where something went wrong; such a message stays until it is clicked away.
    pub is_error: bool,
    /// What can be done about it.
    pub offer: Option<Offer>,
}

/// What a message offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Open again what was closed.
    Reopen,
    /// Show this file in the desktop's file manager.
    ShowFile(PathBuf),
}

/// A field of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogField {
    /// What to find.
    Find,
    /// The number of the line to show.
    Line,
}

impl Command {
    /// True where something leaves the window, or what was found is changed: that must not happen under names, in a
    /// language or in a zone that somebody has just turned away from.
    pub(super) const fn needs_names(&self) -> bool {
        matches!(
            self,
            Self::Open(_)
                | Self::Add(_)
                | Self::Paste(_)
                | Self::OpenSample
                | Self::Close
                | Self::CloseInput(_)
                | Self::Reopen
                | Self::Undo
                | Self::Compare
                | Self::CopyKills(_)
                | Self::Copy { .. }
                | Self::CopyCard
                | Self::CopyPicture(_)
                | Self::CopyWords(_)
                | Self::CopyTicket(_)
                | Self::Preview(..)
                | Self::SaveTo(..)
                | Self::Mask(_)
                | Self::ToggleMask
                | Self::Speak(_)
                | Self::CannotWrite
                | Self::ShowTimes(_)
                | Self::Date(_)
        )
    }
}

/// What a command needs from outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start reading these, instead of whatever is being read.
    Load(Vec<Input>),
    /// Stop reading.
    Stop,
    /// Forget the load altogether.
    Forget,
    /// Ask for files.
    PickFiles {
        /// Whether they join what is open.
        add: bool,
    },
    /// Ask for a folder.
    PickFolder,
    /// Ask where to save something.
    PickTarget(Product),
    /// Make it and write it there.
    Write(Product, PathBuf),
    /// Draw a picture and put it on the clipboard.
    CopyPicture(Spec),
    /// Put all of it on the clipboard, as one comment of a ticket takes it.
    CopyTicket(Format),
    /// Put what a picture says on the clipboard, in words.
    CopyWords(PictureSubject),
    /// Draw a picture in small, so many pixels wide.
    Preview(Spec, f32),
    /// Put text on the clipboard.
    Copy(String),
    /// Fetch so many lines of a source, from one on.
    FetchLines(SourceId, u64, u64),
    /// Look for this in a source; see [`Command::Search`].
    Search(Option<(SourceId, String, bool)>),
    /// Give the filter field the keyboard.
    FocusFilter,
    /// Give one of the log's fields the keyboard.
    FocusLog(LogField),
    /// Show a file in the desktop's file manager.
    ShowFile(PathBuf),
    /// Keep the settings.
    SaveSettings,
}

/// How far a load is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is open.
    #[default]
    Empty,
    /// Reading.
    Reading,
    /// Read to the end.
    Done,
    /// The user stopped it; what was found before is shown.
    Stopped,
    /// It broke off; the sentence says why.
    Failed(String),
}

impl Tab {
    /// All tabs, in their order.
    pub const ALL: [Self; 5] = [Self::Tasks, Self::Log, Self::Statistics, Self::NodeMemory, Self::Stack];

    /// What the tab says.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Tasks => say!(language, "tabs-tasks"),
            Self::Log => say!(language, "tabs-log"),
            Self::Statistics => say!(language, "tabs-statistics"),
            Self::NodeMemory => say!(language, "tabs-node-memory"),
            Self::Stack => say!(language, "tabs-stack"),
        }
    }
}

impl Toast {
    /// Something that went as it should.
    pub fn told(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false, offer: None }
    }

    /// Something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true, offer: None }
    }

    /// The same with something to do about it.
    #[must_use]
    pub fn offering(self, offer: Offer) -> Self {
        Self { offer: Some(offer), ..self }
    }
}
