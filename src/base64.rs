//! Bytes as letters, in the two alphabets of base64 [RFC 4648], and back from those of a
//! link.

/// All but the last two letters, which both alphabets share.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// As `data:` addresses have them: with `+` and `/`, filled up with `=` [RFC 4648 §4].
pub fn standard(bytes: &[u8]) -> String {
    let mut text = encoded(bytes, *b"+/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// As every address takes them: with `-` and `_`, not filled up [RFC 4648 §5].
pub fn url(bytes: &[u8]) -> String {
    encoded(bytes, *b"-_")
}

/// Why letters are no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBytes {
    /// This sign is none of the letters.
    Foreign(char),
    /// A letter is missing at the end.
    CutOff,
}

/// The bytes of what [`url`] has written.
pub fn from_url(text: &str) -> Result<Vec<u8>, NoBytes> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for sign in text.chars() {
        let value = match sign {
            'A'..='Z' => sign as u32 - 'A' as u32,
            'a'..='z' => sign as u32 - 'a' as u32 + 26,
            '0'..='9' => sign as u32 - '0' as u32 + 52,
            '-' => 62,
            '_' => 63,
            _ => return Err(NoBytes::Foreign(sign)),
        };
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    // Six bits alone are no byte: a letter is missing.
    if held >= 6 {
        return Err(NoBytes::CutOff);
    }
    Ok(bytes)
}

fn encoded(bytes: &[u8], last: [u8; 2]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=three.len() {
            let letter = (bits >> (18 - 6 * place) & 63) as usize;
            let sign = LETTERS.get(letter).copied();
            text.push(char::from(sign.unwrap_or(last[letter % 2])));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_hold() {
        // RFC 4648 §10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(standard(bytes.as_bytes()), text);
            let short = text.trim_end_matches('=');
            assert_eq!(url(bytes.as_bytes()), short);
            assert_eq!(from_url(short).as_deref(), Ok(bytes.as_bytes()));
        }
        // The last two letters are where the alphabets differ.
        assert_eq!(standard(&[0xfb, 0xff]), "+/8=");
        assert_eq!(url(&[0xfb, 0xff]), "-_8");
        assert_eq!(from_url("-__-").as_deref(), Ok(&[0xfb, 0xff, 0xfe][..]));
    }

    #[test]
    fn what_is_no_letter_is_named() {
        assert_eq!(from_url("Zm9v Yg"), Err(NoBytes::Foreign(' ')));
        assert_eq!(from_url("Zm9="), Err(NoBytes::Foreign('=')));
        assert_eq!(from_url("Zm9vY"), Err(NoBytes::CutOff));
    }
}
