//! The kubelet's configuration (`KubeletConfiguration`, kubelet.config.k8s.io/v1beta1) and its older flags.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{KubeletSettings, MemoryAmount, unit};
use crate::analysis::cluster::quantity;
use crate::model::SourceId;

/// What is taken of a configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Configuration {
    kube_reserved: BTreeMap<String, String>,
    system_reserved: BTreeMap<String, String>,
    eviction_hard: BTreeMap<String, String>,
    #[serde(rename = "singleProcessOOMKill")]
    single_process_oom_kill: Option<bool>,
}

/// What a configuration calls itself.
const KIND: &str = "KubeletConfiguration";

/// How deep a configuration may stand in other objects: `items`, `spec`, `config`.
const DEPTH: usize = 8;

/// A configuration in YAML or JSON. None where it cannot be read: then nothing is said of it.
pub(super) fn of_configuration(text: &str, source: SourceId) -> Option<KubeletSettings> {
    let read = values(text).iter().find_map(|value| within(value, DEPTH));
    let Configuration { kube_reserved, system_reserved, eviction_hard, single_process_oom_kill } = read?;
    let memory = |reserved: &BTreeMap<String, String>| quantity(reserved.get("memory")?);
    Some(KubeletSettings {
        source,
        kube_reserved: memory(&kube_reserved),
        system_reserved: memory(&system_reserved),
        eviction_hard: eviction_hard.get("memory.available").and_then(|value| threshold(value)),
        single_process_oom_kill,
    })
}

/// The documents of a text.
fn values(text: &str) -> Vec<Value> {
    if text.trim_start().starts_with('{') {
        serde_json::from_str(text).into_iter().collect()
    } else {
        serde_saphyr::from_multiple(text).unwrap_or_default()
    }
}

/// The configuration in a value: the value itself, what the kubelet's `/configz` answers, or what stands below another object:
/// Talos' `KubeletSpec` holds one, kubeadm's `ConfigMap` holds one as text. What another object says at its own top is none.
fn within(value: &Value, depth: usize) -> Option<Configuration> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Object(object) => {
            let is_one = object.get("kind").and_then(Value::as_str) == Some(KIND);
            let own = Some(value).filter(|_| is_one).or_else(|| object.get("kubeletconfig"));
            match own {
                Some(own) => Configuration::deserialize(own).ok(),
                None => object.values().find_map(|value| within(value, depth)),
            }
        }
        Value::Array(values) => values.iter().find_map(|value| within(value, depth)),
        Value::String(text) if text.contains(KIND) && text.contains('\n') => {
            values(text).iter().find_map(|value| within(value, depth))
        }
        _ => None,
    }
}

/// `KUBELET_FLAGS=--kube-reserved=cpu=100m,memory=1638Mi --eviction-hard=memory.available<750Mi`.
pub(super) fn of_flags(text: &str, source: SourceId) -> Option<KubeletSettings> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let words = || lines.clone().flat_map(|line| line.split([' ', '\t', '"', '\'', '\\']));
    let flag = |name: &str| {
        let mut values = words().filter_map(|word| word.split_once(name).map(|(_, value)| value));
        values.next_back().map(|values| values.split(',').map(str::to_owned).collect::<Vec<_>>())
    };
    let pair = |name: &str, pair: &str| {
        flag(name).and_then(|values| values.iter().find_map(|value| value.strip_prefix(pair).map(str::to_owned)))
    };
    let reserved = |name: &str| pair(name, "memory=").and_then(|value| quantity(&value));
    let found = KubeletSettings {
        source,
        kube_reserved: reserved("--kube-reserved="),
        system_reserved: reserved("--system-reserved="),
        eviction_hard: pair("--eviction-hard=", "memory.available<").and_then(|value| threshold(&value)),
        single_process_oom_kill: None,
    };
    let is_told = found.kube_reserved.is_some() || found.system_reserved.is_some() || found.eviction_hard.is_some();
    is_told.then_some(found)
}

/// `100Mi`, `5%`.
fn threshold(value: &str) -> Option<MemoryAmount> {
    match value.trim().strip_suffix('%') {
        Some(percent) => unit::hundredths(percent).map(MemoryAmount::Share),
        None => quantity(value).map(MemoryAmount::Size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bytes;

    const MIB: u64 = 1 << 20;

    #[test]
    fn a_configuration_is_read_in_both_spellings() {
        let wanted = KubeletSettings {
            source: SourceId(2),
            kube_reserved: Some(Bytes(300 * MIB)),
            system_reserved: Some(Bytes(200 * MIB)),
            eviction_hard: Some(MemoryAmount::Size(Bytes(100 * MIB))),
            single_process_oom_kill: Some(true),
        };
        for text in [
            "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nevictionHard:\n  memory.available: 100Mi\n  \
             nodefs.available: 10%\nkubeReserved: {cpu: 100m, memory: 300Mi}\nsystemReserved:\n  memory: \"200Mi\"\n\
             singleProcessOOMKill: true\n",
            r#"{"kind":"KubeletConfiguration","evictionHard":{"memory.available":"100Mi"},"kubeReserved":{"memory":"300Mi"},
             "systemReserved":{"memory":"200Mi"},"singleProcessOOMKill":true,"authentication":{"anonymous":{"enabled":false}}}"#,
            r#"{"kubeletconfig":{"evictionHard":{"memory.available":"100Mi"},"kubeReserved":{"memory":"300Mi"},
             "systemReserved":{"memory":"200Mi"},"singleProcessOOMKill":true}}"#,
        ] {
            assert_eq!(of_configuration(text, SourceId(2)), Some(wanted), "{text}");
        }
        let below = [
            "metadata:\n  id: kubelet\nspec:\n  image: kubelet\n  config:\n    kind: KubeletConfiguration\n    kubeReserved:\n      memory: 300Mi\n",
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  kubelet: |\n    kind: KubeletConfiguration\n    kubeReserved:\n      memory: 300Mi\n",
            "{\"items\":[{\"kind\":\"Node\"},{\"data\":{\"kubelet\":\"kind: KubeletConfiguration\\nkubeReserved:\\n  memory: 300Mi\\n\"}}]}",
        ];
        for text in below {
            let found = of_configuration(text, SourceId(0)).and_then(|found| found.kube_reserved);
            assert_eq!(found, Some(Bytes(300 * MIB)), "{text}");
        }
        // An object that only names the kind, or that cannot be read to its end, tells nothing.
        for text in ["kind: ConfigMap\ndata:\n  of: KubeletConfiguration\n", "spec:\n  config:\n    kind: [\n"] {
            assert_eq!(of_configuration(text, SourceId(0)), None, "{text}");
        }
        let silent = of_configuration("kind: KubeletConfiguration\n", SourceId(0));
        assert_eq!(silent, Some(KubeletSettings::default()));
        assert_eq!(of_configuration("kind: [", SourceId(0)), None);
        assert_eq!(of_configuration("{", SourceId(0)), None);
    }

    #[test]
    fn flags_are_read_where_they_stand_in_a_file_of_variables() {
        let text = "# by the installer\nKUBELET_FLAGS=\"--max-pods=30 --kube-reserved=cpu=100m,memory=1638Mi \
                    --eviction-hard=memory.available<5%,nodefs.available<10%\"\n";
        let wanted = KubeletSettings {
            source: SourceId(0),
            kube_reserved: Some(Bytes(1638 * MIB)),
            eviction_hard: Some(MemoryAmount::Share(500)),
            ..KubeletSettings::default()
        };
        assert_eq!(of_flags(text, SourceId(0)), Some(wanted));
        assert_eq!(of_flags("KUBELET_FLAGS=--max-pods=30\n", SourceId(0)), None);
    }
}
