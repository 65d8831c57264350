//! What is handed off because it would hold up a frame, and what comes of it.

use egui::Context;

use super::App;
use crate::report::{PictureSubject, Spec};
use crate::say;
use crate::ui::export::{self, ErrandResult};
use crate::ui::state::{Command, Toast};

impl App {
    /// Hands something off that would hold up a frame; false where nobody takes it, which is said.
    pub(super) fn run(&mut self, errand: Result<impl FnOnce() -> ErrandResult + Send + 'static, String>) -> bool {
        let busy = || say!(self.state.language, "window-too-busy").to_owned();
        let taken = errand.and_then(|errand| self.errands.run(errand).then_some(()).ok_or_else(busy));
        let is_taken = taken.is_ok();
        self.commands.extend(taken.err().map(|sentence| Command::Say(Toast::error(sentence))));
        is_taken
    }

    pub(super) fn preview(&mut self, spec: Spec, width: f32) {
        if !self.run(export::preview(&self.state, spec, width)) {
            self.panels.sheets.picture.refuse();
        }
    }

    pub(super) fn take_made(&mut self, ctx: &Context, made: ErrandResult) {
        match made {
            ErrandResult::Picture(image, subject) => {
                ctx.copy_image(image);
                let language = self.state.language;
                let words = match subject {
                    PictureSubject::Card => say!(language, "window-copied-card"),
                    PictureSubject::Timeline => say!(language, "window-copied-timeline"),
                    PictureSubject::Overview => say!(language, "window-copied-overview"),
                };
                self.commands.push(Command::Say(Toast::told(words)));
            }
            ErrandResult::Preview(preview) => self.panels.sheets.picture.take(ctx, preview),
            ErrandResult::Said(message) => self.commands.push(Command::Say(message)),
            ErrandResult::Ticket(text) => {
                let what = say!(self.state.language, "window-copied-ticket").to_owned();
                self.commands.push(Command::Copy { text, what });
            }
            ErrandResult::Dressed(dressed) => self.state.take_dressed(*dressed),
            ErrandResult::Broken(told) => {
                // Perhaps it was the picture in small: nobody draws that any more.
                self.panels.sheets.picture.refuse();
                self.commands.push(Command::Say(Toast::error(told.said(self.state.language))));
            }
        }
        ctx.request_repaint();
    }

    pub(super) fn copy_words(&mut self, subject: PictureSubject) {
        self.commands.push(match export::content(&self.state, subject) {
            Ok(content) => Command::Copy {
                text: content.words(),
                what: say!(self.state.language, "window-copied-words").to_owned(),
            },
            Err(sentence) => Command::Say(Toast::error(sentence)),
        });
    }
}
