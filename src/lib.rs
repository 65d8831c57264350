//! oomscope opens the logs that a Linux node left behind, finds every kill that the kernel's OOM killer made, and
//! says whose memory limit was hit, with the lines that prove it.
//!
//! # The pipeline
//!
//! ```text
//! bytes → source → lines → envelope → records → kernel → messages → incident → incidents → analysis → conclusions
//!                                                                                             ├→ report (json, png …)
//!                                                                                             └→ ui (the window)
//! ```
//!
//! # The layers
//!
//! A layer may use only those to its left (`tests/tidy.rs` holds this):
//!
//! `lang → model → text → source → envelope → kernel → incident → analysis → chart, palette → report → load → ui → cli → main`
//!
//! `lang` is how all others speak to people: whoever makes a sentence is told the language, as a parameter. `analysis` says
//! its verdicts in the language of its [`analysis::Review`]; another language is spoken by judging the same facts anew
//! ([`analysis::respeak`]), so that no sentence is ever translated, and none is put together from pieces that another
//! language would put in another order.
//!
//! `kernel`, `incident` and `analysis` know neither files nor envelopes, so that a line of a report can be understood without
//! knowing where it came from; of `source` they know what a needle is, because each says what its own lines hold.
//! `docs/architecture.md` follows one line through all layers and says where a new thing goes.
//!
//! | layer | takes | gives |
//! |---|---|---|
//! | [`lang`] | a message's name and its arguments | the sentence in English or Japanese, from the catalogues in `assets/lang` |
//! | [`model`] | nothing | facts: [`model::Incident`], [`model::Victim`], [`model::Moment`], units |
//! | [`text`] | numbers, sizes, times | how people read them |
//! | [`source`] | paths, stdin, text | lines with numbers, found by a scan that skips what cannot matter |
//! | [`envelope`] | a line | [`model::Record`]: stamp, host, program, text |
//! | [`kernel`] | a record's text | one [`kernel::Message`]; stateless; the table of shapes |
//! | [`incident`] | records and messages in order | [`model::Incident`] |
//! | [`analysis`] | incidents and companions | [`analysis::Conclusions`]: verdict, pie, series, joins |
//! | [`chart`], [`palette`] | conclusions | geometry and colours that window and reports share |
//! | [`report`] | conclusions | bytes: JSON, tables, pages; what a picture is to show, which `ui::picture` draws |
//! | [`load`] | paths | the pipeline run, headless or on a thread |
//! | `ui` | events of a load | the window |
//!
//! # What is absent
//!
//! 1. Nothing outside `ui` and `main` names eframe; headless pictures are drawn by `ui::picture`, in pixels
//!    with `ui::raster`.
//! 2. Nothing outside `source` reads input; nothing outside `report::write` writes output. Inputs that cannot be read twice
//!    are copied to temporary files without a name, in `source`.
//! 3. Nothing outside `load` and `source` starts a thread, but for the dialogs of the system (`ui::dialogs`), which block
//!    whoever asks them. Panels never block and never parse.
//! 4. Nothing below `main` asks for the time, the zone or the locale.
//! 5. Parsing never fails and never panics: it returns values and notes. Only opening and writing can fail.
//! 6. "Not printed" is never zero.
//! 7. Every fact knows its line.
//! 8. `model` is not serialisable; `report::json` has its own structs, because that format is a promise.
//! 9. There is a limit on everything that input can drive. Those behind which something is left out stand in one table,
//!    [`model::limits`], with the sentence that tells of each and the test at its edge.

// So that what tests of all layers share may stand beside those of the whole program.
#[cfg(test)]
extern crate self as oomscope;
#[cfg(test)]
#[path = "../tests/support/seed_kill.rs"]
mod seed_kill;

pub mod analysis;
pub mod chart;
pub mod cli;
pub mod envelope;
pub mod incident;
pub mod kernel;
pub mod lang;
pub mod load;
pub mod model;
pub mod palette;
pub mod report;
pub mod source;
pub mod text;
#[cfg(feature = "window")]
pub mod ui;
