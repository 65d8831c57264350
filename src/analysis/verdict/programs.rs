//! What to look at in a program whose runtime sizes its memory by settings of its own.

use crate::analysis::facts::Facts;
use crate::lang::Language;
use crate::say;

/// A hint for a process of this name; `None` for programs that have no such setting, and for all whose name does not tell.
pub(super) fn hint(language: Language, name: &str) -> Option<&'static str> {
    Some(match name {
        "java" | "jsvc" => say!(language, "hint-jvm"),
        "node" | "nodejs" => say!(language, "hint-node"),
        "dotnet" => say!(language, "hint-dotnet"),
        "gunicorn" | "uwsgi" | "puma" | "unicorn" | "celery" => say!(language, "hint-workers"),
        "postgres" | "postmaster" => say!(language, "hint-postgres"),
        "mysqld" | "mariadbd" => say!(language, "hint-mysql"),
        "redis-server" | "valkey-server" => say!(language, "hint-redis"),
        "mongod" => say!(language, "hint-mongo"),
        "php-fpm" => say!(language, "hint-php"),
        "prometheus" | "etcd" | "grafana" | "grafana-server" | "loki" | "promtail" | "traefik" | "coredns"
        | "vault" | "consul" | "influxd" | "alertmanager" | "thanos" => say!(language, "hint-go"),
        _ if name.starts_with("php-fpm") => say!(language, "hint-php"),
        _ => return None,
    })
}

/// A hint for the program that the kernel chose.
pub(super) fn hint_for_victim(facts: &Facts<'_>) -> Option<String> {
    hint(facts.language, &facts.incident.chosen()?.name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_that_are_known_get_a_hint() {
        for (name, setting) in [
            ("java", "MaxRAMPercentage"),
            ("node", "--max-old-space-size"),
            ("gunicorn", "workers"),
            ("postgres", "shared_buffers"),
            ("prometheus", "GOMEMLIMIT"),
            ("php-fpm8.2", "pm.max_children"),
        ] {
            for language in Language::ALL {
                assert!(hint(language, name).is_some_and(|hint| hint.contains(setting)), "{name}");
            }
        }
        for name in ["nodeagent", "javac", "sh", "", "stress-ng-vm"] {
            assert_eq!(hint(Language::English, name), None, "{name}");
        }
    }
}
