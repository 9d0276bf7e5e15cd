//! Text as markup takes it, and drawings as addresses take them.

use std::fmt::Write;

/// Writes a text so that it is text in XML, whatever somebody called a thing:
/// markup is written out, and what XML cannot hold is left out. So are the
/// signs that turn the direction of writing round, because they would turn
/// what follows, too.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            sign if is_writable(sign) => out.push(sign),
            _ => {}
        }
    }
    out
}

/// Whether a sign can stand in a text that others go on with.
pub fn is_writable(sign: char) -> bool {
    let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    !sign.is_control() && !turns && !matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// Bytes in base64, as `data:` addresses have them. (RFC 4648, section 4)
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    out
}

/// A number without the tail that a float may have.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "{rounded}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_is_text() {
        assert_eq!(
            escaped("<script>alert('x')</script> & \"more\""),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"
        );
        assert_eq!(escaped("a\u{202e}b\u{0}c\u{ffff}d"), "abcd");
        assert_eq!(escaped("שלום"), "שלום");
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
