//! What is open and what was: closing, taking it back, and how it is called.

use super::{AppState, Before, Command, Effect, Offer, Phase, Toast};
use crate::say;
use crate::source::{self, Input};

impl AppState {
    pub(crate) fn close(&mut self) -> Option<Effect> {
        if self.inputs.is_empty() {
            return None;
        }
        let what = match self.inputs.as_slice() {
            [one] => self.shown_name(one),
            more => say!(self.language, "window-logs", count = more.len()),
        };
        self.step_back();
        self.forget();
        self.inputs.clear();
        self.messages.clear();
        self.say(Toast::told(say!(self.language, "window-closed", what = what)).offering(Offer::Reopen));
        Some(Effect::Forget)
    }

    /// The command, or a complaint where it would close what is open for a path at which nothing is.
    pub(crate) fn checked(&self, command: Command) -> Command {
        let missing = |inputs: &[Input]| {
            let path = |input: &Input| if let Input::Path(path) = input { Some(path.clone()) } else { None };
            let paths: Vec<_> = inputs.iter().filter_map(path).collect();
            paths.into_iter().find(|path| !source::is_there(path))
        };
        match &command {
            Command::Open(inputs) | Command::Add(inputs) if !self.inputs.is_empty() || self.sheet.is_some() => {
                let Some(path) = missing(inputs) else { return command };
                let path = path.display().to_string();
                Command::Say(Toast::error(say!(self.language, "window-nothing-at-path", path = path)))
            }
            _ => command,
        }
    }

    pub(crate) fn close_one(&mut self, input: &Input) -> Option<Effect> {
        let rest: Vec<Input> = self.inputs.iter().filter(|known| *known != input).cloned().collect();
        if rest.is_empty() {
            return self.close();
        }
        if rest.contains(&Input::Stdin) {
            self.complain(say!(self.language, "window-stdin-would-be-lost"));
            return None;
        }
        let what = self.shown_name(input);
        let effect = self.open(rest);
        self.say(Toast::told(say!(self.language, "window-closed", what = what)).offering(Offer::Reopen));
        effect
    }

    /// Remembers what is open, so that it can be opened again.
    pub(crate) fn step_back(&mut self) {
        if !self.inputs.is_empty() {
            let selected =
                self.selection.selected.and_then(|id| self.index_of(id)).and_then(|at| self.rows.get(at)?.home);
            self.before = Before { inputs: std::mem::take(&mut self.inputs), selected, dating: self.dating };
        }
    }

    pub(crate) fn reopen(&mut self) -> Option<Effect> {
        let Before { mut inputs, selected, dating } = std::mem::take(&mut self.before);
        self.messages.retain(|message| message.offer != Some(Offer::Reopen));
        if inputs.contains(&Input::Stdin) {
            inputs.retain(|input| *input != Input::Stdin);
            self.complain(say!(self.language, "window-stdin-gone"));
        } else if inputs.is_empty() {
            self.say(Toast::told(say!(self.language, "window-nothing-before")));
        }
        let effect = self.open(inputs);
        if effect.is_some() {
            (self.selection.sought, self.dating) = (selected, dating);
        }
        effect
    }

    pub(crate) fn undo(&mut self) -> Option<Effect> {
        let offered = self.messages.iter().any(|message| message.offer == Some(Offer::Reopen));
        if offered || self.inputs.is_empty() { self.reopen() } else { None }
    }

    /// An input's name for people; made up where names are masked.
    pub(crate) fn shown_name(&self, input: &Input) -> String {
        match (&self.presentation.mask, input) {
            (Some(_), Input::Path(_)) => say!(self.language, "window-masked-log").to_owned(),
            (None, Input::Path(path)) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            (_, Input::Stdin) => say!(self.language, "window-standard-input").to_owned(),
            (_, Input::Text { name, .. }) => name.clone(),
        }
    }

    /// What the window is called: what is open in it, and how much was found there.
    pub(crate) fn title(&self) -> String {
        let what = match self.inputs.as_slice() {
            [] => return "oomscope".to_owned(),
            [one] => self.shown_name(one),
            more => say!(self.language, "window-logs", count = more.len()),
        };
        let (language, count) = (self.language, self.review.cases.len());
        match &self.load.phase {
            Phase::Reading => say!(language, "window-title-reading", what = what),
            _ if count == 0 && !self.witnesses.is_empty() => {
                say!(language, "window-title-signs", what = what, count = self.witnesses.len())
            }
            _ if self.summary.all_killed => say!(language, "window-title-kills", what = what, count = count),
            _ => say!(language, "window-title-incidents", what = what, count = count),
        }
    }
}
