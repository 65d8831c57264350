//! What other threads call when the window has something new to show.

use std::sync::Arc;

use egui::Context;

use crate::load::worker::{PatientWaker, Waker};

/// Draws the window anew at once.
pub(super) fn waker(ctx: &Context) -> Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

/// Draws the window anew after a while.
pub(super) fn patient_waker(ctx: &Context) -> PatientWaker {
    let ctx = ctx.clone();
    Arc::new(move |wait| ctx.request_repaint_after(wait))
}
