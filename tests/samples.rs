//! Sample logs as the pages that a customer would get, compared whole. `UPDATE_EXPECTED=1 cargo test --test samples`
//! writes them anew; each was read against its log before it was kept, and so must be every change.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::report;
use oomscope::source::{Input, Store};

macro_rules! pages {
    ($language:expr; $($test:ident: $log:literal of $year:literal => $page:literal),* $(,)?) => { $(
        #[test]
        fn $test() {
            check($language, $log, $year, $page);
        }
    )* };
}

pages! { Language::English;
    a_pod_limit_on_aks: "seed-aks-pod-limit.log" of 2023 => "seed-aks-pod-limit",
    a_kern_log_of_cgroup_v1: "debian-5.10-cgroup-v1-kern.log" of 2026 => "debian-5.10-cgroup-v1-kern",
    a_kern_log_of_cgroup_v2: "debian-6.1-kern.log" of 2026 => "debian-6.1-kern",
    a_journal_of_the_same_boot: "debian-6.1-journal-short.txt" of 2026 => "debian-6.1-journal-short",
    a_dmesg_of_kernel_6_12: "debian-6.12-dmesg.txt" of 2026 => "debian-6.12-dmesg",
    a_panic_without_a_victim: "lab/6.1-panic2/serial-console.txt.gz" of 2026 => "lab-6.1-panic2",
    constraints_of_numa_nodes: "lab/6.1-global-numa/dmesg.plain.gz" of 2026 => "lab-6.1-global-numa",
    a_host_without_kubernetes: "node/host-systemd257-6.1/syslog.log.gz" of 2026 => "node-host-systemd257-6.1",
    static_pods_with_single_kills: "node/k136-ctrd2.1-6.12-static-single/syslog.log.gz" of 2026 => "node-static-single",
}

// The same reader's pages in Japanese: a pod's limit, kills of a whole node and of its memory nodes, a host with services,
// pods whose containers other lines name.
pages! { Language::Japanese;
    a_pod_limit_on_aks_in_japanese: "seed-aks-pod-limit.log" of 2023 => "ja-seed-aks-pod-limit",
    constraints_of_numa_nodes_in_japanese: "lab/6.1-global-numa/dmesg.plain.gz" of 2026 => "ja-lab-6.1-global-numa",
    a_host_without_kubernetes_in_japanese:
        "node/host-systemd257-6.1/syslog.log.gz" of 2026 => "ja-node-host-systemd257-6.1",
    static_pods_in_japanese: "node/k136-ctrd2.1-6.12-static-single/syslog.log.gz" of 2026 => "ja-node-static-single",
}

fn check(language: Language, log: &str, year: i32, page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = markdown(language, &root.join("sample-logs").join(log), year);
    let path = root.join("tests/expected").join(format!("{page}.md"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &markdown).expect("written");
        return;
    }
    let expected = fs::read_to_string(&path).expect("the expected page").replace("\r\n", "\n");
    let different = markdown.lines().zip(expected.lines()).zip(1..).find(|((now, then), _)| now != then);
    if let Some(((now, then), line)) = different {
        assert_eq!(now, then, "{} line {line}", path.display());
    }
    assert_eq!(markdown.len(), expected.len(), "{} is longer or shorter", path.display());
}

/// The page; the year stands in for the date of the file, which a checkout does not keep.
fn markdown(language: Language, log: &Path, year: i32) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(year), language, ..Options::new(today) };
    let input = [Input::Path(log.to_owned())];
    let review = pipeline::run(&input, options, &Store::new(), &AtomicBool::new(false), &mut |_| {});
    report::markdown(&report::page(&review))
}
