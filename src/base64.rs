//! Bytes as letters, in the two alphabets of base64 [RFC 4648].

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
            assert_eq!(url(bytes.as_bytes()), text.trim_end_matches('='));
        }
        // The last two letters are where the alphabets differ.
        assert_eq!(standard(&[0xfb, 0xff]), "+/8=");
        assert_eq!(url(&[0xfb, 0xff]), "-_8");
    }
}
