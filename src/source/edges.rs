//! The limits on files, folders and members at their edges: as many as are read are silent, one more is told.

use std::fs;

use super::probe::{Probe, gzip};
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

#[test]
fn parts_of_a_dump_of_any_size_are_told() {
    for (more, expected) in [(0, (0, 1)), (1, (1, 1))] {
        let folder = tempfile::tempdir().unwrap();
        let head = format!("Panic#1 Part1\n{LOG}");
        let text = format!("{head}{}", "x".repeat(limits::DUMP_PART.most - head.len() + more));
        fs::write(folder.path().join("dmesg-erst-7000001"), text).unwrap();
        assert_eq!(told(&limits::DUMP_PART, &Probe::every().path(folder.path())), expected, "{more}");
    }
}

#[test]
fn mails_attached_to_any_number_of_others_are_told() {
    let most = limits::NESTED_MAILS.most;
    for (others, expected) in [(most, (0, 2)), (most + 1, (1, 1))] {
        let attach = |mail: String, at: usize| {
            mail_with(&format!("Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{mail}"), at)
        };
        let mail = (0..others).fold(mail_with(&packed_log(), most + 1), attach);
        assert_eq!(told(&limits::NESTED_MAILS, &Probe::every().bytes(mail.as_bytes())), expected, "{others}");
    }
    let threads = (0..=most + 1).fold("Content-Type: text/plain\n\nhello\n".to_owned(), |part, at| {
        format!("Content-Type: message/rfc822\n\n{}", mail_with(&part, at))
    });
    let read = Probe::every().bytes(mail_with(&threads, most + 2).as_bytes());
    assert_eq!(told(&limits::NESTED_MAILS, &read), (0, 1), "nothing is attached");
}

#[test]
fn mails_of_any_size_are_told() {
    let most = limits::MAILS.most;
    for (more, expected) in [(0, (0, 2)), (1, (1, 2))] {
        let mail = mail_with(&packed_log(), 0);
        let (head, parts) = mail.split_once("\n\n").unwrap();
        let filler = "x".repeat(most - mail.len() - 1 + more);
        let mail = format!("{head}\n\n{filler}\n{parts}");
        assert_eq!(told(&limits::MAILS, &Probe::every().bytes(mail.as_bytes())), expected, "{}", mail.len());
    }
}

/// A mail with one part; `at` tells it from those that it lies in.
fn mail_with(part: &str, at: usize) -> String {
    let head = format!("From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b{at}\"");
    format!("{head}\n\n--b{at}\n{part}\n--b{at}--\n")
}

fn packed_log() -> String {
    let bytes = gzip(LOG.as_bytes());
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0_usize, |number, at| number << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        let four = (0..4).map(|at| char::from(letters[number >> (18 - 6 * at) & 63]));
        text.extend(four.take(three.len() + 1));
        text.push_str(["", "==", "="][three.len() % 3]);
    }
    let head = "Content-Type: application/gzip\nContent-Transfer-Encoding: base64\n";
    format!("{head}Content-Disposition: attachment; filename=\"log.gz\"\n\n{text}\n")
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
