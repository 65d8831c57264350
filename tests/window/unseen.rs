//! Names that would move a cursor, turn the direction of writing or hide a part of a line: nothing in the window has such a
//! character, whatever it is asked to show.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;

use oomscope::text;

use super::*;

/// What a program may call itself: ESC, a control character of C1, marks that turn the direction of writing, others that take no
/// room.
const NAME: &str = "a\u{202e}b\u{1b}[1mc\u{9b}";

/// Two kills, at a pod's limit and at a service's, with lines of other programs: wherever a name stands, it is a hostile one.
fn log() -> String {
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    let seed = seed.replace("stress-ng-vm", NAME).replace("aks-ubuntu-26835060-vmss000000", "n\u{202e}x\u{3164}y");
    let seed =
        seed.replace("5.15.0-1051-azure", "5.15.0-\u{202e}azure").replace("Microsoft", "Ac\u{9b}me\u{fe0f}\u{200b}");
    let mut log = seed;
    for (at, line) in [
        format!("{NAME} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0"),
        "memory: usage 512000kB, limit 512000kB, failcnt 37".to_owned(),
        "Memory cgroup stats for /system.slice/in\u{202e}dex\u{ad}er.service:".to_owned(),
        "anon 484630528".to_owned(),
        "ac\u{202e}me 1".to_owned(),
        "Tasks state (memory values in pages):".to_owned(),
        "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name".to_owned(),
        format!("[   6001]  1077  6001   276111   118439  1015808        0          1000 {NAME}"),
        format!("oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x\u{202e}y,mems_allowed=0,oom_memcg=/system.slice/in\u{202e}dex\u{ad}er.service,task_memcg=/system.slice/in\u{202e}dex\u{ad}er.service,task={NAME},pid=6001,uid=1077"),
        format!("Memory cgroup out of memory: Killed process 6001 ({NAME}) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB, shmem-rss:0kB, UID:1077 pgtables:992kB oom_score_adj:1000"),
    ]
    .iter()
    .enumerate()
    {
        writeln!(log, "Dec 13 07:24:01 n\u{202e}x\u{3164}y kernel: [36410.{at:06}] {line}").expect("memory");
    }
    log + "Dec 13 07:24:02 n\u{202e}x\u{3164}y systemd[1]: in\u{202e}dex\u{ad}er.service: A process of this unit has been killed by the OOM killer.\n\
           Dec 13 07:24:02 n\u{202e}x\u{3164}y systemd-oomd[7]: Killed /jobs.slice/com\u{202e}pac\u{feff}tor.service due to memory pressure for /jobs.slice being 46.79% > 5.00% for > 5s with reclaim activity\n"
}

const PODS: &str = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\",\"metadata\":{\"name\":\"ca\\u202ert-\\u200b7d9c5b7f4-x2x7l\",\"namespace\":\"sh\\u001bop\",\
     \"uid\":\"479f327f-a27b-4eda-8523-90bdabcf0a27\",\"ownerReferences\":[{\"kind\":\"Repl\\u202ecaSet\",\"name\":\"ca\\u202ert\",\"controller\":true}]},\
     \"spec\":{\"nodeName\":\"n\\u202ex\",\"containers\":[{\"name\":\"ap\\u009bi\",\"image\":\"re\\u202eg/x\"}]},\"status\":{\"phase\":\"Ru\\u202en\",\
     \"containerStatuses\":[{\"name\":\"ap\\u009bi\",\"containerID\":\"containerd://679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be\",\
     \"restartCount\":3,\"state\":{\"waiting\":{\"reason\":\"Cr\\u202eash\"}},\"lastState\":{\"terminated\":{\"reason\":\"Er\\u202eror\",\"exitCode\":137}}}]}},\
     {\"kind\":\"Event\",\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"sh\\u001bop\",\"name\":\"ca\\u202ert-\\u200b7d9c5b7f4-x2x7l\"},\"reason\":\"BackOff\",\
     \"message\":\"Back-off \\u202erestarting\",\"count\":7}]}\n";

/// What of the texts that are shown holds a character that is not to be seen.
fn unseen(shown: &Shown) -> Vec<String> {
    let hides = |text: &String| text.chars().any(|c| c != '\n' && text::is_unseen(c));
    let texts = shown.root().children_recursive().flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.description(), node.placeholder().map(str::to_owned)]
    });
    texts.flatten().filter(hides).map(|text| escaped(&text)).collect()
}

/// So that a failure can be read.
fn escaped(text: &str) -> String {
    text.chars().map(|c| if text::is_unseen(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

#[test]
fn no_view_shows_a_character_that_is_not_to_be_seen() {
    let inputs = [("ke\u{202e}rn\u{1b}[2J.log", log()), ("pods\u{200b}.json", PODS.to_owned())];
    let folder = tempfile::tempdir().expect("a folder");
    let written = |(name, text): (&str, String)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let paths = inputs.into_iter().map(written).collect();
    let mut shown = show(Vec::new(), Picked::Files(paths), Scheme::Light);
    // The fonts of these tests have no U+FFFD: a box is drawn, which is to be seen as well.
    shown.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::O);
    loaded(&mut shown);
    shown.set_size(egui::vec2(1600.0, 1400.0));
    shown.run_steps(4);
    let mut found = Vec::new();
    let mut look = |what: &str, shown: &Shown| {
        found.extend(unseen(shown).into_iter().map(|text| format!("{what}: {text}")));
    };
    look("first kill", &shown);
    for kill in ["Kill 1: ", "Kill 2: "] {
        shown.query_all_by_label_contains(kill).next().expect(kill).click();
        shown.run_steps(4);
        look(kill, &shown);
        for tab in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5] {
            shown.key_press(tab);
            shown.run_steps(6);
            std::thread::sleep(Duration::from_millis(50));
            shown.run_steps(3);
            look(&format!("{kill}{tab:?}"), &shown);
        }
    }
    let views = [
        (Modifiers::COMMAND, Key::A),
        (Modifiers::NONE, Key::C),
        (Modifiers::NONE, Key::A),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::COMMAND, Key::I),
        (Modifiers::COMMAND, Key::S),
    ];
    for (modifiers, key) in views {
        shown.key_press_modifiers(modifiers, key);
        shown.run_steps(6);
        look(&format!("{key:?}"), &shown);
        if modifiers == Modifiers::COMMAND && key != Key::A {
            shown.key_press(Key::Escape);
            shown.run_steps(3);
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} texts hide something:\n{}", found.len(), found.join("\n"));
}
