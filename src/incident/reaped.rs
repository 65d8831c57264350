//! What the reaper left of a victim: it tells so in a line of its own, after the report.

use crate::kernel::Reaper;
use crate::model::{Incident, Place, Reaped};

/// Notes what the reaper left of one of the incident's victims; false where it has no such victim.
pub(super) fn note_reaped(incident: &mut Incident, reaper: &Reaper<'_>, at: Place, host: Option<&str>) -> bool {
    let (Some(anon_rss), Some(file_rss)) = (reaper.anon_rss, reaper.file_rss) else { return false };
    if incident.host.as_deref().is_some_and(|own| host.is_some_and(|host| host != own)) {
        return false;
    }
    let pid = reaper.process.pid;
    let Some(victim) = incident.victims.iter_mut().find(|victim| victim.pid == pid) else { return false };
    // Kernels before 4.9 count shared memory as files.
    let shmem_rss = reaper.shmem_rss.unwrap_or_default();
    if victim.reaped.is_none() {
        victim.reaped = Some(Box::new(Reaped { anon_rss, file_rss, shmem_rss, at }));
        for span in &mut incident.seen_in {
            *span = span.with(at);
        }
    }
    true
}
