//! The limits on files, folders and members at their edges: as many as are read are silent, one more is told.

use std::fs;

use super::probe::Probe;
use crate::lang::Sentence;
use crate::model::limits::{self, Limit};

const LOG: &str = "Killed process 1 (a)\n";

/// How many of what was skipped tell of the limit, and how many sources were read.
fn told(limit: &Limit, read: &Probe) -> (usize, usize) {
    let is_told = |why: &Sentence| matches!(why, Sentence::Message { id, .. } if *id == limit.told);
    (read.skipped.iter().filter(|skipped| is_told(&skipped.why)).count(), read.sources.len())
}

#[test]
fn folders_of_any_depth_are_told() {
    let most = limits::FOLDER_DEPTH.most;
    // The folder that is opened is the first.
    for (depth, expected) in [(most, (0, 1)), (most + 1, (1, 0))] {
        let root = tempfile::tempdir().unwrap();
        let inner = (1..depth).fold(root.path().to_owned(), |path, _| path.join("d"));
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join("log"), LOG).unwrap();
        assert_eq!(told(&limits::FOLDER_DEPTH, &Probe::every().path(root.path())), expected, "{depth}");
    }
}

#[test]
fn files_of_any_number_are_told() {
    let most = limits::FILES.most;
    for (files, expected) in [(most, (0, most)), (most + 1, (1, most))] {
        let folder = tempfile::tempdir().unwrap();
        (0..files).for_each(|at| fs::write(folder.path().join(format!("log.{at}")), LOG).unwrap());
        assert_eq!(told(&limits::FILES, &Probe::every().path(folder.path())), expected);
    }
}

#[test]
fn members_of_any_number_are_told() {
    let most = limits::MEMBERS.most;
    for (members, expected) in [(most, (0, most)), (most + 1, (1, most))] {
        for packed in [tar(members), zip(members)] {
            assert_eq!(told(&limits::MEMBERS, &Probe::every().bytes(&packed)), expected, "{members}");
        }
    }
}

fn tar(members: usize) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for at in 0..members {
        let mut header = tar::Header::new_gnu();
        header.set_size(LOG.len() as u64);
        archive.append_data(&mut header, format!("log.{at}"), LOG.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(members: usize) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..members {
        archive.start_file(format!("log.{at}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, LOG.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
