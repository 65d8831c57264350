//! Where a report goes: it never destroys a log, never puts a file in the place of what is none, and says why an exit code
//! is not 0.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SEED: &str = "sample-logs/seed-aks-pod-limit.log";

fn oomscope(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oomscope"));
    command.arg("report").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    oomscope(arguments).output().expect("the binary starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn seed() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED)).expect("the sample")
}

/// A folder with `logs/kern.log`.
fn logs() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let logs = folder.path().join("logs");
    fs::create_dir(&logs).expect("a folder");
    let log = logs.join("kern.log");
    fs::write(&log, seed()).expect("written");
    (folder, logs, log)
}

#[test]
fn a_log_in_a_folder_that_was_opened_is_not_written_over() {
    let (_folder, logs, log) = logs();
    let output = run(&[text(&logs), "-o", text(&log)]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("is not overwritten"), "{}", said(&output));
    assert_eq!(fs::read(&log).expect("the log"), seed());
    let beside = run(&[text(&logs), "-o", text(&logs.join("report.json"))]);
    assert_eq!(beside.status.code(), Some(0), "{}", said(&beside));
}

#[test]
fn a_log_that_is_standard_input_is_not_written_over() {
    let (_folder, _logs, log) = logs();
    for input in ["-", "/dev/stdin"] {
        if cfg!(windows) && input != "-" {
            continue;
        }
        let opened = fs::File::open(&log).expect("the log");
        let output = oomscope(&[input, "-o", text(&log)]).stdin(opened).output().expect("the binary starts");
        assert_eq!(output.status.code(), Some(2), "{input}: {}", said(&output));
        assert_eq!(fs::read(&log).expect("the log"), seed(), "{input}");
    }
}

#[test]
fn another_name_of_a_log_is_known_for_what_it_is() {
    let (folder, logs, log) = logs();
    let hard = folder.path().join("hard");
    fs::hard_link(&log, &hard).expect("a link");
    let mut names = vec![hard];
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&log, &link).expect("a link");
        names.push(link);
    }
    for name in names {
        let output = run(&[text(&logs), "-o", text(&name)]);
        assert_eq!(output.status.code(), Some(2), "{}: {}", name.display(), said(&output));
        assert_eq!(fs::read(&log).expect("the log"), seed());
    }
}

#[test]
#[cfg(unix)]
fn the_target_of_a_link_is_written_and_the_link_stays() {
    use std::os::unix::fs::symlink;
    let (folder, logs, _log) = logs();
    let inner = folder.path().join("deep");
    fs::create_dir(&inner).expect("a folder");
    let (real, absent) = (inner.join("real.json"), inner.join("absent.json"));
    fs::write(&real, "old\n").expect("written");
    for (name, target) in [("link.json", &real), ("dangling.json", &absent)] {
        let link = folder.path().join(name);
        symlink(Path::new("deep").join(target.file_name().expect("a name")), &link).expect("a link");
        let output = run(&[text(&logs), "-o", text(&link)]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert!(fs::read_to_string(target).expect("the report").starts_with('{'), "{name}");
    }
}

#[test]
#[cfg(unix)]
fn a_named_pipe_is_written_to_and_stays_one() {
    use std::os::unix::fs::FileTypeExt as _;
    let (folder, logs, _log) = logs();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().expect("cat");
    let output = run(&[text(&logs), "-o", text(&pipe)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let read = reader.wait_with_output().expect("its end").stdout;
    assert!(read.starts_with(b"{") && read.len() > 5000, "{}", read.len());
    assert!(fs::metadata(&pipe).expect("there").file_type().is_fifo());
}

#[test]
#[cfg(target_os = "linux")]
fn a_socket_and_a_device_are_written_to_and_stay_what_they_are() {
    use std::io::Read as _;
    use std::os::unix::fs::FileTypeExt as _;
    let (folder, logs, _log) = logs();
    let socket = folder.path().join("socket");
    let listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let reader = std::thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || {
            let mut read = Vec::new();
            listener.accept().expect("a caller").0.read_to_end(&mut read).expect("a report");
            read
        })
        .expect("a thread");
    let output = run(&[text(&logs), "-o", text(&socket)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(reader.join().expect("a report").starts_with(b"{"));
    assert!(fs::metadata(&socket).expect("there").file_type().is_socket());

    let full = run(&[text(&logs), "-o", "/dev/full"]);
    assert_eq!(full.status.code(), Some(2));
    assert!(said(&full).contains("could not be written: "), "{}", said(&full));
    assert!(fs::metadata("/dev/full").expect("there").file_type().is_char_device());
}

#[test]
#[cfg(unix)]
fn modes_are_those_of_the_file_before_or_what_the_umask_leaves() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, logs, _log) = logs();
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o7777;
    for (umask, wanted) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let new = folder.path().join(format!("{umask}.json"));
        let script = format!("umask {umask}; exec \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_oomscope"), "report", text(&logs), "-o", text(&new)]);
        assert!(command.output().expect("sh").status.success());
        assert_eq!(mode(&new), wanted, "umask {umask}");
    }
    let old = folder.path().join("old.json");
    for before in [0o600, 0o640, 0o664] {
        fs::write(&old, "old").expect("written");
        fs::set_permissions(&old, fs::Permissions::from_mode(before)).expect("a mode");
        assert_eq!(run(&[text(&logs), "-o", text(&old)]).status.code(), Some(0));
        assert_eq!(mode(&old), before);
        assert!(fs::read(&old).expect("the report").starts_with(b"{"));
    }
}

/// Runs it and sends it a signal as soon as it writes into the folder; whether the signal ended it.
#[cfg(target_os = "linux")]
fn ends_by(signal: &str, mut command: Command, folder: &Path) -> bool {
    let mut child = command.spawn().expect("the binary starts");
    let open = format!("/proc/{}/fd", child.id());
    let is_writing = || {
        let files = fs::read_dir(&open).into_iter().flatten().flatten();
        let in_folder = |file: &Path| file.parent() == Some(folder) && file.to_string_lossy().ends_with(" (deleted)");
        files.filter_map(|file| fs::read_link(file.path()).ok()).any(|file| in_folder(&file))
    };
    while child.try_wait().expect("a child").is_none() {
        if is_writing() {
            let told = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status();
            assert!(told.expect("kill").success());
            return child.wait().expect("a child").code().is_none();
        }
    }
    false
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_is_interrupted_leaves_nothing_and_what_was_there_stays() {
    let (folder, logs, log) = logs();
    let kills: String = (0..20_000)
        .map(|n| {
            format!("[{n}.000000] Killed process {n} (p{n}) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB\n")
        })
        .collect();
    fs::write(&log, kills).expect("written");
    let (new, old) = (folder.path().join("new.json"), folder.path().join("old.json"));
    fs::write(&old, "old").expect("written");
    let names = || -> Vec<_> {
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("it").file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let mut interrupted = 0;
    for (signal, target) in [("TERM", &new), ("INT", &old), ("HUP", &new), ("KILL", &old)] {
        // On a busy machine a report may be whole before the signal comes.
        for _ in 0..20 {
            if !ends_by(signal, oomscope(&[text(&logs), "-o", text(target)]), folder.path()) {
                fs::write(&old, "old").expect("written");
                drop(fs::remove_file(&new));
                continue;
            }
            interrupted += 1;
            assert_eq!(names(), before, "{signal}");
            assert_eq!(fs::read(&old).expect("the old one"), b"old", "{signal}");
            break;
        }
    }
    assert_eq!(interrupted, 4, "the report was written too fast to be interrupted");
}

#[test]
fn a_dash_is_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED);
    for format in ["json", "jsonl", "csv", "markdown"] {
        let plain = run(&[text(&sample), "--format", format]);
        let mut command = oomscope(&[text(&sample), "--format", format, "-o", "-"]);
        let dash = command.current_dir(folder.path()).output().expect("the binary starts");
        assert_eq!((dash.status.code(), dash.stdout == plain.stdout), (Some(0), true), "{format}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0, "no file of that name");
}

#[test]
#[cfg(unix)]
fn standard_output_by_its_path_is_written_to_behind_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    fs::write(&out, "before\n").expect("written");
    let end = fs::OpenOptions::new().append(true).open(&out).expect("the file");
    let status = oomscope(&[SEED, "--format", "csv", "-o", "/dev/stdout"]).stdout(end).status().expect("it starts");
    assert!(status.success());
    let written = fs::read_to_string(&out).expect("the file");
    assert!(written.starts_with("before\n") && written.lines().count() == 3, "{written}");
}

#[test]
#[cfg(unix)]
fn a_log_behind_which_standard_output_goes_on_is_not_written_to() {
    let (folder, logs, log) = logs();
    let hard = folder.path().join("hard");
    fs::hard_link(&log, &hard).expect("a link");
    let by_path = ["-o", "/dev/stdout"];
    for input in [&log, &logs, &hard] {
        for format in ["json", "jsonl", "csv", "markdown"] {
            for target in [&[] as &[&str], &by_path, &["-o", "-"]] {
                let end = fs::OpenOptions::new().append(true).open(&log).expect("the log");
                let mut command = oomscope(&[text(input), "--format", format]);
                let output = command.args(target).stdout(end).output().expect("the binary starts");
                assert_eq!(output.status.code(), Some(2), "{format} {target:?}: {}", said(&output));
                assert!(said(&output).contains("Standard output goes to one of the logs"), "{}", said(&output));
                assert_eq!(fs::read(&log).expect("the log"), seed(), "{format} {target:?}");
            }
        }
    }
    // A new file in the folder that is read is none of the logs.
    let new = fs::File::create(logs.join("report.csv")).expect("a file");
    let output = oomscope(&[text(&logs), "--format", "csv"]).stdout(new).output().expect("the binary starts");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
#[cfg(unix)]
fn standard_input_by_its_path_is_read_from_a_pipe() {
    for name in ["/dev/stdin", "/dev/fd/0"] {
        let mut command = oomscope(&[name, "--format", "jsonl"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary starts");
        child.stdin.take().expect("a pipe").write_all(&seed()).expect("written");
        let output = child.wait_with_output().expect("its end");
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{name}");
    }
}

#[test]
fn an_exit_code_that_is_not_0_is_explained_on_standard_error_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cut, missing) = (folder.path().join("cut.log.gz"), folder.path().join("missing.log"));
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&seed()).expect("memory");
    let packed = packer.finish().expect("memory");
    fs::write(&cut, packed.get(..packed.len() - 8).expect("longer")).expect("written");
    let formats: &[&str] = if cfg!(feature = "window") {
        &["json", "jsonl", "csv", "markdown", "html", "pdf", "png"]
    } else {
        &["json", "jsonl", "csv", "markdown", "html"]
    };
    for format in formats {
        let output = run(&[text(&cut), SEED, text(&missing), "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}");
        let said = said(&output);
        assert!(said.contains("cut.log.gz: It could not be read to its end, only 8,264 bytes"), "{format}: {said}");
        assert!(said.contains("missing.log could not be read: there is no such file"), "{format}: {said}");
        assert_eq!(said.lines().count(), 2, "{format}: {said}");
    }
    let masked = run(&[text(&cut), text(&missing), "--format", "jsonl", "--mask"]);
    assert_eq!(masked.status.code(), Some(1));
    assert!(!said(&masked).contains("missing.log"), "a masked run names no file: {}", said(&masked));
}
