//! Archives: their members one after the other, each accounted for. Nothing is ever written under a member's name.

mod members;
mod names;
mod sparse;
mod tape;
mod tar;
mod zip;

pub(super) use self::members::Members;
pub(super) use self::tar::read as tar;
pub(super) use self::zip::read as zip;
