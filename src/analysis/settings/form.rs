//! Which of a node's files a text is, told from its name and its beginning.

use super::{memory, unit};

/// How much of the beginning is looked at.
const BEGINNING: usize = 4096;

/// The form of a file of settings; its name stands among a source's dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingsForm {
    /// A unit file of systemd, a drop-in, or several as `systemctl cat` prints them.
    Unit,
    /// `systemctl show`.
    Shown,
    /// `kind: KubeletConfiguration`, in YAML or JSON, or what the kubelet's `/configz` answers.
    Kubelet,
    /// The kubelet's flags in a file of variables: `/etc/default/kubelet`.
    KubeletFlags,
    /// `/proc/meminfo`, by itself or in supportconfig's `memory.txt`.
    MemInfo,
    /// `free`, in KiB.
    Free,
}

impl SettingsForm {
    /// The form of an input of this name that begins with `head`; `None` for logs and everything else.
    pub fn of(name: &str, head: &str) -> Option<Self> {
        let head = head.get(..head.floor_char_boundary(BEGINNING.min(head.len())))?.trim_start_matches('\u{feff}');
        let first = head.lines().map(str::trim_end).find(|line| !line.is_empty())?;
        if is_kubelet(head) {
            return Some(Self::Kubelet);
        }
        let variable = |line: &str| line.starts_with("KUBELET_") && line.contains('=') && head.contains("--");
        if head.lines().any(variable) && first.starts_with(['#', 'K']) {
            return Some(Self::KubeletFlags);
        }
        let is_collected = first.starts_with("#==[") && name.ends_with("memory.txt");
        if first.starts_with("MemTotal:") || is_collected {
            return Some(Self::MemInfo);
        }
        // supportconfig has what `systemctl show` prints of each unit in one file.
        if first.starts_with("#==[") && name.ends_with("systemd.txt") {
            return Some(Self::Shown);
        }
        if memory::is_heading_of_free(first) && memory::is_in_kib(name) {
            return Some(Self::Free);
        }
        if unit::is_shown(head) {
            return Some(Self::Shown);
        }
        unit::is_file(head).then_some(Self::Unit)
    }

    /// The name for people and for the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "systemd-unit",
            Self::Shown => "systemctl-show",
            Self::Kubelet => "kubelet-configuration",
            Self::KubeletFlags => "kubelet-flags",
            Self::MemInfo => "proc-meminfo",
            Self::Free => "free",
        }
    }
}

/// `kind: KubeletConfiguration`, `"kind": "KubeletConfiguration"`, `{"kubeletconfig":{…`.
fn is_kubelet(head: &str) -> bool {
    let kind = head.lines().any(|line| {
        let pair = line.trim().trim_end_matches(',').replace(['"', ' '], "");
        pair == "kind:KubeletConfiguration"
    });
    let packed = || head.starts_with('{') && head.replace([' ', '\n'], "").starts_with("{\"kubeletconfig\":{");
    let one_line = || head.starts_with('{') && head.contains("\"KubeletConfiguration\"");
    kind || packed() || one_line()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_name_and_beginning() {
        for (name, head, form) in [
            (
                "etc/systemd/system/app.service",
                "[Unit]\nDescription=App\n\n[Service]\nMemoryMax=512M\n",
                Some(SettingsForm::Unit),
            ),
            ("app.service.d/50-x.conf", "# by hand\n; so\n[Slice]\nMemoryMax=1G\n", Some(SettingsForm::Unit)),
            ("cat", "# /usr/lib/systemd/system/app.service\n[Unit]\nDescription=App\n", Some(SettingsForm::Unit)),
            (
                "show",
                "Type=simple\nRestart=no\nMemoryAccounting=yes\nMemoryMax=536870912\nId=app.service\n",
                Some(SettingsForm::Shown),
            ),
            (
                "config.yaml",
                "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n",
                Some(SettingsForm::Kubelet),
            ),
            ("kubelet-config.json", "{\n  \"kind\": \"KubeletConfiguration\",\n", Some(SettingsForm::Kubelet)),
            ("configz", "{\"kubeletconfig\":{\"enableServer\":true", Some(SettingsForm::Kubelet)),
            ("etc/default/kubelet", "KUBELET_FLAGS=--kube-reserved=memory=1638Mi\n", Some(SettingsForm::KubeletFlags)),
            ("proc/meminfo", "MemTotal:        2014756 kB\nMemFree: 1 kB\n", Some(SettingsForm::MemInfo)),
            ("memory.txt", "#==[ Command ]====#\n# /usr/bin/free -k\n", Some(SettingsForm::MemInfo)),
            (
                "free",
                "               total        used        free      shared  buff/cache   available\nMem: 1 2 3\n",
                Some(SettingsForm::Free),
            ),
            ("sos_commands/memory/free_-m", "              total        used        free\nMem: 1 2 3\n", None),
            ("scc/systemd.txt", "#==[ Command ]====#\n# /usr/bin/systemctl --failed\n", Some(SettingsForm::Shown)),
            ("messages.txt", "#==[ Log File ]====#\n# /var/log/messages\n", None),
            ("kern.log", "Dec 13 07:23:21 node kernel: java invoked oom-killer", None),
            ("app.ini", "[Database]\nhost=x\n", None),
            ("pods.yaml", "apiVersion: v1\nkind: Pod\n", None),
            ("env", "PATH=/bin\nHOME=/\n", None),
            ("", "", None),
        ] {
            assert_eq!(SettingsForm::of(name, head), form, "{name}: {head}");
        }
    }

    #[test]
    fn the_readme_names_every_form() {
        let readme = include_str!("../../../README.md");
        for form in [
            SettingsForm::Unit,
            SettingsForm::Shown,
            SettingsForm::Kubelet,
            SettingsForm::KubeletFlags,
            SettingsForm::MemInfo,
            SettingsForm::Free,
        ] {
            assert!(readme.contains(&format!("| `{}` |", form.name())), "{}", form.name());
        }
    }
}
