//! Folders of texts as zip files. `rawzip` knows the format; here stands what it leaves to
//! us: the packing, and that nothing is trusted. Sizes are bounded before anything is taken,
//! and what does not fit its sum is refused.

use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{
    CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveWriter, ZipVerification, crc32,
};

use crate::text;

/// A file in an archive.
pub type Entry = (String, Vec<u8>);

/// How hard the texts are packed: what most programs do.
const LEVEL: u8 = 6;

/// What an archive may hold at most.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// So many files.
    pub files: usize,
    /// So many bytes, all of them together.
    pub bytes: usize,
}

/// An archive of these files; or why there can be none, such as a name without an end.
pub fn write(files: &[Entry]) -> Result<Vec<u8>, String> {
    let write = || -> Result<Vec<u8>, rawzip::Error> {
        let mut archive = ZipArchiveWriter::new(Vec::new());
        for (name, bytes) in files {
            let file = archive.new_file(name.as_str());
            let (mut entry, _) = file
                .compression_method(CompressionMethod::DEFLATE)
                .start()?;
            // Into memory everything can be written.
            let _ = entry.write_all(&compress_to_vec(bytes, LEVEL));
            let length = bytes.len() as u64;
            entry.finish(DataDescriptorOutput::new(crc32(bytes), length))?;
        }
        archive.finish()
    };
    write().map_err(|error| error.to_string())
}

/// Whether bytes begin as an archive with files does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The files of an archive; or why it is none that is read here. Folders are left out.
pub fn read(bytes: &[u8], most: Bounds) -> Result<Vec<Entry>, String> {
    let damaged = |_| "the zip file is damaged or was cut off".to_owned();
    let archive = ZipArchive::from_slice(bytes).map_err(|_| "this is no zip file".to_owned())?;
    let (mut files, mut taken) = (Vec::new(), 0_u64);
    let mut entries = archive.entries();
    let mut count = 0;
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        count += 1;
        if count > most.files {
            let most = text::count(most.files, "file", "files");
            return Err(format!("it holds more than {most}"));
        }
        taken = taken.saturating_add(entry.uncompressed_size_hint());
        if taken > most.bytes as u64 {
            let most = most.bytes / 1024;
            return Err(format!("its files are larger than {most} KiB together"));
        }
        if entry.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        if entry.flags().is_encrypted() {
            return Err(format!("{name} in the zip file is encrypted"));
        }
        let here = archive.get_entry(entry.wayfinder()).map_err(damaged)?;
        let length = usize::try_from(entry.uncompressed_size_hint()).unwrap_or(usize::MAX);
        let inside = match entry.compression_method() {
            CompressionMethod::STORE => Some(here.data().to_vec()),
            CompressionMethod::DEFLATE => decompress_to_vec_with_limit(here.data(), length).ok(),
            _ => {
                return Err(format!(
                    "{name} in the zip file is packed in a way that is not read here"
                ));
            }
        };
        let is_whole = |inside: &Vec<u8>| {
            let found = ZipVerification {
                crc: crc32(inside),
                uncompressed_size: inside.len() as u64,
            };
            here.claim_verifier().valid(found).is_ok()
        };
        let inside = inside.filter(is_whole);
        files.push((
            name.clone(),
            inside.ok_or_else(|| format!("{name} in the zip file is damaged"))?,
        ));
    }
    if count as u64 != archive.entries_hint() {
        return Err("the zip file is damaged or was cut off".to_owned());
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Bounds = Bounds {
        files: 8,
        bytes: 4096,
    };

    fn archive() -> Vec<u8> {
        write(&[
            ("lab/chapter.json".to_owned(), b"{}".to_vec()),
            ("lab/chapter.md".to_owned(), "Grüße".as_bytes().to_vec()),
        ])
        .unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let files = read(&archive(), MOST).unwrap();
        assert_eq!(files[0], ("lab/chapter.json".to_owned(), b"{}".to_vec()));
        assert_eq!(files[1].1, "Grüße".as_bytes());
        assert!(read(&write(&[]).unwrap(), MOST).unwrap().is_empty());
    }

    #[test]
    fn what_is_cut_off_or_changed_is_refused_and_never_a_panic() {
        let whole = archive();
        for length in 0..whole.len() {
            assert!(read(&whole[..length], MOST).is_err(), "{length}");
        }
        for place in 0..whole.len() {
            let mut other = whole.clone();
            other[place] ^= 0xff;
            // Wherever it is read all the same, the texts are as they were.
            if let Ok(files) = read(&other, MOST) {
                assert!(
                    files
                        .iter()
                        .all(|(_, text)| { text == b"{}" || text == "Grüße".as_bytes() })
                );
            }
        }
    }

    #[test]
    fn what_is_too_large_is_not_even_taken() {
        let tight = Bounds {
            files: 1,
            bytes: 4096,
        };
        assert!(
            read(&archive(), tight)
                .unwrap_err()
                .contains("more than 1 file")
        );
        let tight = Bounds { files: 8, bytes: 3 };
        assert!(read(&archive(), tight).unwrap_err().contains("larger"));
        assert_eq!(read(b"hello", MOST).unwrap_err(), "this is no zip file");
    }
}
