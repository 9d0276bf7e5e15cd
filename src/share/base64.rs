//! Reading base64url without padding [RFC 4648 §5]: the bytes of a link in letters that
//! every address takes as they are.

use super::LinkError;

/// The letters as bytes, or which sign is none of them.
pub fn decode(text: &str) -> Result<Vec<u8>, LinkError> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for sign in text.chars() {
        let value = match sign {
            'A'..='Z' => sign as u32 - 'A' as u32,
            'a'..='z' => sign as u32 - 'a' as u32 + 26,
            '0'..='9' => sign as u32 - '0' as u32 + 52,
            '-' => 62,
            '_' => 63,
            _ => return Err(LinkError::Foreign { sign }),
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
        return Err(LinkError::CutOff);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_hold() {
        // RFC 4648 §10, without padding.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(decode(text).as_deref(), Ok(bytes.as_bytes()));
        }
        assert_eq!(decode("-__-").as_deref(), Ok(&[0xfb, 0xff, 0xfe][..]));
    }

    #[test]
    fn what_is_no_letter_is_named() {
        assert_eq!(decode("Zm9v Yg"), Err(LinkError::Foreign { sign: ' ' }));
        assert_eq!(decode("Zm9="), Err(LinkError::Foreign { sign: '=' }));
        assert_eq!(decode("Zm9vY"), Err(LinkError::CutOff));
    }
}
