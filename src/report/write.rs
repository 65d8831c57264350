//! Writing a report: whole or not at all, and never over an input.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::lang::Told;
use crate::tell;

/// Why a report could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The target is one of the inputs.
    IsInput(PathBuf),
    /// The file system said no.
    Io(PathBuf, std::io::Error),
}

impl WriteError {
    /// Why, and of which file.
    pub fn told(&self) -> Told {
        match self {
            Self::IsInput(path) => tell!("fault-is-input", path = path.display().to_string()),
            Self::Io(path, error) => tell!("fault-unwritten", path = path.display().to_string(), why = error),
        }
    }
}

/// Writes `bytes` to `target`, whole or not at all; see [`write_atomically_by`].
///
/// # Errors
/// Where the target is an input or the file system refuses.
pub fn write_atomically(target: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), WriteError> {
    let io = |error| WriteError::Io(target.to_owned(), error);
    write_atomically_by(target, inputs, |out| out.write_all(bytes).map_err(io))
}

/// Writes what `write` writes to `target`: into a temporary file in the same folder first, then renamed, so that a
/// reader never sees half a report and memory does not grow with it. Refuses to replace any of `inputs`, by whatever
/// name they are given.
///
/// # Errors
/// Where the target is an input, the file system refuses, or `write` fails.
pub fn write_atomically_by<E: From<WriteError>>(
    target: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    if inputs.iter().any(|input| same_file(input, target)) {
        return Err(WriteError::IsInput(target.to_owned()).into());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let io = |error| WriteError::Io(target.to_owned(), error);
    let mut file = tempfile::Builder::new().prefix(".oomscope-").tempfile_in(folder).map_err(io)?;
    let mut out = BufWriter::new(&mut file);
    write(&mut out)?;
    out.flush().map_err(io)?;
    drop(out);
    readable_like_others(file.as_file()).map_err(io)?;
    file.persist(target).map_err(|error| io(error.error))?;
    Ok(())
}

/// Writes the program's settings, with the folder they belong in where it is not there yet.
///
/// # Errors
/// Where the file system refuses.
pub fn write_settings(target: &Path, text: &str) -> Result<(), WriteError> {
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(|error| WriteError::Io(folder.to_owned(), error))?;
    }
    write_atomically(target, text.as_bytes(), &[])
}

/// Temporary files are private; a report is meant to be passed on.
#[cfg(unix)]
fn readable_like_others(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_like_others(_file: &std::fs::File) -> std::io::Result<()> {
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
        write_atomically(&report, b"new", std::slice::from_ref(&log)).unwrap();
        assert_eq!(std::fs::read(&report).unwrap(), b"new");
        let dotted = folder.path().join(".").join("kern.log");
        let refused = write_atomically(&dotted, b"gone", std::slice::from_ref(&log));
        assert!(matches!(refused, Err(WriteError::IsInput(_))));
        assert_eq!(std::fs::read(&log).unwrap(), b"log");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }

    #[test]
    fn a_report_that_breaks_off_leaves_the_old_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.json");
        std::fs::write(&report, "old").unwrap();
        let broken = write_atomically_by(&report, &[], |out| {
            out.write_all(b"half").unwrap();
            Err(WriteError::Io(report.clone(), std::io::ErrorKind::StorageFull.into()))
        });
        assert!(matches!(broken, Err(WriteError::Io(..))));
        assert_eq!(std::fs::read(&report).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_with_the_path() {
        let error = write_atomically(Path::new("/nowhere/at/all/report.json"), b"", &[]).unwrap_err();
        assert!(error.told().to_string().starts_with("/nowhere/at/all/report.json could not be written"), "{error:?}");
    }
}
