//! Signs of kills that no report of the kernel shows: entries of their own kind, never counted as kills.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use super::*;

/// What `kubectl get pods` prints of a pod whose container was OOM-killed, and nothing of the kernel.
const PODS: &str = "NAMESPACE   NAME                    READY   STATUS      RESTARTS      AGE\n\
                    shop        cart-7d9f8b6c5d-x2k4q   0/1     OOMKilled   3 (20s ago)   5m12s\n\
                    shop        web-5c6d7f8b9c-aaaaa    1/1     Running     0             2d\n";

/// The kubelet evicts a pod, a minute after the kill of the seed.
const EVICTION: &str = "Dec 13 07:24:21 aks-ubuntu-26835060-vmss000000 kubelet[1234]: I1213 07:24:21.000000    1234 \
                        eviction_manager.go:385] \"Eviction manager: pod is evicted successfully\" pod=\"shop/cart-0\"\n";

fn text(name: &str, text: String) -> Input {
    Input::Text { name: name.to_owned(), text }
}

fn beside_a_kill() -> Shown {
    let seed = std::fs::read_to_string(sample(SEED)).expect("the seed");
    let mut shown = show(vec![text("kern.log", seed + EVICTION)], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    shown
}

#[test]
fn a_pod_list_alone_opens_as_a_list_of_what_was_killed() {
    let mut shown = show(vec![text("pods.txt", PODS.to_owned())], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    assert!(is_there(&shown, "cart-7d9f8b6c5d-x2k4q as OOMKilled") && is_there(&shown, "1 sign"));
    assert!(!is_there(&shown, "No kill in these logs") && !is_there(&shown, "1 kill"));
    let copied = habits::copied(&mut shown).expect("what the sign says");
    assert!(copied.contains("as OOMKilled") && copied.contains("What it leaves open: "), "{copied}");
    for said in [
        "What it proves",
        "What it leaves open",
        "What to do next",
        "not counted as a kill",
        "journalctl _TRANSPORT=kernel",
    ] {
        assert!(is_there(&shown, said), "{said}");
    }
}

#[test]
fn a_sign_stands_beside_the_kills_and_is_not_counted_as_one() {
    let mut shown = beside_a_kill();
    assert!(is_there(&shown, "1 kill · 1 sign") && is_there(&shown, "1 kill on aks-ubuntu"));
    assert!(is_there(&shown, "Timeline: 1 kill"), "{:?}", labels(&shown, Role::Image));
    assert!(is_there(&shown, "The pod's memory limit of 500 MiB was reached"), "the first of the list is the kill");
    shown.key_press(Key::J);
    shown.run_steps(3);
    assert!(is_there(&shown, "The kubelet evicted pod shop/cart-0") && is_there(&shown, "What it leaves open"));
    assert!(!is_there(&shown, "The pod's memory limit of 500 MiB was reached"));
    // The log below is that of the sign: its line is there, and told as what proves it.
    wait_for(&mut shown, "Line 72: ");
    shown.key_press(Key::K);
    shown.run_steps(3);
    assert!(is_there(&shown, "The pod's memory limit of 500 MiB was reached"));
}

#[test]
fn a_chip_shows_signs_alone() {
    let mut shown = beside_a_kill();
    click(&mut shown, Role::Button, "Sign of a kill 1");
    assert!(is_there(&shown, "0 of 1 kill · 1 sign") && is_there(&shown, "The kubelet evicted pod shop/cart-0"));
    click(&mut shown, Role::Button, "Sign of a kill 1");
    click(&mut shown, Role::Button, "Container or pod 1");
    assert!(is_there(&shown, "0 of 1 sign") && is_there(&shown, "The pod's memory limit of 500 MiB was reached"));
}

#[test]
fn a_sign_is_neither_compared_nor_chosen_with_kills() {
    let mut shown = beside_a_kill();
    shown.key_press_modifiers(Modifiers::COMMAND, Key::A);
    shown.run_steps(3);
    assert!(!is_there(&shown, "selected"), "one kill and one sign are not two kills");
    shown.key_press(Key::J);
    shown.run_steps(2);
    shown.key_press(Key::C);
    shown.run_steps(3);
    assert!(!is_there(&shown, "Usage and limits") && is_there(&shown, "The kubelet evicted pod shop/cart-0"));
}

#[test]
fn a_mask_covers_signs_too() {
    let mut shown = beside_a_kill();
    click(&mut shown, Role::CheckBox, "Mask");
    shown.key_press(Key::J);
    shown.run_steps(3);
    assert!(is_there(&shown, "The kubelet evicted pod"));
    assert!(!is_there(&shown, "shop/cart-0"));
}

#[test]
fn a_card_of_a_sign_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, name) in [(Scheme::Light, "sign_light"), (Scheme::Dark, "sign_dark")] {
        let seed = std::fs::read_to_string(sample(SEED)).expect("the seed");
        let mut shown = show(vec![text("kern.log", seed + EVICTION)], Picked::Cancelled, scheme);
        loaded(&mut shown);
        shown.key_press(Key::J);
        wait_for(&mut shown, "Line 72: ");
        shown.run_steps(8);
        shown.snapshot(name);
        results.extend(shown.take_snapshot_results());
    }
}
