//! What is neither pod nor container: sessions, services, slices, batch jobs, virtual machines.

use super::{CgroupKind, Identity, unescape};

/// Cgroups that administrators name in kubelet's `--system-reserved-cgroup` and `--kube-reserved-cgroup` where systemd
/// does not make them.
const RESERVED: &[&str] = &["system", "system-reserved", "kube-reserved", "runtime", "podruntime", "kubelet", "kube"];

/// Slices inside a user's own service manager (`user@1000.service`).
const USER_SLICES: &[&str] = &["user.slice", "app.slice", "session.slice", "background.slice"];

/// Endings of systemd units that hold processes.
const UNITS: &[&str] = &[".service", ".scope", ".mount", ".socket", ".swap"];

pub(super) fn read<'a>(parts: &[&'a str]) -> Option<Identity<'a>> {
    let group = job(parts).or_else(|| virtual_machine(parts)).or_else(|| session(parts));
    let group = group.or_else(|| unit(parts).map(|unit| CgroupKind::Unit(unescape(unit)))).or_else(|| slice(parts))?;
    Some(Identity { group, ..Identity::default() })
}

/// `/slurm/uid_U/job_J/step_S`, `/system.slice/slurmstepd.scope/job_J/step_S/user/task_T`.
fn job<'a>(parts: &[&'a str]) -> Option<CgroupKind<'a>> {
    let slurm = parts.iter().position(|part| part.starts_with("slurm") || part.ends_with("slurmstepd.scope"))?;
    let mut below = parts.get(slurm..)?.iter();
    below.find_map(|part| part.strip_prefix("job_")).map(CgroupKind::Job)
}

/// `machine-qemu\x2d1\x2dweb.scope`: libvirt.
fn virtual_machine<'a>(parts: &[&'a str]) -> Option<CgroupKind<'a>> {
    let scope = parts.iter().find_map(|part| part.strip_prefix("machine-")?.strip_suffix(".scope"))?;
    let name = unescape(scope);
    let (_, name) = name.strip_prefix("qemu-")?.split_once('-')?;
    Some(CgroupKind::Machine(name.to_owned().into()))
}

fn session<'a>(parts: &[&'a str]) -> Option<CgroupKind<'a>> {
    let is_user = |part: &&&str| {
        USER_SLICES.contains(*part)
            || uid_of(part).is_some()
            || part.strip_prefix("session-").and_then(|rest| rest.strip_suffix(".scope")).is_some()
    };
    parts.iter().find(is_user)?;
    let uid = parts.iter().find_map(|part| uid_of(part));
    let unit = parts.iter().rev().find(|part| is_unit(part)).filter(|part| uid_of(part).is_none());
    let is_systemd = |part: &&&str| is_unit(part) || part.strip_suffix(".slice").is_some();
    let innermost = parts.iter().rev().find(is_systemd).copied();
    let made_below = innermost.filter(|around| parts.last() != Some(around));
    Some(CgroupKind::Session { uid, unit: unit.map(|unit| unescape(unit)), made_below })
}

/// The user of `user-1000.slice` and `user@1000.service`.
fn uid_of(part: &str) -> Option<&str> {
    let slice = part.strip_prefix("user-").and_then(|rest| rest.strip_suffix(".slice"));
    let manager = || part.strip_prefix("user@").and_then(|rest| rest.strip_suffix(".service"));
    slice.or_else(manager).filter(|uid| !uid.is_empty() && uid.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The outermost unit: what a service makes below itself is still the service's.
fn unit<'a>(parts: &[&'a str]) -> Option<&'a str> {
    parts.iter().copied().find(|part| is_unit(part))
}

fn is_unit(part: &str) -> bool {
    UNITS.iter().any(|ending| part.len() > ending.len() && part.ends_with(ending))
}

fn slice<'a>(parts: &[&'a str]) -> Option<CgroupKind<'a>> {
    let last = *parts.last()?;
    let reserved = parts.len() == 1 && RESERVED.contains(&last);
    (last.strip_suffix(".slice").is_some() || reserved).then(|| CgroupKind::Slice(unescape(last)))
}
