//! Words of people in HTML and SVG: nothing that somebody typed is ever read as markup.

/// The text as it may stand in an element or in an attribute. Signs that XML does not allow,
/// and those that turn the direction of everything behind them, are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_is_markup() {
        assert_eq!(
            escaped("</text><script>\"&'\u{0}\u{202e}x"),
            "&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39;x"
        );
        assert_eq!(escaped("मीरा 王 Ñandú 👩‍🏫"), "मीरा 王 Ñandú 👩‍🏫");
    }
}
