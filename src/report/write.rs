//! Writing a report: whole or not at all, and never over an input.
//!
//! What is written lies in a file without a name until it is whole. An interrupted report, however it was interrupted,
//! therefore leaves nothing behind.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Seek as _, Write};
use std::path::{Path, PathBuf};

use crate::lang::Sentence;
use crate::source::{StandardOutput, Store};
use crate::tell;

/// How many links are followed to where a report goes.
const LINKS_AT_MOST: usize = 40;

/// Why a report could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The target is one of the inputs.
    IsInput(PathBuf),
    /// Standard output goes on behind one of the inputs.
    InputIsStandardOutput,
    /// The file system said no.
    Io(PathBuf, io::Error),
}

impl WriteError {
    /// Why, and of which file.
    pub fn told(&self) -> Sentence {
        match self {
            Self::IsInput(path) => tell!("fault-is-input", path = path.display().to_string()),
            Self::InputIsStandardOutput => tell!("fault-stdout-is-input"),
            Self::Io(path, error) => tell!("fault-unwritten", path = path.display().to_string(), why = error),
        }
    }
}

/// What must not be written over.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The paths that were named: also where they could not be opened.
    pub named: &'a [PathBuf],
    /// What knows all files that were opened.
    pub opened: Option<&'a Store>,
}

impl Inputs<'_> {
    /// Nothing was opened.
    pub const NONE: Self = Self { named: &[], opened: None };

    /// Lets standard output be written to.
    ///
    /// # Errors
    /// Where it goes on behind an input (`>> kern.log`).
    pub fn spare(self, output: StandardOutput) -> Result<(), WriteError> {
        let is_input = self.opened.is_some_and(|store| store.opened_standard_output(output))
            || self.named.iter().any(|named| output.is_at(named));
        if is_input { Err(WriteError::InputIsStandardOutput) } else { Ok(()) }
    }

    fn hold(self, target: &Path) -> bool {
        self.opened.is_some_and(|store| store.opened(target)) || self.named.iter().any(|named| same_file(named, target))
    }
}

/// True for the names of standard output, which is written to as it is.
pub fn is_standard_output(target: &Path) -> bool {
    let names: &[&str] = if cfg!(unix) { &["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] } else { &["-"] };
    names.iter().any(|name| target == Path::new(name))
}

/// Writes `bytes` to `target`, whole or not at all; see [`write_atomically_by`].
///
/// # Errors
/// Where the target is an input or the file system refuses.
pub fn write_atomically(target: &Path, bytes: &[u8], inputs: Inputs<'_>) -> Result<(), WriteError> {
    let io = |error| WriteError::Io(target.to_owned(), error);
    write_atomically_by(target, inputs, |out| out.write_all(bytes).map_err(io))
}

/// Writes what `write` writes to `target`: into a file without a name in the same folder first, which then gets the
/// target's, so that a reader never sees half a report and memory does not grow with it. A link is followed; a file that
/// is there keeps its mode. A device, a pipe or a socket is written to and stays what it is. Refuses to replace any of
/// `inputs`, by whatever name they are given.
///
/// # Errors
/// Where the target is an input, the file system refuses, or `write` fails.
pub fn write_atomically_by<E: From<WriteError>>(
    target: &Path,
    inputs: Inputs<'_>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let io = |error| WriteError::Io(target.to_owned(), error);
    if inputs.hold(target) {
        return Err(WriteError::IsInput(target.to_owned()).into());
    }
    match Target::of(target).map_err(io)? {
        Target::Stream(stream) => {
            let mut out = BufWriter::new(stream);
            write(&mut out)?;
            out.flush().map_err(io)?;
        }
        Target::File { path, before } => {
            let mut file = unnamed_file(folder_of(&path)).map_err(io)?;
            let mut out = BufWriter::new(&mut file);
            write(&mut out)?;
            out.flush().map_err(io)?;
            drop(out);
            name(&mut file, &path, before.as_ref()).map_err(io)?;
        }
    }
    Ok(())
}

/// Writes the program's settings, with the folder they belong in where it is not there yet.
///
/// # Errors
/// Where the file system refuses.
pub fn write_settings(target: &Path, text: &str) -> Result<(), WriteError> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(|error| WriteError::Io(folder.to_owned(), error))?;
    }
    write_atomically(target, text.as_bytes(), Inputs::NONE)
}

/// Where a report goes.
enum Target {
    /// A file, all links followed, and what is there now.
    File { path: PathBuf, before: Option<Metadata> },
    /// What cannot be replaced, only written to.
    Stream(Box<dyn Write>),
}

impl Target {
    fn of(target: &Path) -> io::Result<Self> {
        match fs::metadata(target) {
            Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if metadata.is_file() => {
                // Whoever may not write to it may not replace it either.
                let open = OpenOptions::new().write(true).open(target)?;
                let path = followed(target)?;
                if same_file(&path, target) {
                    return Ok(Self::File { path, before: Some(metadata) });
                }
                // A file that is open somewhere and has no name (`/proc/self/fd/5`).
                open.set_len(0)?;
                Ok(Self::Stream(Box::new(open)))
            }
            Ok(metadata) => Ok(Self::Stream(stream(target, &metadata)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self::File { path: followed(target)?, before: None })
            }
            Err(error) => Err(error),
        }
    }
}

#[cfg(unix)]
fn stream(target: &Path, metadata: &Metadata) -> io::Result<Box<dyn Write>> {
    use std::os::unix::fs::FileTypeExt as _;
    if metadata.file_type().is_socket() {
        return Ok(Box::new(std::os::unix::net::UnixStream::connect(target)?));
    }
    Ok(Box::new(OpenOptions::new().write(true).open(target)?))
}

#[cfg(not(unix))]
fn stream(target: &Path, _metadata: &Metadata) -> io::Result<Box<dyn Write>> {
    Ok(Box::new(OpenOptions::new().write(true).open(target)?))
}

/// Where the links lead that a path may be; the end of them need not be there.
fn followed(target: &Path) -> io::Result<PathBuf> {
    let mut path = target.to_owned();
    for _ in 0..LINKS_AT_MOST {
        if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
            return Ok(path);
        }
        path = folder_of(&path).join(path.read_link()?);
    }
    Err(io::Error::other(tell!("fault-links")))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file in this folder that has no name and is gone once it is closed.
#[cfg(target_os = "linux")]
fn unnamed_file(folder: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    // The mode of a file that is nothing special, less what this process is told to keep to itself (its umask).
    match rustix::fs::open(folder, flags, Mode::from_raw_mode(0o666)) {
        Ok(file) => Ok(file.into()),
        // Not every file system knows such files.
        Err(_) => tempfile::tempfile_in(folder),
    }
}

/// A file in this folder that has no name, or loses it with its last user.
#[cfg(not(target_os = "linux"))]
fn unnamed_file(folder: &Path) -> io::Result<File> {
    tempfile::tempfile_in(folder)
}

/// Gives the file its name, in place of what has it now.
fn name(file: &mut File, path: &Path, before: Option<&Metadata>) -> io::Result<()> {
    if let Some(before) = before {
        like_before(file, before)?;
    } else if link(file, path).is_ok() {
        return Ok(());
    }
    let mut named = tempfile::Builder::new();
    named.prefix(".oomscope-");
    if let Ok(linked) = named.make_in(folder_of(path), |name| link(file, name)) {
        return linked.persist(path).map(drop).map_err(|error| error.error);
    }
    // Where a file cannot be given a name, another one with a name gets its contents.
    #[cfg(unix)]
    named.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut named = named.tempfile_in(folder_of(path))?;
    file.rewind()?;
    io::copy(file, &mut named)?;
    if let Some(before) = before {
        like_before(named.as_file(), before)?;
    }
    named.persist(path).map(drop).map_err(|error| error.error)
}

/// Gives a file without a name this one; an error where it is taken, or the system cannot.
#[cfg(target_os = "linux")]
fn link(file: &File, name: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd as _;

    use rustix::fs::{AtFlags, CWD};
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(rustix::fs::linkat(CWD, open, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn link(_file: &File, _name: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives a file the mode and, where that is allowed, the owner of the one that it replaces.
#[cfg(unix)]
fn like_before(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let now = file.metadata()?;
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        // Only the system's owner may give files away. The mode is set afterwards, as this may change it.
        drop(std::os::unix::fs::fchown(file, Some(before.uid()), Some(before.gid())));
    }
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn like_before(_file: &File, _before: &Metadata) -> io::Result<()> {
    Ok(())
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_replaces_an_old_report_but_never_an_input() {
        let folder = tempfile::tempdir().unwrap();
        let (log, report) = (folder.path().join("kern.log"), folder.path().join("report.json"));
        std::fs::write(&log, "log").unwrap();
        std::fs::write(&report, "old").unwrap();
        let inputs = Inputs { named: std::slice::from_ref(&log), opened: None };
        write_atomically(&report, b"new", inputs).unwrap();
        assert_eq!(std::fs::read(&report).unwrap(), b"new");
        let dotted = folder.path().join(".").join("kern.log");
        let refused = write_atomically(&dotted, b"gone", inputs);
        assert!(matches!(refused, Err(WriteError::IsInput(_))));
        assert_eq!(std::fs::read(&log).unwrap(), b"log");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }

    #[test]
    fn a_report_that_breaks_off_leaves_the_old_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.json");
        std::fs::write(&report, "old").unwrap();
        let broken = write_atomically_by(&report, Inputs::NONE, |out| {
            out.write_all(b"half").unwrap();
            Err(WriteError::Io(report.clone(), std::io::ErrorKind::StorageFull.into()))
        });
        assert!(matches!(broken, Err(WriteError::Io(..))));
        assert_eq!(std::fs::read(&report).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    #[cfg(unix)]
    fn while_a_report_is_written_nothing_of_it_has_a_name() {
        let folder = tempfile::tempdir().unwrap();
        for before in [None, Some("old")] {
            let report = folder.path().join(format!("{before:?}.json"));
            if let Some(old) = before {
                fs::write(&report, old).unwrap();
            }
            let names =
                || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
            let before = names();
            write_atomically_by(&report, Inputs::NONE, |out| {
                out.write_all(&vec![b'x'; 1 << 20]).unwrap();
                out.flush().unwrap();
                assert_eq!(names(), before, "a signal would leave it");
                Ok::<(), WriteError>(())
            })
            .unwrap();
            assert_eq!(fs::read(&report).unwrap().len(), 1 << 20);
            fs::remove_file(&report).unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_system_without_files_that_get_a_name_later_gets_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.json");
        let mut file = tempfile::tempfile_in(folder.path()).unwrap();
        file.write_all(b"whole").unwrap();
        name(&mut file, &report, None).unwrap();
        assert_eq!(fs::read(&report).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_with_the_path() {
        let error = write_atomically(Path::new("/nowhere/at/all/report.json"), b"", Inputs::NONE).unwrap_err();
        assert!(error.told().to_string().starts_with("/nowhere/at/all/report.json could not be written"), "{error:?}");
    }
}
