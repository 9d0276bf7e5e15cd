//! The zip format as far as a folder of texts needs it.
//!
//! Written is what every program reads: each file as it stands, without compression, with
//! its sum. Read is that, and nothing else is trusted: sizes are bounded before anything is
//! taken, and what does not fit its sum is refused. [APPNOTE.TXT 6.3.10, 4.3 and 4.4]

/// A file in an archive.
pub type Entry = (String, Vec<u8>);

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// The bytes of an entry's head before its name: local, in the list, at the end.
const LOCAL_HEAD: usize = 30;
const CENTRAL_HEAD: usize = 46;
const END_HEAD: usize = 22;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// 1 January 1980, the first day of the format: nothing here reads a clock.
const FIRST_DAY: u16 = 0x21;

/// The sum of the format, CRC-32 with the polynomial 0xEDB88320.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = !0_u32;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = if sum & 1 == 1 { 0xEDB8_8320 } else { 0 };
            sum = (sum >> 1) ^ carry;
        }
    }
    !sum
}

/// An archive of these files. They have to be small: four gigabytes are another format.
pub fn write(files: &[Entry]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut list = Vec::new();
    for (name, bytes) in files {
        let at = size(archive.len());
        let mut about = Vec::new();
        // Version 2.0, names in UTF-8, stored.
        short(&mut about, &[20, UTF8, 0, 0, FIRST_DAY]);
        long(
            &mut about,
            &[crc32(bytes), size(bytes.len()), size(bytes.len())],
        );
        short(&mut about, &[u16::try_from(name.len()).unwrap_or(0), 0]);
        long(&mut archive, &[LOCAL]);
        archive.extend(&about);
        archive.extend(name.bytes());
        archive.extend(bytes);
        long(&mut list, &[CENTRAL]);
        short(&mut list, &[20]);
        list.extend(&about);
        short(&mut list, &[0, 0, 0]);
        long(&mut list, &[0, at]);
        list.extend(name.bytes());
    }
    let (at, count) = (size(archive.len()), u16::try_from(files.len()).unwrap_or(0));
    let length = size(list.len());
    archive.extend(list);
    long(&mut archive, &[END]);
    short(&mut archive, &[0, 0, count, count]);
    long(&mut archive, &[length, at]);
    short(&mut archive, &[0]);
    archive
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn short(bytes: &mut Vec<u8>, values: &[u16]) {
    values.iter().for_each(|it| bytes.extend(it.to_le_bytes()));
}

fn long(bytes: &mut Vec<u8>, values: &[u32]) {
    values.iter().for_each(|it| bytes.extend(it.to_le_bytes()));
}

/// Whether bytes begin as an archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    u32_at(bytes, 0) == Some(LOCAL)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// What an archive may hold at most.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// So many files.
    pub files: usize,
    /// So many bytes, all of them together.
    pub bytes: usize,
}

/// How compressed bytes are opened: the bytes, and how many come out at most.
pub type Inflate = fn(&[u8], usize) -> Option<Vec<u8>>;

/// The files of an archive; or why it is none that is read here. Folders are left out.
pub fn read(bytes: &[u8], most: Bounds, inflate: Option<Inflate>) -> Result<Vec<Entry>, String> {
    let damaged = || "the zip file is damaged or was cut off".to_owned();
    let end = (0..=bytes
        .len()
        .saturating_sub(END_HEAD)
        .min(usize::from(u16::MAX)))
        .map(|behind| bytes.len().wrapping_sub(END_HEAD + behind))
        .find(|at| u32_at(bytes, *at) == Some(END));
    let end = end.ok_or_else(|| "this is no zip file".to_owned())?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or_else(damaged)?);
    let mut at = usize_at(bytes, end + 16).ok_or_else(damaged)?;
    if count > most.files {
        let most = most.files;
        return Err(format!(
            "it holds {count} files, and at most {most} are read"
        ));
    }
    let (mut files, mut taken) = (Vec::new(), 0_usize);
    for _ in 0..count {
        if u32_at(bytes, at) != Some(CENTRAL) {
            return Err(damaged());
        }
        let entry = Listed::read(bytes, at).ok_or_else(damaged)?;
        at = entry.next;
        taken = taken.saturating_add(entry.length);
        if taken > most.bytes {
            let most = most.bytes / 1024;
            return Err(format!("its files are larger than {most} KiB together"));
        }
        if !entry.name.ends_with('/') {
            files.push((entry.name.clone(), entry.take(bytes, inflate)?));
        }
    }
    Ok(files)
}

/// An entry as the list of an archive has it.
struct Listed {
    name: String,
    flags: u16,
    method: u16,
    sum: u32,
    packed: usize,
    length: usize,
    local: usize,
    next: usize,
}

impl Listed {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let name = usize::from(u16_at(bytes, at + 28)?);
        let extra = usize::from(u16_at(bytes, at + 30)?);
        let remark = usize::from(u16_at(bytes, at + 32)?);
        let text = bytes.get(at + CENTRAL_HEAD..(at + CENTRAL_HEAD).checked_add(name)?)?;
        Some(Self {
            name: String::from_utf8_lossy(text).into_owned(),
            flags: u16_at(bytes, at + 8)?,
            method: u16_at(bytes, at + 10)?,
            sum: u32_at(bytes, at + 16)?,
            packed: usize_at(bytes, at + 20)?,
            length: usize_at(bytes, at + 24)?,
            local: usize_at(bytes, at + 42)?,
            next: (at + CENTRAL_HEAD).checked_add(name + extra + remark)?,
        })
    }

    /// Its bytes.
    fn take(&self, bytes: &[u8], inflate: Option<Inflate>) -> Result<Vec<u8>, String> {
        let name = &self.name;
        let damaged = || format!("{name} in the zip file is damaged");
        if self.flags & 1 == 1 {
            return Err(format!("{name} in the zip file is encrypted"));
        }
        if u32_at(bytes, self.local) != Some(LOCAL) {
            return Err(damaged());
        }
        let head = || {
            let name = usize::from(u16_at(bytes, self.local.checked_add(26)?)?);
            let extra = usize::from(u16_at(bytes, self.local.checked_add(28)?)?);
            let from = self
                .local
                .checked_add(LOCAL_HEAD)?
                .checked_add(name + extra)?;
            bytes.get(from..from.checked_add(self.packed)?)
        };
        let packed = head().ok_or_else(damaged)?;
        let taken = match (self.method, inflate) {
            (0, _) if self.packed == self.length => packed.to_vec(),
            (8, Some(inflate)) => inflate(packed, self.length).ok_or_else(damaged)?,
            (0, _) => return Err(damaged()),
            _ => {
                return Err(format!(
                    "{name} in the zip file is packed in a way that is not read here"
                ));
            }
        };
        match taken.len() == self.length && crc32(&taken) == self.sum {
            true => Ok(taken),
            false => Err(damaged()),
        }
    }
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
    }

    #[test]
    fn the_sum_is_that_of_the_standard() {
        // The check value of CRC-32.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn what_is_written_is_read() {
        let files = read(&archive(), MOST, None).unwrap();
        assert_eq!(files[0], ("lab/chapter.json".to_owned(), b"{}".to_vec()));
        assert_eq!(files[1].1, "Grüße".as_bytes());
        assert!(read(&write(&[]), MOST, None).unwrap().is_empty());
    }

    #[test]
    fn what_is_cut_off_or_changed_is_refused_and_never_a_panic() {
        let whole = archive();
        for length in 0..whole.len() {
            assert!(read(&whole[..length], MOST, None).is_err(), "{length}");
        }
        for place in 0..whole.len() {
            let mut other = whole.clone();
            other[place] ^= 0xff;
            // Wherever it is read all the same, the texts are as they were.
            if let Ok(files) = read(&other, MOST, None) {
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
            read(&archive(), tight, None)
                .unwrap_err()
                .contains("2 files")
        );
        let tight = Bounds { files: 8, bytes: 3 };
        assert!(
            read(&archive(), tight, None)
                .unwrap_err()
                .contains("larger")
        );
        assert_eq!(
            read(b"hello", MOST, None).unwrap_err(),
            "this is no zip file"
        );
    }
}
