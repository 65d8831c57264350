//! Which file it is, whatever name it goes by: a report is never written over a log that was opened, be it named through a
//! link, a second name, a folder or a redirected standard input.

use std::fs::File;
use std::io;
use std::path::Path;

/// A file of this machine. Two names have the same identity where they lead to the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileId {
    /// The file system: device number, or volume serial number.
    volume: u64,
    /// The file within it: inode, or file index.
    file: u64,
}

impl FileId {
    /// The file that is open here; `None` where the system does not tell, and for what is no regular file.
    pub(super) fn of(file: &File) -> Option<Self> {
        file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        id_of(file)
    }

    /// The file that this path leads to, links followed. A pipe is not waited for.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        id_of_path(path)
    }

    /// What standard output goes to, where that is a file in which something stands already.
    pub(super) fn of_stdout() -> Option<Self> {
        let file = stdout_file().ok()?;
        file.metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() > 0)?;
        id_of(&file)
    }

    /// What standard input is read from, where that is a file.
    pub(super) fn of_stdin() -> Option<Self> {
        Self::of(&stdin_file().ok()?)
    }
}

/// Where standard output went when the program began: a shell may have let it go on behind a log (`>> kern.log`).
#[derive(Clone, Copy, Debug)]
pub struct StandardOutput(Option<FileId>);

impl StandardOutput {
    /// Where it goes now, before anything is written.
    pub fn now() -> Self {
        Self(FileId::of_stdout())
    }

    /// True where it goes to the file at this path.
    pub fn is_at(self, path: &Path) -> bool {
        self.0.is_some() && self.0 == FileId::of_path(path)
    }

    /// The file that it goes to, where something stands in it.
    pub(super) const fn file(self) -> Option<FileId> {
        self.0
    }
}

#[cfg(unix)]
fn id_of(file: &File) -> Option<FileId> {
    file.metadata().ok().map(|metadata| id_in(&metadata))
}

/// Without opening it: also of a file that may not be read.
#[cfg(unix)]
fn id_of_path(path: &Path) -> Option<FileId> {
    std::fs::metadata(path).ok().map(|metadata| id_in(&metadata))
}

#[cfg(unix)]
fn id_in(metadata: &std::fs::Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt as _;
    FileId { volume: metadata.dev(), file: metadata.ino() }
}

#[cfg(windows)]
fn id_of_path(path: &Path) -> Option<FileId> {
    id_of(&File::open(path).ok()?)
}

#[cfg(windows)]
fn id_of(file: &File) -> Option<FileId> {
    let information = winapi_util::file::information(file).ok()?;
    Some(FileId { volume: information.volume_serial_number(), file: information.file_index() })
}

#[cfg(unix)]
fn stdin_file() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn stdin_file() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

#[cfg(unix)]
fn stdout_file() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn stdout_file() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdout().as_handle().try_clone_to_owned().map(File::from)
}

/// A page in a browser is handed bytes and is told of no file behind them.
#[cfg(not(any(unix, windows)))]
fn id_of(_: &File) -> Option<FileId> {
    None
}

#[cfg(not(any(unix, windows)))]
fn id_of_path(_: &Path) -> Option<FileId> {
    None
}

#[cfg(not(any(unix, windows)))]
fn stdin_file() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(unix, windows)))]
fn stdout_file() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_every_name_and_another_with_the_same_text_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (log, other, hard) =
            (folder.path().join("kern.log"), folder.path().join("copy"), folder.path().join("second-name"));
        std::fs::write(&log, "x\n").unwrap();
        std::fs::write(&other, "x\n").unwrap();
        std::fs::hard_link(&log, &hard).unwrap();
        let id = FileId::of(&File::open(&log).unwrap()).unwrap();
        assert_eq!(FileId::of_path(&hard), Some(id));
        assert_ne!(FileId::of_path(&other), Some(id));
        assert_eq!(FileId::of_path(folder.path()), None, "a folder is no file that could be written over");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&log, &link).unwrap();
            assert_eq!(FileId::of_path(&link), Some(id));
        }
    }
}
